from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "balai.places"
    verbose_name = "Tempat"
