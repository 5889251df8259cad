"""A new rule takes effect from a day, lists what it touches, and never drops a booked session silently."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.programs import actions, calendar
from balai.programs.actions.touched import CANCEL, KEEP
from balai.programs.models import Change, Program, Session
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays, Pattern, RotaTerms, SessionState
from tests import make

pytestmark = pytest.mark.django_db
BY = Planter()
NEXT_SUNDAY = date(2026, 5, 31)
JUNE_SEVENTH = date(2026, 6, 7)


@pytest.fixture
def booked(monkeypatch):
    """People count on the sessions of these days."""
    days: set[date] = set()

    def count(session):
        return 3 if session.planned_on in days else 0

    for module in ("touched", "sessions", "program"):
        monkeypatch.setattr(f"balai.programs.actions.{module}.booked_everywhere", count)
    return days


def change(program, *, starts_on=NEXT_SUNDAY, now=None, decisions=None, **terms):
    return actions.change_rule(
        program=program,
        terms=make.terms(**terms),
        starts_on=starts_on,
        by=BY,
        now=now or make.NOW,
        decisions=decisions,
    )


def opens_on(program, on):
    return calendar.day(Program.objects.with_series().get(pk=program.pk), on)


def test_a_new_rule_holds_from_its_day_on():
    program = make.program()
    change(program, weekdays=frozenset({5}))
    assert opens_on(program, date(2026, 5, 24)).is_open
    assert opens_on(program, date(2026, 6, 6)).is_open
    assert not opens_on(program, JUNE_SEVENTH).is_open


def test_a_rule_cannot_begin_in_the_past_of_a_published_programme():
    with pytest.raises(RuleBroken, match="sudah lewat tidak bisa diubah"):
        change(make.program(), starts_on=date(2026, 5, 1))


def test_a_booked_session_that_is_touched_must_be_decided(booked):
    program = make.program()
    session = make.session(program=program, on=JUNE_SEVENTH)
    booked.add(JUNE_SEVENTH)
    with pytest.raises(RuleBroken, match=r"Minggu, 7 Juni 2026 \(3 orang\)") as refused:
        change(program, weekdays=frozenset({5}))
    assert refused.value.details["sessions"] == [session.pk]
    assert not Change.objects.exists()


def test_a_booked_session_may_be_kept_as_promised(booked):
    program = make.program()
    session = make.session(program=program, on=JUNE_SEVENTH)
    booked.add(JUNE_SEVENTH)
    change(program, weekdays=frozenset({5}), decisions={session.pk: KEEP})
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED
    assert opens_on(program, JUNE_SEVENTH).is_open


def test_a_booked_session_may_be_cancelled_by_name(booked):
    program = make.program()
    session = make.session(program=program, on=JUNE_SEVENTH)
    booked.add(JUNE_SEVENTH)
    change(program, weekdays=frozenset({5}), decisions={session.pk: CANCEL})
    session.refresh_from_db()
    assert session.state == SessionState.CANCELLED
    assert session.revision == 1


def test_rows_that_nobody_booked_follow_the_new_rule():
    program = make.program()
    session = make.session(program=program, on=JUNE_SEVENTH)
    change(program, opens=time(8))
    session.refresh_from_db()
    assert session.starts_at.isoformat() == "2026-06-07T01:00:00+00:00"
    assert session.revision == 1


def test_a_session_before_the_change_stays_as_it_was():
    program = make.program()
    session = make.session(program=program, on=make.SUNDAY)
    change(program, opens=time(8))
    session.refresh_from_db()
    assert session.revision == 0


def test_a_new_holiday_never_cancels_what_people_booked(booked):
    from balai.places.models import HolidayOverride

    program = make.program(rule=make.terms(on_holidays=OnHolidays.CLOSED))
    session = make.session(program=program, on=JUNE_SEVENTH)
    booked.add(JUNE_SEVENTH)
    HolidayOverride.objects.create(
        on=JUNE_SEVENTH, name="Pemilu", kind="libur_nasional", source="Keppres contoh"
    )
    actions.materialise(program=program, until=date(2026, 6, 30), now=make.NOW)
    session.refresh_from_db()
    assert session.state == SessionState.NEEDS_DECISION
    assert session.reason == "Tutup karena Pemilu."


def test_a_pause_asks_about_booked_sessions_too(booked):
    program = make.program()
    session = make.session(program=program, on=JUNE_SEVENTH)
    booked.add(JUNE_SEVENTH)

    def pause(**decided):
        actions.pause_program(
            program=program, starts_on=date(2026, 6, 1), reason="Rusak", by=BY, now=make.NOW, **decided
        )

    with pytest.raises(RuleBroken, match="tetap atau batal"):
        pause()
    pause(decisions={session.pk: CANCEL})
    assert not opens_on(program, date(2026, 6, 14)).is_open


def test_after_a_pause_the_rule_goes_on_and_the_revision_never_falls():
    program = make.program()
    pause = actions.pause_program(
        program=program, starts_on=date(2026, 6, 1), reason="Gedung diperbaiki", by=BY, now=make.NOW
    )
    paused = opens_on(program, date(2026, 6, 14)).revision
    actions.resume_program(pause=pause, resumes_on=date(2026, 6, 10), by=BY, now=make.NOW)
    again = opens_on(program, date(2026, 6, 14))
    assert again.is_open
    assert again.revision > paused


def test_after_its_end_nothing_opens():
    program = make.program()
    actions.end_series(program=program, ends_on=date(2026, 6, 1), by=BY, now=make.NOW)
    assert not opens_on(program, JUNE_SEVENTH).is_open


def test_the_same_crew_in_two_programmes_on_one_day_is_refused():
    def stop(place):
        return make.terms(
            pattern=Pattern.DATES,
            rota=(RotaTerms(date(2026, 7, 11), place_text=place, crew="Disdukcapil A"),),
        )

    make.program(name="BOTRAM", rule=stop("Tarumajaya"))
    with pytest.raises(RuleBroken, match="Regu Disdukcapil A sudah bertugas di Tarumajaya"):
        make.program(name="BOTRAM Masuk Desa", rule=stop("Setu"))


def test_only_who_may_publish_changes_a_published_rule():
    program = make.program()
    clerk = make.officer(role="front_desk", office=program.office)
    with pytest.raises(PermissionDenied):
        actions.change_rule(
            program=program, terms=make.terms(), starts_on=NEXT_SUNDAY, by=clerk, now=make.NOW
        )


def test_a_head_of_another_office_changes_nothing_here():
    program = make.program()
    with pytest.raises(PermissionDenied):
        actions.publish(program=program, by=make.officer(role="office_head"), now=make.NOW)


def test_every_change_is_in_the_record():
    program = make.program()
    change(program, opens=time(8))
    verbs = Entry.objects.filter(subject_type="programs.program").values_list("verb", flat=True)
    assert {"program.created", "program.rule_changed", "program.published"} <= set(verbs)


def test_a_session_is_made_once_however_often_it_is_asked_for():
    program = make.program()
    assert make.session(program=program).pk == make.session(program=program).pk
    assert Session.objects.count() == 1


def test_there_is_no_session_on_a_closed_day():
    with pytest.raises(RuleBroken, match=r"bukan hari layanan\. Buka lagi Minggu, 24 Mei 2026"):
        make.session(on=date(2026, 5, 19))


def test_near_openings_become_rows_once():
    program = make.program()
    made = [actions.materialise(program=program, until=date(2026, 6, 30), now=make.NOW) for _ in range(2)]
    assert made == [9, 0]


def at(hour, minute=0):
    return datetime.combine(make.SUNDAY, time(hour, minute), tzinfo=make.NOW.tzinfo)


def test_a_session_is_closed_after_it_began_and_then_stays():
    session = make.session()
    with pytest.raises(RuleBroken, match="belum berlangsung"):
        actions.close_session(session=session, by=BY, now=at(8))
    actions.close_session(session=session, by=BY, now=at(10, 59))
    with pytest.raises(RuleBroken, match="sudah lewat"):
        actions.cancel_session(program=session.program, on=make.SUNDAY, reason="x", by=BY, now=at(10, 59))
