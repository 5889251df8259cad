from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "balai.programs"
    verbose_name = "Program"
