from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "balai.voices"
    verbose_name = "Suara warga"
