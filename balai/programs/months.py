"""A month as a grid of weeks, Monday first, every cell with its programmes and the holiday's name."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from balai.base import zones
from balai.places.calendar import holidays_between
from balai.programs.models import Program
from balai.programs.outlook import DayLine, days_of
from balai.programs.rules import DayState
from balai.programs.rules.sentences import holiday_name

WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True)
class Cell:
    """One day of the grid."""

    on: date
    lines: list[DayLine]
    holiday: str
    is_out: bool
    is_today: bool

    @property
    def number(self) -> str:
        return str(self.on.day)

    @property
    def classes(self) -> str:
        states = {line.day.state for line in self.lines}
        words = {
            "out": self.is_out,
            "today": self.is_today,
            "holiday": bool(self.holiday),
            "open": DayState.OPEN in states,
            "asks": DayState.UNDECIDED in states and DayState.OPEN not in states,
            "closed": states == {DayState.CLOSED},
        }
        return " ".join(word for word, holds in words.items() if holds)


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Cell]]

    @classmethod
    def of(cls, first: date, programs: Iterable[Program], *, today: date) -> "Month":
        grid = WEEKS.monthdatescalendar(first.year, first.month)
        start, end = grid[0][0], grid[-1][-1]
        lines, holidays = days_of(programs, start, end), holidays_between(start, end)

        def cell(on: date) -> Cell:
            is_out = on.month != first.month
            named = holiday_name(holidays[on].name) if on in holidays else ""
            return Cell(on, [] if is_out else lines.get(on, []), named, is_out, on == today)

        return cls(first, [[cell(on) for on in week] for week in grid])

    @property
    def name(self) -> str:
        return f"{zones.MONTHS[self.first.month - 1]} {self.first.year}"

    @property
    def days(self) -> list[Cell]:
        """For the list on a phone: the days on which there is something to say."""
        return [cell for week in self.weeks for cell in week if cell.lines]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)
