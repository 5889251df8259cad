from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "balai.cases"
    verbose_name = "Laporan dan janji"
