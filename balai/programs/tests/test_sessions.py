"""One occurrence: cancelled, moved, decided, added. Its name, its UID and its bookings stay."""

from datetime import date, time

import pytest
from django.db import IntegrityError

from balai.base.errors import RuleBroken
from balai.programs import actions, calendar
from balai.programs.models import Program, Session
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays, SessionState
from tests import make

pytestmark = pytest.mark.django_db
BY = Planter()
JUNE_SEVENTH = date(2026, 6, 7)
LABOUR_DAY = date(2026, 5, 1)


def step(action, program, on=JUNE_SEVENTH, now=None, **facts):
    return action(program=program, on=on, by=BY, now=now or make.NOW, **facts)


def fresh(program):
    return Program.objects.with_series().get(pk=program.pk)


def test_a_cancelled_session_says_why():
    program = make.program()
    session = step(actions.cancel_session, program, reason="Jaringan padam.")
    assert (session.state, session.reason, session.revision) == (SessionState.CANCELLED, "Jaringan padam.", 1)
    assert calendar.why(fresh(program), JUNE_SEVENTH).startswith(
        "Dibatalkan. Jaringan padam. Buka lagi Minggu, 14"
    )


def test_what_goes_on_and_comes_stands_before_what_is_over():
    program = make.program()
    for day in (date(2026, 5, 10), date(2026, 6, 7), date(2026, 5, 17), date(2026, 5, 24)):
        make.session(program=program, on=day)
    days = Session.objects.nearest_first(make.at_hour(10)).values_list("on", flat=True)
    assert [day.isoformat()[5:] for day in days] == ["05-24", "06-07", "05-17", "05-10"]


def test_a_cancellation_needs_a_reason():
    with pytest.raises(RuleBroken, match="Tulis alasannya"):
        step(actions.cancel_session, make.program(), reason=" ")


def test_a_moved_session_keeps_its_row_and_raises_its_revision():
    program = make.program()
    session = make.session(program=program, on=JUNE_SEVENTH)
    moved = step(
        actions.move_session, program, to_on=date(2026, 6, 6), opens=time(10), closes=time(12), reason="Lomba"
    )
    assert moved.pk == session.pk
    assert (moved.planned_on, moved.on, moved.revision) == (JUNE_SEVENTH, date(2026, 6, 6), 1)
    assert moved.starts_at.isoformat() == "2026-06-06T03:00:00+00:00"
    again = step(
        actions.move_session, program, on=date(2026, 6, 6), place_text="Balai Desa", reason="Aula dipakai"
    )
    assert (again.pk, again.revision, again.place_text) == (session.pk, 2, "Balai Desa")
    assert again.on == date(2026, 6, 6)


def test_a_session_does_not_move_onto_another_one():
    with pytest.raises(RuleBroken, match="Minggu, 14 Juni 2026 sudah ada jadwalnya"):
        step(actions.move_session, make.program(), to_on=date(2026, 6, 14), reason="x")


def test_a_move_must_change_something():
    with pytest.raises(RuleBroken, match="masih sama"):
        step(actions.move_session, make.program(), opens=time(9), closes=time(11), reason="x")


def test_a_session_does_not_move_into_the_past():
    with pytest.raises(RuleBroken, match="sudah lewat"):
        step(actions.move_session, make.program(), to_on=date(2026, 5, 20), reason="x")


def test_a_session_found_by_its_old_day_is_the_moved_one():
    program = make.program()
    moved = step(actions.move_session, program, to_on=date(2026, 6, 6), reason="Lomba")
    assert actions.session_for(fresh(program), JUNE_SEVENTH).pk == moved.pk


def jumat_bersih():
    rule = make.terms(weekdays=frozenset({4}), on_holidays=OnHolidays.ASK, opens=time(7), closes=time(9))
    return make.program(name="Jumat Bersih", rule=rule)


def test_a_holiday_that_asks_has_no_session_until_it_is_decided():
    program = jumat_bersih()
    with pytest.raises(RuleBroken, match="Perlu keputusan kantor karena Hari Buruh Internasional"):
        actions.session_for(program, LABOUR_DAY)
    assert not Session.objects.exists()


def test_the_office_decides_that_a_holiday_is_held():
    program = jumat_bersih()
    session = step(actions.decide_session, program, LABOUR_DAY, now=make.BEGINNING, holds=True)
    assert session.state == SessionState.PLANNED
    assert calendar.day(fresh(program), LABOUR_DAY).is_open


def test_the_office_decides_that_a_holiday_is_not_held():
    program = jumat_bersih()
    session = step(actions.decide_session, program, LABOUR_DAY, now=make.BEGINNING, holds=False)
    assert session.state == SessionState.CANCELLED
    with pytest.raises(RuleBroken, match="tidak menunggu keputusan"):
        step(actions.decide_session, program, LABOUR_DAY, now=make.BEGINNING, holds=True)


def test_an_undecided_day_may_be_moved_instead():
    program = jumat_bersih()
    moved = step(
        actions.move_session, program, LABOUR_DAY, now=make.BEGINNING, to_on=date(2026, 5, 2), reason="Libur"
    )
    assert (moved.state, moved.on) == (SessionState.MOVED, date(2026, 5, 2))


def test_a_day_may_be_added():
    program = make.program()
    added = step(actions.add_session, program, date(2026, 6, 3), opens=time(13), closes=time(15))
    assert added.state == SessionState.PLANNED
    assert calendar.day(fresh(program), date(2026, 6, 3)).span[0].hour == 13


def test_a_cancelled_day_may_be_opened_again():
    program = make.program()
    session = step(actions.cancel_session, program, reason="Jaringan padam.")
    again = step(actions.add_session, program, opens=time(9), closes=time(11))
    assert (again.pk, again.state, again.revision) == (session.pk, SessionState.PLANNED, 2)


def test_an_added_day_has_the_hours_of_the_rule_unless_told_otherwise():
    added = step(actions.add_session, make.program(), date(2026, 6, 3))
    assert added.starts_at.isoformat() == "2026-06-03T02:00:00+00:00"


def test_an_added_day_needs_an_hour():
    program = make.program(rule=make.terms(opens=None, closes=None), published=False)
    with pytest.raises(RuleBroken, match="Isi jam"):
        step(actions.add_session, program, date(2026, 6, 3))


def test_the_database_refuses_a_session_that_ends_before_it_begins():
    session = make.session()
    with pytest.raises(IntegrityError, match="session_ends_after_its_start"):
        Session.objects.filter(pk=session.pk).update(ends_at=session.starts_at)


def test_the_database_refuses_two_sessions_at_one_moment():
    program = make.program()
    first, second = make.session(program=program), make.session(program=program, on=JUNE_SEVENTH)
    with pytest.raises(IntegrityError):
        Session.objects.filter(pk=second.pk).update(starts_at=first.starts_at, ends_at=first.ends_at)


def test_the_database_refuses_a_fee_where_free_is_promised():
    program = make.program()
    with pytest.raises(IntegrityError, match="free_program_takes_no_fee"):
        Program.objects.filter(pk=program.pk).update(fee=20_000)


def test_a_promise_without_cost_cannot_be_taken_back():
    with pytest.raises(RuleBroken, match="tidak bisa ditarik"):
        actions.edit_program(program=make.program(), is_free=False, fee=20_000, by=BY, now=make.NOW)
    with pytest.raises(RuleBroken, match="biayanya tidak bisa diisi"):
        actions.edit_program(program=make.program(), fee=20_000, by=BY, now=make.NOW)


def test_what_is_half_filled_is_not_published_and_says_what_is_missing():
    program = make.program(rule=make.terms(opens=None, closes=None), purpose="", published=False)
    with pytest.raises(RuleBroken, match=r"Isi untuk apa program ini\. Isi jam\."):
        actions.publish(program=program, by=BY, now=make.NOW)


def test_a_published_programme_must_stay_complete():
    program = make.program()
    with pytest.raises(RuleBroken, match="harus tetap lengkap"):
        actions.edit_program(program=program, purpose="", by=BY, now=make.NOW)
    program.refresh_from_db()
    assert program.purpose
