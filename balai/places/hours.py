"""When an office is open: its week, its holidays, its Ramadan row, in its own zone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from balai.base.calendar import NATIONAL, Holiday
from balai.base.prepared import Prepared
from balai.base.zones import WEEKDAYS, local_day
from balai.places.calendar import holiday_years, holidays_between
from balai.places.models import Office, OpeningHours
from balai.places.rules import Season

LOOK_AHEAD = 60  # days: longer than any row of holidays


@dataclass(frozen=True)
class Span:
    """The door stands open from `start` to `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Door:
    """What a page says about an office now: open until, or closed (why) until the next opening."""

    open: Span | None
    next: Span | None
    holiday: Holiday | None  # today's, if it keeps the door shut


@dataclass(frozen=True)
class Known:
    """What a page has read already, for these two months at least."""

    holidays: Mapping[date, Holiday]
    ramadans: Sequence[tuple[date, date]]


def door_of(office: Office, moment: datetime, known: Known | None = None) -> Door:
    """Three queries: hours, overridden holidays, Ramadan; the first alone with what is `known`."""
    today = local_day(moment, office.zone)
    days = _Days(office, today, known or _known(today, today + timedelta(days=LOOK_AHEAD)))
    open_now = next((s for s in days.spans(today) if s.start <= moment < s.end), None)
    coming = (s for on in days for s in days.spans(on) if s.start > moment)
    return Door(open_now, next(coming, None), days.closing_holiday(today))


def open_now(office: Office, moment: datetime) -> bool:
    return door_of(office, moment).open is not None


def next_opening(office: Office, moment: datetime) -> Span | None:
    """The first opening after this moment, a break's end included; None: no hours are known."""
    return door_of(office, moment).next


def week_in_words(rows: Iterable[OpeningHours]) -> list[str]:
    """['Senin–Kamis 07.30–16.00, istirahat 12.00–13.00', 'Jumat …']: days alike stand together."""
    runs: list[tuple[int, int, str]] = []
    for row in sorted(rows, key=lambda row: row.weekday):
        text = f"{row.opens:%H.%M}–{row.closes:%H.%M}"
        if row.break_from and row.break_to:
            text += f", istirahat {row.break_from:%H.%M}–{row.break_to:%H.%M}"
        if runs and runs[-1][1] == row.weekday - 1 and runs[-1][2] == text:
            runs[-1] = (runs[-1][0], row.weekday, text)
        else:
            runs.append((row.weekday, row.weekday, text))
    return [f"{_weekdays(first, last)} {text}" for first, last, text in runs]


def _weekdays(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}–{WEEKDAYS[last]}"


def _week(*, office: int) -> "QuerySet[OpeningHours]":
    return OpeningHours.objects.filter(office=office)


WEEK = Prepared(_week)


def _known(first: date, last: date) -> Known:
    rows = [(row.ramadan_from, row.ramadan_to) for row in holiday_years(first, last)]
    return Known(holidays_between(first, last), [(start, end) for start, end in rows if start and end])


class _Days:
    """An office's hours over the coming days, read once."""

    def __init__(self, office: Office, first: date, known: Known) -> None:
        self.office, self.first, self.holidays, self.ramadans = office, first, known.holidays, known.ramadans
        rows = WEEK.all(office=office.pk)
        self.rows = {(row.season, row.weekday): row for row in rows}
        self.has_ramadan_week = any(row.season == Season.RAMADAN for row in rows)

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(LOOK_AHEAD + 1))

    def closing_holiday(self, on: date) -> Holiday | None:
        holiday = self.holidays.get(on)
        works = holiday and holiday.kind != NATIONAL and self.office.works_on_joint_leave
        return None if works else holiday

    def season(self, on: date) -> Season:
        fasting = any(start <= on <= end for start, end in self.ramadans)
        return Season.RAMADAN if fasting and self.has_ramadan_week else Season.NORMAL

    def spans(self, on: date) -> list[Span]:
        row = self.rows.get((self.season(on), on.weekday()))
        if row is None or self.closing_holiday(on):
            return []
        if row.break_from and row.break_to:
            return [self._span(on, row.opens, row.break_from), self._span(on, row.break_to, row.closes)]
        return [self._span(on, row.opens, row.closes)]

    def _span(self, on: date, opens: time, closes: time) -> Span:
        zone = ZoneInfo(self.office.zone)
        return Span(datetime.combine(on, opens, zone), datetime.combine(on, closes, zone))
