from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "balai.performance"
    verbose_name = "Kesan warga dan hasil layanan"
