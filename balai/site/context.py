"""What every page may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from balai.base import clock, zones


def everywhere(request: HttpRequest) -> dict[str, Any]:
    values: dict[str, Any] = {"is_demo": settings.IS_DEMO}
    if settings.IS_DEMO:
        moment = clock.now()
        on = zones.local_day(moment, settings.TIME_ZONE)
        values["demo"] = {"clock_text": f"{zones.day(on)}, {zones.hour(moment, settings.TIME_ZONE)}"}
    return values
