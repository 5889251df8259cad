from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "balai.catalogue"
    verbose_name = "Layanan"
