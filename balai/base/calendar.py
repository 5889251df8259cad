"""Holidays as plain values, and working days counted on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

NATIONAL = "libur_nasional"
JOINT_LEAVE = "cuti_bersama"


@dataclass(frozen=True)
class Holiday:
    """A national holiday or a joint-leave day; `source` names the decree or table it comes from."""

    on: date
    name: str
    kind: str
    source: str = ""


class WorkingCalendar:
    """Monday to Friday without holidays; joint leave is no working day for civil servants either."""

    def __init__(self, holidays: Iterable[Holiday], *, works_on_joint_leave: bool = False) -> None:
        self._closed = {h.on for h in holidays if h.kind == NATIONAL or not works_on_joint_leave}

    def is_working(self, on: date) -> bool:
        return on.weekday() < 5 and on not in self._closed

    def add_working_days(self, start: date, days: int) -> date:
        """The day on which `days` working days have passed; the start itself does not count."""
        on = start
        while days > 0:
            on += timedelta(days=1)
            days -= self.is_working(on)
        return on
