"""Holidays against the decree's own list, overrides, and a year that is not fixed."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from balai.base.calendar import JOINT_LEAVE, NATIONAL
from balai.base.errors import RuleBroken
from balai.places import actions
from balai.places.calendar import (
    holidays_between,
    joint_leave_is_fixed,
    library_year,
    ramadan,
    working_calendar,
)
from balai.places.models import HolidayOverride, HolidayYear
from tests.make import people, places
from tests.make.moment import NOW

DECREE = Path(__file__).parent / "data" / "holidays_2026.csv"
WHOLE_YEAR = (date(2026, 1, 1), date(2026, 12, 31))
pytestmark = pytest.mark.django_db


def test_2026_is_the_decree_day_by_day():
    """SKB Menag 1497/2025, Menaker 2/2025, MenPANRB 5/2025: 17 holidays and 8 days of joint leave."""
    with DECREE.open() as file:
        decreed = {(date.fromisoformat(row["date"]), row["kind"]) for row in csv.DictReader(file)}
    found = {(h.on, h.kind) for h in holidays_between(*WHOLE_YEAR).values()}
    assert found == decreed
    kinds = [kind for _, kind in found]
    assert (kinds.count(NATIONAL), kinds.count(JOINT_LEAVE)) == (17, 8)


def test_an_override_adds_a_day_and_names_its_source():
    actions.override_holiday(on=date(2026, 8, 18), name="Hari tambahan", source="SKB perubahan", now=NOW)
    added = holidays_between(*WHOLE_YEAR)[date(2026, 8, 18)]
    assert (added.kind, added.source) == (NATIONAL, "SKB perubahan")


def test_an_override_takes_a_day_away():
    day = date(2026, 5, 15)
    actions.override_holiday(
        on=day, name="Cuti bersama", kind=JOINT_LEAVE, source="SKB perubahan", is_removed=True, now=NOW
    )
    assert day not in holidays_between(*WHOLE_YEAR)
    actions.withdraw_override(on=day, now=NOW)
    assert day in holidays_between(*WHOLE_YEAR)


def test_an_override_wins_over_the_library_on_the_same_day():
    actions.override_holiday(on=date(2026, 5, 27), name="Digeser", kind=JOINT_LEAVE, source="SKB", now=NOW)
    assert holidays_between(*WHOLE_YEAR)[date(2026, 5, 27)].kind == JOINT_LEAVE


@pytest.mark.parametrize("source", ["", "   "])
def test_an_override_without_a_source_is_refused(source):
    with pytest.raises(RuleBroken, match="dasar hukum"):
        actions.override_holiday(on=date(2026, 8, 18), name="Hari", source=source, now=NOW)


def test_the_database_refuses_an_override_without_a_source():
    with pytest.raises(IntegrityError):
        HolidayOverride.objects.create(on=date(2026, 8, 18), name="Hari", kind=NATIONAL, source="")


def test_a_year_without_its_decree_is_not_fixed():
    assert not joint_leave_is_fixed(2027)
    places.fixed_year(2027, ramadan=None)
    assert joint_leave_is_fixed(2027)


def test_ramadan_comes_with_its_source():
    places.fixed_year()
    assert ramadan(2026) == (date(2026, 2, 19), date(2026, 3, 20))
    with pytest.raises(RuleBroken, match="dasar tanggal Ramadan"):
        actions.record_holiday_year(
            year=2025, source="SKB", ramadan_from=date(2025, 3, 1), ramadan_to=date(2025, 3, 30), now=NOW
        )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-02-19", "2026-02-20"),
        ("2026-03-20", "2026-02-19"),
        ("2025-12-31", "2026-01-28"),
        ("2026-02-19", None),
    ],
)
def test_a_ramadan_that_cannot_be_is_refused(first, last):
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    with pytest.raises(RuleBroken):
        actions.record_holiday_year(
            year=2026, source="SKB", ramadan_from=days[0], ramadan_to=days[1], ramadan_source="isbat", now=NOW
        )


def test_the_database_refuses_a_ramadan_without_source():
    with pytest.raises(IntegrityError):
        HolidayYear.objects.create(
            year=2026, source="SKB", ramadan_from=date(2026, 2, 19), ramadan_to=date(2026, 3, 20)
        )


def test_joint_leave_is_a_working_day_for_an_office_that_works_on_it():
    closed, works = places.office(), places.office(works_on_joint_leave=True)
    friday = date(2026, 5, 15)
    assert not working_calendar(closed, friday).is_working(friday)
    assert working_calendar(works, friday).is_working(friday)


def test_five_working_days_step_over_weekend_and_holidays():
    start = date(2026, 5, 26)  # before Idul Adha and its joint leave
    assert working_calendar(places.office(), start).add_working_days(start, 5) == date(2026, 6, 5)


def test_the_library_is_asked_once_a_year(django_assert_num_queries):
    library_year(2026)
    with django_assert_num_queries(1):
        holidays_between(*WHOLE_YEAR)


def test_only_who_arranges_an_office_changes_the_calendar():
    clerk = people.officer("front_desk", places.office())
    with pytest.raises(PermissionDenied):
        actions.override_holiday(on=date(2026, 8, 18), name="Hari", source="SKB", by=clerk, now=NOW)
    head = people.head(places.office())
    actions.override_holiday(on=date(2026, 8, 18), name="Hari", source="SKB", by=head, now=NOW)
