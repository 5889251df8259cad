from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "balai.notices"
    verbose_name = "Kabar"
