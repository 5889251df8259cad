"""Holidays of Indonesia: the `holidays` library under the override table, which names its source."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.db.models import QuerySet

from balai.base.calendar import JOINT_LEAVE, NATIONAL, Holiday, WorkingCalendar
from balai.base.prepared import Prepared
from balai.places.models import HolidayOverride, HolidayYear, Office

LIBRARY = "pustaka holidays"


@lru_cache(maxsize=32)
def library_year(year: int) -> tuple[Holiday, ...]:
    """National holidays first: where both fall on one day, the holiday counts."""
    found: dict[date, Holiday] = {}
    for category, kind in (("government", JOINT_LEAVE), ("public", NATIONAL)):
        named = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        found |= {on: Holiday(on, name, kind, LIBRARY) for on, name in named.items()}
    return tuple(found[on] for on in sorted(found))


def _years(first: date, last: date) -> Iterator[int]:
    yield from range(first.year, last.year + 1)


def holidays_between(first: date, last: date) -> dict[date, Holiday]:
    """Every holiday and joint-leave day from `first` to `last`, by date. One query."""
    found = {h.on: h for year in _years(first, last) for h in library_year(year) if first <= h.on <= last}
    for row in OVERRIDES.all(first=first, last=last):
        found.pop(row.on, None)
        if not row.is_removed:
            found[row.on] = Holiday(row.on, row.name, row.kind, row.source)
    return dict(sorted(found.items()))


def _overrides(*, first: date, last: date) -> "QuerySet[HolidayOverride]":
    return HolidayOverride.objects.filter(on__gte=first, on__lte=last)


def _holiday_years(*, first: int, last: int) -> "QuerySet[HolidayYear]":
    return HolidayYear.objects.filter(year__gte=first, year__lte=last)


OVERRIDES, YEARS = Prepared(_overrides), Prepared(_holiday_years)


def holiday_years(first: date, last: date) -> list[HolidayYear]:
    """The years from one day's to the other's whose decree is recorded."""
    return YEARS.all(first=first.year, last=last.year)


def joint_leave_is_fixed(year: int) -> bool:
    """False: the decree for this year is not recorded yet, and pages say *belum ditetapkan*."""
    return HolidayYear.objects.filter(year=year).exists()


def ramadan(year: int) -> tuple[date, date] | None:
    row = HolidayYear.objects.filter(year=year).exclude(ramadan_from=None).first()
    return (row.ramadan_from, row.ramadan_to) if row and row.ramadan_from and row.ramadan_to else None


def working_calendar(office: Office, first: date, days: int = 200) -> WorkingCalendar:
    found = holidays_between(first, first + timedelta(days=days)).values()
    return WorkingCalendar(found, works_on_joint_leave=office.works_on_joint_leave)
