"""Places and offices whose names stay readable when persons are masked: read now and then, kept between."""

import time

from django.db import DatabaseError

from balai.base.masking import Gazetteer, shipped
from balai.places.models import Agency, Office, Place

KEEP_SECONDS = 600  # a new office's name may stay masked for so long
_kept: dict[str, tuple[float, Gazetteer]] = {}


def known_names(*, using: str = "default") -> Gazetteer:
    """What the database knows beyond the shipped lists; without a database, the shipped lists."""
    at, kept = _kept.get(using, (0.0, shipped()))
    if not at or time.monotonic() - at > KEEP_SECONDS:
        try:
            kept = _read()
        except DatabaseError:
            return shipped()
        _kept[using] = time.monotonic(), kept
    return kept


def forget() -> None:
    _kept.clear()


def _read() -> Gazetteer:
    places = Place.objects.values_list("name", flat=True)
    agencies = [
        *Agency.objects.values_list("name", flat=True),
        *Agency.objects.values_list("short_name", flat=True),
        *Office.objects.values_list("name", flat=True),
    ]
    return Gazetteer.of(places=places, agencies=agencies)
