"""When somebody may still come, and which place in the line they then have."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def due_on_arrival(*, slot_starts_at: datetime | None, now: datetime, grace: timedelta) -> datetime:
    """On time (or early): the slot's start. Too late: the arrival, behind those who came on time."""
    if slot_starts_at is not None and now <= slot_starts_at + grace:
        return slot_starts_at
    return now


def is_over(*, ends_at: datetime, now: datetime) -> bool:
    """10.59 is in time, 11.00 is not."""
    return now >= ends_at


def opens_at(*, on: date, days_before: int, zone: str) -> datetime:
    """Booking opens at midnight of the office, so many days before."""
    return datetime.combine(on - timedelta(days=days_before), time.min, tzinfo=ZoneInfo(zone))


def release_at(*, on: date, until: time | None, zone: str) -> datetime | None:
    """Until this moment places are kept for those who come without a number."""
    return datetime.combine(on, until, tzinfo=ZoneInfo(zone)) if until else None


ANSWER_WITHIN = timedelta(minutes=30)
ANSWER_WITHIN_ON_THE_DAY = timedelta(minutes=10)
LAST_OFFER = timedelta(minutes=15)  # before the start of the slot


def answer_until(*, now: datetime, on: date, slot_starts_at: datetime, zone: str) -> datetime | None:
    """How long an offer stands; None when it is too late for any offer."""
    last = slot_starts_at - LAST_OFFER
    if now >= last:
        return None
    on_the_day = now.astimezone(ZoneInfo(zone)).date() >= on
    return min(now + (ANSWER_WITHIN_ON_THE_DAY if on_the_day else ANSWER_WITHIN), last)
