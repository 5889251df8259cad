"""Many at once: everybody in a hall gets a code, and of two reports of one thing that differ none counts."""

from datetime import date
from uuid import uuid4

import pytest

from balai.documents.models import Letter
from balai.front.actions import call_by_letter
from balai.people.rules import Role
from balai.programs import actions
from balai.programs.models import Attendance, HeadCount
from balai.programs.results import worked
from balai.programs.rules.attendance import Group
from balai.programs.rules.head_counts import CountState
from tests import make
from tests.crowd.together import tally, threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]


def test_twenty_telephones_that_each_send_twice_are_twenty_people():
    session, sent = make.session(), [uuid4() for _ in range(20)]
    threads(
        [lambda one=one: actions.check_in(session=session, client_id=one, now=make.NOW) for one in sent * 2]
    )
    assert Attendance.objects.values("code_hash").distinct().count() == 20


def test_of_eight_counts_at_once_none_counts_when_they_differ():
    session = make.session()
    by = make.officer(Role.FRONT_DESK, office=session.program.office)

    def report(number):
        return lambda: actions.report_heads(
            session=session, group=Group.RT_RW, label="RT 05", number=number, client_id=uuid4(), by=by,
            now=make.NOW,
        )  # fmt: skip

    assert tally(threads([report(number) for number in (21, 23) * 4])) == {"ok": 8}
    assert not HeadCount.objects.filter(state=CountState.COUNTED).exists()
    assert set(HeadCount.objects.filter(state=CountState.CONFLICT).values_list("number", flat=True)) == {
        21,
        23,
    }


def test_of_eight_results_of_one_segment_at_once_none_counts_when_they_differ():
    session = make.session(program=make.work_program(), on=date(2026, 5, 22))
    by = make.officer(Role.FRONT_DESK, office=session.program.office)

    def report(sacks):
        return lambda: actions.report_result(
            session=session, street="Jalan Rekaan", rw=2, sacks=sacks, client_id=uuid4(), by=by, now=make.NOW
        )

    assert tally(threads([report(sacks) for sacks in (100, 110) * 4])) == {"ok": 8}
    assert worked(session).conflicts == 1
    assert not worked(session).rows


def test_two_heads_who_press_at_once_issue_each_letter_once():
    program = make.work_program()
    chosen = [make.rt(program.office, 2, 5), make.rt(program.office, 2, 6)]
    head = make.head(program.office)
    session = actions.set_turns(program=program, on=date(2026, 5, 29), chosen=chosen, by=head, now=make.NOW)
    press = {"session": session, "signed_as": "Lurah", "classification": "", "by": head, "now": make.NOW}
    assert tally(threads([lambda: call_by_letter(**press)] * 6)) == {"ok": 6}
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2]
