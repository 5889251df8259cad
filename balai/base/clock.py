"""The one clock. Every `now` of the matter comes from here, so that a demo or a test can set it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def _nothing() -> timedelta:
    return timedelta(0)


_offset: Callable[[], timedelta] = _nothing


def now() -> datetime:
    return real_now() + _offset()


def real_now() -> datetime:
    """The machine's own time: for sign-ins, leases and logs, never for the matter."""
    return datetime.now(UTC)


def set_offset_source(source: Callable[[], timedelta]) -> None:
    """`engine` hands in where the demo's offset is read; everybody else leaves it alone."""
    global _offset
    _offset = source
