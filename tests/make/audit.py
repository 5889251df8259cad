"""Deeds to tamper with."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from balai.audit import jobs
from balai.audit.actions import record
from balai.audit.models import Entry
from balai.engine.models import Lease

MOMENT = datetime(2026, 5, 24, 8, 50, tzinfo=ZoneInfo("Asia/Jakarta"))


def deed(verb: str = "queue.ticket_called", *, about: int = 1, now: datetime = MOMENT, **facts: str) -> Entry:
    """Something that was done to a thing of ours; a lease stands for the thing."""
    return record(verb, Lease(pk=about), by=None, office="kantor-contoh", now=now, **facts)


def deeds(count: int, *, sealed: bool = True) -> list[Entry]:
    made = [deed(about=n, now=MOMENT + timedelta(seconds=n), number=str(n)) for n in range(1, count + 1)]
    if sealed:
        jobs.seal(MOMENT, above=0)
    return made
