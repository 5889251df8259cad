"""The clocks of the law, counted on the calendar of 2026."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base.calendar import JOINT_LEAVE, NATIONAL, Holiday, WorkingCalendar
from balai.base.errors import RuleBroken
from balai.cases.rules import ladder, terms
from balai.cases.rules.terms import Term

WIB = "Asia/Jakarta"
PLAIN = WorkingCalendar([])
MAY_2026 = WorkingCalendar(
    [
        Holiday(date(2026, 5, 27), "Iduladha", NATIONAL),
        Holiday(date(2026, 5, 28), "Cuti bersama Iduladha", JOINT_LEAVE),
        Holiday(date(2026, 6, 1), "Hari Lahir Pancasila", NATIONAL),
    ]
)
days = st.integers(0, 60)
moments = st.integers(0, 364 * 24 * 60).map(lambda minutes: at(1, 1) + timedelta(minutes=minutes))


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(WIB))


def test_five_working_days_from_22_may_end_on_3_june_at_five_in_the_afternoon() -> None:
    assert terms.due_at(at(5, 22), 5, MAY_2026, WIB) == at(6, 3, 17)


def test_an_office_that_works_on_joint_leave_owes_it_a_day_earlier() -> None:
    calendar = WorkingCalendar(
        [
            Holiday(date(2026, 5, 27), "Iduladha", NATIONAL),
            Holiday(date(2026, 5, 28), "Cuti bersama", JOINT_LEAVE),
            Holiday(date(2026, 6, 1), "Hari Lahir Pancasila", NATIONAL),
        ],
        works_on_joint_leave=True,
    )
    assert terms.due_at(at(5, 22), 5, calendar, WIB) == at(6, 2, 17)


def test_the_day_is_the_offices_own() -> None:
    late_in_jakarta = at(5, 22, 23, 30)  # already Saturday in Kupang
    assert terms.due_at(late_in_jakarta, 1, MAY_2026, "Asia/Makassar").date() == date(2026, 5, 25)


def test_the_younger_term_holds_from_its_day() -> None:
    old = Term("pengaduan", "answer", 14, "Permen PANRB 62/2018", date(2018, 1, 1), date(2025, 3, 31))
    new = Term("pengaduan", "answer", 10, "Permen PANRB 5/2025", date(2025, 4, 1))
    chosen = [
        terms.term_of([old, new], kind="pengaduan", hop="answer", on=on)
        for on in (date(2017, 1, 1), date(2025, 3, 31), date(2025, 4, 1))
    ]
    assert chosen == [None, old, new]


def test_what_was_left_when_it_was_paused_is_left_when_it_goes_on() -> None:
    due = terms.due_at(at(6, 8), 5, PLAIN, WIB)  # Mon 8 June to Mon 15 June
    resumed = terms.resumed(due, paused=at(6, 10), now=at(6, 17), calendar=PLAIN, zone=WIB)
    assert resumed == at(6, 22, 17)  # three days were left on the 10th


def test_a_promise_that_was_late_already_stays_late() -> None:
    due = at(6, 8, 17)
    assert terms.resumed(due, paused=at(6, 9), now=at(6, 20), calendar=PLAIN, zone=WIB) == due


@given(raised=moments, count=days, paused=days, away=days)
def test_waiting_for_the_person_never_takes_time_from_the_office_nor_gives_more_than_was_left(
    raised: datetime, count: int, paused: int, away: int
) -> None:
    due = terms.due_at(raised, count, PLAIN, WIB)
    stopped = raised + timedelta(days=paused)
    now = stopped + timedelta(days=away)
    left = terms.days_left(stopped, due, PLAIN, WIB)
    after = terms.resumed(due, paused=stopped, now=now, calendar=PLAIN, zone=WIB)
    assert after >= due
    if stopped < due:
        assert terms.days_left(now, after, PLAIN, WIB) == left


@given(now=moments, count=days)
def test_days_left_undoes_what_due_counts(now: datetime, count: int) -> None:
    assert terms.days_left(now, terms.due_at(now, count, PLAIN, WIB), PLAIN, WIB) == count


def test_days_left_goes_below_nothing_when_it_is_late() -> None:
    assert terms.days_left(at(6, 10), at(6, 8, 17), PLAIN, WIB) == -2


@pytest.mark.parametrize(
    ("kind", "reason", "times", "code"),
    [
        ("pengaduan", "Berkas banyak", 0, "promise.extension"),
        ("informasi_ppid", "Berkas banyak", 1, "promise.extended"),
        ("informasi_ppid", "  ", 0, "promise.extension_reason"),
    ],
)
def test_only_public_information_is_extended_once_and_with_a_reason(
    kind: str, reason: str, times: int, code: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        terms.require_extension(kind=kind, reason=reason, times=times, is_running=True)
    assert refusal.value.code == code
    terms.require_extension(
        kind="informasi_ppid", reason="Berkas ada di arsip provinsi", times=0, is_running=True
    )


def test_a_late_promise_climbs_at_once_then_after_three_working_days_and_then_no_more() -> None:
    due = at(6, 8, 17)
    assert [ladder.climbs_at(due, level, PLAIN, WIB) for level in (0, 1, 2)] == [due, at(6, 11, 17), None]
