"""The demo's own clock: an offset in the database, read at most once a second by each process."""

import time
from datetime import datetime, timedelta

from balai.base import clock
from balai.engine.models import Installation

_read_at = 0.0
_offset = timedelta(0)


def offset() -> timedelta:
    global _read_at, _offset
    if time.monotonic() - _read_at >= 1 or not _read_at:
        seconds = Installation.objects.values_list("clock_offset_seconds", flat=True).filter(pk=1).first()
        _offset, _read_at = timedelta(seconds=seconds or 0), time.monotonic()
    return _offset


def set_clock(*, to: datetime) -> None:
    """From now on the demo's clock shows `to` and ticks on."""
    global _read_at
    seconds = int((to - clock.real_now()).total_seconds())
    Installation.objects.filter(pk=1, is_demo=True).update(clock_offset_seconds=seconds)
    _read_at = 0.0
