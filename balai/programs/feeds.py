"""Calendar feeds (RFC 5545), one a programme and one an office.

A changed occurrence keeps its UID and raises SEQUENCE; a cancelled one stays, and says so.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Event, vText

from balai.base import zones
from balai.programs.calendar import almanac_between, series_of
from balai.programs.models import Program
from balai.programs.rules import Cause, Day, DayState, because, days_between

PAST_DAYS, COMING_DAYS = 31, 180
SHOWN_SHUT = (Cause.CANCELLED, Cause.PAUSED)  # told before, so taken back aloud
Entry = tuple[Program, Day]


@dataclass(frozen=True)
class Feed:
    """The bytes of a calendar, their fingerprint, and when they last changed."""

    body: bytes
    etag: str
    changed_at: datetime


def feed_of(title: str, programs: Iterable[Program], *, now: datetime) -> Feed:
    """Past month and coming half-year of these programmes; rendered once as long as nothing changes."""
    programs = list(programs)
    entries = [entry for program in programs for entry in entries_of(program, now=now)]
    stamps = [program.changed_at for program in programs]
    changed_at = max(stamps, default=_day_start(now))
    body = _render(title, tuple((_facts(p), d) for p, d in entries))
    etag = hashlib.sha256(body).hexdigest()[:32]
    return Feed(body, etag, max(changed_at, _day_start(now)).replace(microsecond=0))


def entries_of(program: Program, *, now: datetime) -> list[Entry]:
    """What a calendar shows: openings, and what was told and then taken back."""
    today = zones.local_day(now, program.zone)
    first, last = today - timedelta(days=PAST_DAYS), today + timedelta(days=COMING_DAYS)
    days = days_between(series_of(program), first, last, almanac_between(first, last))
    return [(program, day) for day in days if is_shown(day)]


def is_shown(day: Day) -> bool:
    if day.starts_at is None:
        return False
    return day.is_open or (day.state == DayState.CLOSED and day.is_usual and day.cause in SHOWN_SHUT)


@dataclass(frozen=True)
class _Facts:
    """What an event says of its programme: plain, so that equal feeds are rendered once."""

    slug: str
    uid: str
    name: str
    purpose: str
    office: str
    changed_at: datetime


def _facts(program: Program) -> _Facts:
    return _Facts(
        program.slug, str(program.uid), program.name, program.purpose, str(program.office), program.changed_at
    )


@lru_cache(maxsize=256)
def _render(title: str, entries: tuple[tuple[_Facts, Day], ...]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Balai//Jadwal layanan//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for facts, day in entries:
        calendar.add_component(_event(facts, day))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(facts: _Facts, day: Day) -> Event:
    event = Event()
    event.add("uid", f"{day.planned_on:%Y%m%d}.{facts.uid}@balai")
    event.add("sequence", day.revision)
    event.add("dtstamp", facts.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", day.starts_at)
    event.add("dtend", day.ends_at)
    event.add("summary", facts.name if day.is_open else f"DIBATALKAN: {facts.name}")
    event.add("location", day.place or facts.office)
    event.add("description", f"{because(day)} {facts.purpose}".strip())
    event["status"] = vText("CONFIRMED" if day.is_open else "CANCELLED")
    event.add("transp", "TRANSPARENT")
    return event


def _day_start(now: datetime) -> datetime:
    """The window of days moves at midnight UTC; between, a feed without changes is the same bytes."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
