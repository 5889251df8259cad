"""An overdue promise climbs by itself: to the head of the office, then to the office above."""

from datetime import datetime

from balai.base.calendar import WorkingCalendar
from balai.cases.rules.terms import due_at

STEPS = 2  # 0: who promised, 1: the head of that office, 2: the head of the office above
DAYS_PER_STEP = 3  # working days before it climbs once more


def climbs_at(due: datetime, level: int, calendar: WorkingCalendar, zone: str) -> datetime | None:
    """When a promise of this level goes one up: at once when late, then every three working days."""
    if level >= STEPS:
        return None
    return due_at(due, DAYS_PER_STEP * level, calendar, zone) if level else due
