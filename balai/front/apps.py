from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "balai.front"
    verbose_name = "Beranda"
