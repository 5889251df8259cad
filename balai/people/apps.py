from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "balai.people"
    verbose_name = "Orang"
