"""Sums of capacity in counter-minutes: pure, the same for pages, actions and tests."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from balai.base.errors import RuleBroken


@dataclass(frozen=True)
class PlannedSlot:
    """Some minutes of a sitting: one seat a counter, of which `held` wait for people who simply come."""

    starts_at: datetime
    ends_at: datetime
    seats: int
    held: int


def spread(units: int, over: int) -> list[int]:
    """So many units over so many slots, as evenly as whole numbers allow."""
    return [(place + 1) * units // over - place * units // over for place in range(over)]


def plan_slots(
    starts_at: datetime, ends_at: datetime, *, minutes: int, counters: int, walk_in_units: int
) -> list[PlannedSlot]:
    """Whole slots only: what is left over at the end is nobody's promise."""
    length = timedelta(minutes=minutes)
    count = (ends_at - starts_at) // length
    if count < 1:
        raise RuleBroken("queue.too_short", "Waktu layanan lebih pendek daripada satu giliran.")
    if walk_in_units > count * counters:
        raise RuleBroken(
            "queue.too_many_held",
            f"Tempat untuk yang datang langsung paling banyak {count * counters}.",
            field="walk_in_units",
        )
    held = spread(walk_in_units, count)
    return [
        PlannedSlot(starts_at + place * length, starts_at + (place + 1) * length, counters, held[place])
        for place in range(count)
    ]


def free_online(*, seats: int, held: int, booked: int, walked: int) -> int:
    """What may still be booked from home: walk-ins use up their own share first."""
    return max(0, seats - booked - max(held, walked))


def free_here(*, seats: int, booked: int, walked: int) -> int:
    """What is left for somebody who stands here."""
    return max(0, seats - booked - walked)
