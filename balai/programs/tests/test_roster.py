"""MSC-5: a Sunday without a confirmed officer is seen on Thursday and told on Friday; who works, rests."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.base.sealing import keyed_hash, unseal
from balai.notices.jobs import send_due
from balai.notices.models import Notice
from balai.people.rules import Role
from balai.programs import actions, jobs
from balai.programs.models import Roster
from tests import make

pytestmark = pytest.mark.django_db


def on(day, hour=8):
    return datetime(2026, 5, day, hour, tzinfo=make.NOW.tzinfo)


WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = on(20), on(21), on(22), on(23)


@pytest.fixture
def session():
    return make.session(program=make.program(slug="msc", needs_roster=True))


@pytest.fixture
def head(session):
    return make.officer(role="office_head", office=session.program.office)


def officer(session):
    return make.officer(role="front_desk", office=session.program.office)


def flags(session, now):
    jobs.flag_unstaffed(now)
    session.refresh_from_db()
    return bool(session.flagged_at), bool(session.told_at)


def test_a_coordinator_sees_no_door_that_stays_shut(at):
    at(make.NOW)
    office = make.office()
    page, door = "/kelola/jaga/", 'href="/kelola/program/"'
    assert door not in make.browser(make.officer(Role.COORDINATOR, office=office)).get(page).content.decode()
    assert door in make.browser(make.officer(Role.PROGRAM_LEAD, office=office)).get(page).content.decode()


def test_a_sunday_without_an_officer_is_flagged_on_thursday_and_told_on_friday(session):
    assert flags(session, WEDNESDAY) == (False, False)
    assert flags(session, THURSDAY) == (True, False)
    assert flags(session, FRIDAY) == (True, True)


def test_the_public_page_says_so_on_friday(session, client, at):
    page = reverse("programs:program", args=["msc"])
    flags(session, THURSDAY)
    at(THURSDAY)
    assert "belum ada petugas" not in client.get(page).content.decode()
    flags(session, FRIDAY)
    at(FRIDAY)
    said = client.get(page).content.decode()
    assert "Untuk Minggu, 24 Mei 2026 belum ada petugas yang memastikan hadir." in said


def test_a_confirmed_officer_keeps_the_flag_away(session, head):
    duty = actions.assign_duty(session=session, person=officer(session), by=head, now=WEDNESDAY)
    actions.confirm_duty(duty=duty, by=duty.person, now=WEDNESDAY)
    assert flags(session, FRIDAY) == (False, False)


def test_saying_yes_late_takes_the_warning_away(session, head):
    duty = actions.assign_duty(session=session, person=officer(session), by=head, now=WEDNESDAY)
    assert flags(session, FRIDAY) == (True, True)
    actions.confirm_duty(duty=duty, by=duty.person, now=SATURDAY)
    session.refresh_from_db()
    assert (session.flagged_at, session.told_at) == (None, None)


def test_the_flag_is_recorded_once(session):
    for moment in (THURSDAY, THURSDAY, FRIDAY, FRIDAY):
        jobs.flag_unstaffed(moment)
    verbs = Entry.objects.filter(verb__startswith="roster.gap").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["roster.gap_flagged", "roster.gap_announced"]


def told(session) -> list[Notice]:
    return list(Notice.objects.about(session).filter(kind="programs.unstaffed"))


def test_on_thursday_the_head_and_the_coordinator_are_told_once_and_nobody_else(session, head):
    office = session.program.office
    coordinator = make.officer(role="coordinator", office=office)
    officer(session)
    make.officer(role="office_head", office=make.office())
    flags(session, WEDNESDAY)
    assert not told(session)
    for moment in (THURSDAY, THURSDAY, FRIDAY):
        flags(session, moment)
    expected = {keyed_hash(person.pseudonym, "officer") for person in (head, coordinator)}
    assert len(told(session)) == 2
    assert {bytes(notice.recipient_hash) for notice in told(session)} == expected
    words = unseal(told(session)[0].text_sealed)
    assert "Minggu, 24 Mei 2026, 09.00" in words
    assert reverse("programs:roster") in words


def test_the_notice_goes_out_to_the_offices_own_screen(session, head):
    flags(session, THURSDAY)
    assert send_due(THURSDAY) == 1


def test_a_yes_before_the_notice_has_gone_takes_it_back(session, head):
    duty = actions.assign_duty(session=session, person=officer(session), by=head, now=WEDNESDAY)
    flags(session, THURSDAY)
    actions.confirm_duty(duty=duty, by=duty.person, now=THURSDAY)
    assert {notice.state for notice in told(session)} == {"withdrawn"}


def test_another_officer_does_not_say_yes_for_me(session, head):
    duty = actions.assign_duty(session=session, person=officer(session), by=head, now=WEDNESDAY)
    with pytest.raises(PermissionDenied):
        actions.confirm_duty(duty=duty, by=officer(session), now=WEDNESDAY)


def test_replacement_rest_is_a_working_day_after_a_confirmed_duty(session, head):
    duty = actions.assign_duty(session=session, person=officer(session), by=head, now=WEDNESDAY)
    with pytest.raises(RuleBroken, match="belum memastikan"):
        actions.set_rest_day(duty=duty, rest_on=date(2026, 5, 26), by=head, now=on(24, 12))
    actions.confirm_duty(duty=duty, by=duty.person, now=WEDNESDAY)
    with pytest.raises(RuleBroken, match="Rabu, 27 Mei 2026 bukan hari kerja"):
        actions.set_rest_day(duty=duty, rest_on=date(2026, 5, 27), by=head, now=on(24, 12))
    rested = actions.set_rest_day(duty=duty, rest_on=date(2026, 5, 26), by=head, now=on(24, 12))
    assert rested.rest_on == date(2026, 5, 26)


def test_one_officer_is_asked_once(session, head):
    person = officer(session)
    for _ in range(2):
        actions.assign_duty(session=session, person=person, by=head, now=WEDNESDAY)
    assert Roster.objects.count() == 1
    with pytest.raises(IntegrityError, match="roster"):
        Roster.objects.create(session=session, person=person)


def test_near_sessions_become_rows_by_themselves(session):
    jobs.materialise_near(make.NOW)
    first = session.program.sessions.count()
    jobs.materialise_near(make.NOW)
    assert session.program.sessions.count() == first == 9
