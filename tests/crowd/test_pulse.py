"""NGO-8 under a crowd: one attendance that answers fifty times at once, and a hall that answers together."""

import pytest

from balai.audit.models import Entry
from balai.performance import actions
from balai.performance.asking import asked_at
from balai.performance.models import Tally, UseTally
from tests import make
from tests.crowd.together import threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]
TAPS = 50


def a_hall():
    session = make.session()
    make.pulse(session.program)
    return session, {row.pk: "agree" for row in asked_at(session).statements}


def test_fifty_answers_at_once_with_one_attendance_are_one():
    session, answers = a_hall()
    here = make.attendance(session, now=session.starts_at)
    given = {
        "session": session,
        "attendance": here,
        "answers": answers,
        "picks": {},
        "now": session.starts_at,
    }
    done = threads([lambda: actions.answer(**given)] * TAPS, at_once=TAPS)
    assert (done.count(True), done.count(False)) == (1, TAPS - 1)
    assert list(Tally.objects.values_list("number", flat=True)) == [1, 1]
    assert Entry.objects.filter(verb="pulse.answered").count() == 1


def test_a_hall_that_answers_at_once_is_counted_to_the_last():
    session, answers = a_hall()
    here = [make.attendance(session, now=session.starts_at) for _ in range(60)]
    opinions = ("agree", "partly", "disagree")
    deeds = [
        lambda one=one, said=opinions[n % 3]: actions.answer(
            session=session, attendance=one, answers=dict.fromkeys(answers, said), picks={},
            now=session.starts_at,
        )
        for n, one in enumerate(here)
    ]  # fmt: skip
    assert threads(deeds).count(True) == 60
    assert set(Tally.objects.values_list("opinion", "number")) == {(said, 20) for said in opinions}


def test_a_link_that_is_pressed_twenty_times_at_once_answers_once():
    found = make.follow_up(email="warga@contoh.id")
    moment = found.session.starts_at
    deed = {"follow_up": found, "use": "used", "obstacle": "", "now": moment}
    done = threads([lambda: actions.answer_use(**deed)] * 20)
    assert done.count(True) == 1
    assert UseTally.objects.get().number == 1
