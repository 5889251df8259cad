"""The officers' start page says for which openings nobody has confirmed yet."""

import pytest
from django.urls import reverse

from balai.people.rules import Role
from balai.programs import actions, jobs
from tests import make

pytestmark = pytest.mark.django_db
SAID = "Belum ada petugas yang memastikan hadir."


def page_of(person) -> str:
    return make.browser(person).get(reverse("front:manage")).content.decode()


@pytest.fixture
def session(at):
    thursday = make.at_hour(8, on=make.SUNDAY.replace(day=21))
    at(thursday)
    session = make.session(program=make.program(needs_roster=True))
    jobs.flag_unstaffed(thursday)
    return session


def test_who_keeps_the_roster_sees_the_gap_until_somebody_says_yes(session):
    office = session.program.office
    head, person = make.officer(Role.OFFICE_HEAD, office), make.officer(Role.FRONT_DESK, office)
    now = session.starts_at.replace(day=21)
    duty = actions.assign_duty(session=session, person=person, by=head, now=now)
    assert SAID in page_of(head)
    assert f"Minggu, 24 Mei 2026, {session.program.name}" in page_of(head)
    actions.confirm_duty(duty=duty, by=person, now=now)
    assert SAID not in page_of(head)


def test_other_offices_and_other_roles_see_nothing_of_it(session):
    assert SAID not in page_of(make.officer(Role.OFFICE_HEAD, make.office()))
    assert SAID not in page_of(make.officer(Role.FRONT_DESK, session.program.office))
