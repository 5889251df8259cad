"""Working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base.calendar import JOINT_LEAVE, NATIONAL, Holiday, WorkingCalendar

WAISAK = Holiday(date(2026, 5, 31), "Waisak", NATIONAL)
ADHA = Holiday(date(2026, 5, 27), "Iduladha", NATIONAL)
LEAVE = Holiday(date(2026, 5, 28), "Cuti bersama Iduladha", JOINT_LEAVE)
MAY = WorkingCalendar([WAISAK, ADHA, LEAVE])


@pytest.mark.parametrize(
    ("day", "is_working"),
    [(22, True), (23, False), (24, False), (25, True), (27, False), (28, False), (29, True)],
)
def test_weekends_holidays_and_joint_leave_do_not_count(day, is_working):
    assert MAY.is_working(date(2026, 5, day)) is is_working


def test_an_office_may_work_on_joint_leave():
    assert WorkingCalendar([ADHA, LEAVE], works_on_joint_leave=True).is_working(date(2026, 5, 28))
    assert not WorkingCalendar([ADHA, LEAVE], works_on_joint_leave=True).is_working(date(2026, 5, 27))


@pytest.mark.parametrize(
    ("days", "ends"),
    [(0, "2026-05-22"), (1, "2026-05-25"), (2, "2026-05-26"), (3, "2026-05-29"), (4, "2026-06-01")],
)
def test_a_term_ends_on_a_working_day(days, ends):
    assert MAY.add_working_days(date(2026, 5, 22), days) == date.fromisoformat(ends)


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.integers(1, 60),
    st.sets(st.integers(0, 120), max_size=30),
)
def test_a_term_holds_exactly_its_working_days(start, days, closed):
    holidays = [Holiday(start + timedelta(days=n), "libur", NATIONAL) for n in closed]
    calendar = WorkingCalendar(holidays)
    end = calendar.add_working_days(start, days)
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert calendar.is_working(end)
    assert sum(map(calendar.is_working, passed)) == days
