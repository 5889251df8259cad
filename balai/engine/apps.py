from django.apps import AppConfig
from django.conf import settings


class EngineConfig(AppConfig):
    name = "balai.engine"
    verbose_name = "Mesin"

    def ready(self) -> None:
        if settings.IS_DEMO:
            from balai.base import clock
            from balai.engine.demo import offset

            clock.set_offset_source(offset)
