"""Who is called next. The published rule of fairness (docs/decisions/queue-priority.md):

1. A ticket's time is its slot, or its arrival when it came without one or too late. Earlier is first.
2. Of the people whose time has come, at most every second call is a priority one (elderly, disabled,
   pregnant or nursing, with small children) while somebody without priority waits.
3. Who waits longer than twice the median of today, and at least ten minutes, goes before any priority.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

LEAST_PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    """One who waits: `due_at` is the place in the line."""

    pk: int
    number: int
    due_at: datetime
    is_priority: bool

    @property
    def place(self) -> tuple[datetime, int]:
        return (self.due_at, self.number)


def patience(waits: Sequence[timedelta]) -> timedelta:
    """Twice the median wait of those already called today."""
    if not waits:
        return LEAST_PATIENCE
    middle = median(max(0.0, wait.total_seconds()) for wait in waits)
    return max(LEAST_PATIENCE, timedelta(seconds=2 * middle))


def next_ticket(
    *,
    ordinary: Waiting | None,
    priority: Waiting | None,
    last_was_priority: bool,
    longest: timedelta,
    now: datetime,
) -> Waiting | None:
    """Of the first in each lane, the one to call. `longest`: how long an ordinary one may be passed over."""
    if ordinary is None or priority is None:
        return ordinary or priority
    if ordinary.due_at > now or priority.due_at > now:
        return min(ordinary, priority, key=lambda waiting: waiting.place)
    if last_was_priority or now - ordinary.due_at > longest:
        return ordinary
    return priority
