from django.apps import AppConfig


class QueuesConfig(AppConfig):
    name = "balai.queues"
    verbose_name = "Antrean"
