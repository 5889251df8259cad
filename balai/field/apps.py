from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "balai.field"
    verbose_name = "Lapangan"
