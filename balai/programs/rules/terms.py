"""What an office states about a rule, as a form or a seed file hands it in."""

from dataclasses import dataclass
from datetime import date, time

from balai.base.errors import RuleBroken
from balai.programs.rules.words import OnHolidays, Pattern


@dataclass(frozen=True)
class HoursTerms:
    """A weekday with hours of its own, in a season."""

    weekday: int
    opens: time
    closes: time
    season: str = "normal"


@dataclass(frozen=True)
class RotaTerms:
    """A listed date: its place by code or in words, its crew, its hours if they differ."""

    on: date
    place_text: str = ""
    place_code: str = ""
    crew: str = ""
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True)
class RuleTerms:
    """All of it may be half-filled: then it can be kept, but not published."""

    pattern: Pattern = Pattern.WEEKLY
    weekdays: frozenset[int] = frozenset()
    every: int = 1
    anchor: date | None = None
    nths: frozenset[int] = frozenset()
    on_holidays: OnHolidays | None = None
    counts_joint_leave: bool = False
    uses_office_hours: bool = False
    opens: time | None = None
    closes: time | None = None
    ramadan_opens: time | None = None
    ramadan_closes: time | None = None
    weekday_hours: tuple[HoursTerms, ...] = ()
    rota: tuple[RotaTerms, ...] = ()

    def __post_init__(self) -> None:
        for opens, closes, field in self._spans():
            if (opens is None) != (closes is None):
                raise RuleBroken("hours.half", "Isi jam mulai dan jam selesai.", field=field)
            if opens and closes and closes <= opens:
                raise RuleBroken("hours.order", "Jam selesai harus sesudah jam mulai.", field=field)
        if not 1 <= self.every <= 52:
            raise RuleBroken("rule.every", "Pilih setiap 1 sampai 52 pekan.", field="every")

    def _spans(self) -> list[tuple[time | None, time | None, str]]:
        spans = [
            (self.opens, self.closes, "closes"),
            (self.ramadan_opens, self.ramadan_closes, "ramadan_closes"),
        ]
        spans += [(row.opens, row.closes, "weekday_hours") for row in self.weekday_hours]
        return spans + [(row.opens, row.closes, "rota") for row in self.rota]
