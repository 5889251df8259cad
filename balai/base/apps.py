from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "balai.base"
    verbose_name = "Dasar"
