"""What the engine is told and what it answers: plain values, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from balai.base.calendar import NATIONAL, Holiday
from balai.base.errors import RuleBroken
from balai.programs.rules.words import Cause, ChangeKind, DayState, OnHolidays, Pattern


@dataclass(frozen=True)
class Hours:
    """From when to when, on the clock of the office."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise RuleBroken("hours.order", "Jam selesai harus sesudah jam mulai.", field="closes")


@dataclass(frozen=True)
class Timetable:
    """The hours of every weekday; in Ramadan its own rows, where there are any."""

    normal: Hours | None = None
    by_weekday: Mapping[int, Hours] = field(default_factory=dict)
    ramadan: Hours | None = None
    ramadan_by_weekday: Mapping[int, Hours] = field(default_factory=dict)

    def on(self, day: date, *, is_ramadan: bool) -> Hours | None:
        usual = self.by_weekday.get(day.weekday(), self.normal)
        if not is_ramadan:
            return usual
        return self.ramadan_by_weekday.get(day.weekday(), self.ramadan) or usual


@dataclass(frozen=True)
class Listed:
    """One stop of a rota: its own day, its own place, the crew that brings the tables."""

    on: date
    place: str = ""
    place_code: str = ""
    crew: str = ""
    hours: Hours | None = None


@dataclass(frozen=True)
class Rule:
    """What holds from a day on, until the next rule of the same series."""

    starts_on: date
    pattern: Pattern = Pattern.WEEKLY
    weekdays: frozenset[int] = frozenset()
    every: int = 1
    anchor: date | None = None
    nths: frozenset[int] = frozenset()
    listed: tuple[Listed, ...] = ()
    on_holidays: OnHolidays = OnHolidays.ASK
    counts_joint_leave: bool = False
    timetable: Timetable = field(default_factory=Timetable)
    revision: int = 0

    @cached_property
    def listed_on(self) -> dict[date, Listed]:
        return {stop.on: stop for stop in self.listed}


@dataclass(frozen=True)
class Change:
    """The office's word on the occurrence that the rule planned on this day: it always wins."""

    planned_on: date
    kind: ChangeKind
    reason: str = ""
    to_on: date | None = None
    hours: Hours | None = None
    place: str = ""
    revision: int = 1

    @property
    def held_on(self) -> date:
        moves = self.kind == ChangeKind.MOVED and self.to_on
        return self.to_on if moves and self.to_on else self.planned_on


@dataclass(frozen=True)
class Pause:
    """No openings from this day until that day (both included; without end until further notice).

    `covered_until` remembers how far it once reached: a shortened pause still raises the revision there.
    """

    starts_on: date
    ends_on: date | None = None
    reason: str = ""
    revision: int = 0
    covered_until: date | None = None

    def covers(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def has_covered(self, on: date) -> bool:
        return self.starts_on <= on and (self.covered_until is None or on <= self.covered_until)


@dataclass(frozen=True)
class Series:
    """The whole promise of one programme."""

    zone: str
    rules: tuple[Rule, ...]
    ends_on: date | None = None
    changes: tuple[Change, ...] = ()
    pauses: tuple[Pause, ...] = ()
    place: str = ""

    @cached_property
    def rules_latest_first(self) -> tuple[Rule, ...]:
        return tuple(sorted(self.rules, key=lambda rule: rule.starts_on, reverse=True))

    @cached_property
    def changes_of(self) -> dict[date, Change]:
        return {change.planned_on: change for change in self.changes}

    @cached_property
    def arrivals_on(self) -> dict[date, Change]:
        """What moves to a day; if two do, the one planned first is told (actions refuse the second)."""
        moved = (c for c in self.changes if c.kind == ChangeKind.MOVED)
        return {c.held_on: c for c in sorted(moved, key=lambda c: c.planned_on, reverse=True)}

    def rule_on(self, on: date) -> Rule | None:
        return next((rule for rule in self.rules_latest_first if rule.starts_on <= on), None)


@dataclass(frozen=True)
class Almanac:
    """Holidays, the Ramadans (first and last day), and the years whose joint leave is not fixed yet."""

    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    ramadans: tuple[tuple[date, date], ...] = ()
    unfixed_years: frozenset[int] = frozenset()

    def is_ramadan(self, on: date) -> bool:
        return any(first <= on <= last for first, last in self.ramadans)

    def holiday(self, on: date, *, counts_joint_leave: bool) -> Holiday | None:
        holiday = self.holidays.get(on)
        if holiday and (holiday.kind == NATIONAL or counts_joint_leave):
            return holiday
        return None


@dataclass(frozen=True)
class Day:
    """One day of a series, with its reason. `is_usual`: the rule names it, so a closed door needs a word."""

    on: date
    state: DayState
    cause: Cause
    is_usual: bool = True
    words: tuple[str, ...] = ()
    planned_on: date = date.min
    moved_to: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    place_code: str = ""
    change: ChangeKind | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.state == DayState.OPEN

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When an opening begins and ends; only an opening is asked."""
        assert self.starts_at
        assert self.ends_at
        return self.starts_at, self.ends_at

    @property
    def is_changed(self) -> bool:
        return self.change in (ChangeKind.MOVED, ChangeKind.CANCELLED)
