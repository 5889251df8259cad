"""NGO-3 under a crowd: one code, fifty taps at once, one vote; and without the guard, to see the race."""

import time

import pytest
from django.db import transaction

from balai.audit.models import Entry
from balai.voices import actions
from balai.voices.models import Question, Support
from tests import make
from tests.crowd.together import tally, threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]
TAPS = 50


def test_one_code_that_taps_fifty_times_at_once_is_one_vote():
    question = make.on_board()
    here = make.attendance(question.session)
    answers = threads(
        [lambda: actions.support(question=question, attendance=here, now=make.NOW)] * TAPS, at_once=TAPS
    )
    assert (answers.count(True), answers.count(False)) == (1, TAPS - 1)
    assert Support.objects.count() == 1
    assert Entry.objects.filter(verb="board.supported").count() == 1


def test_fifty_telephones_at_once_are_fifty_votes():
    question = make.on_board()
    clients = [f"gawai {number}" for number in range(TAPS)]
    threads([(lambda c=c: actions.support(question=question, client=c, now=make.NOW)) for c in clients])
    assert Support.objects.count() == TAPS


def test_control_looking_first_and_counting_after_adds_more_than_one():
    """A counter that is raised after a look: the race that the unique row prevents."""
    from balai.programs.models import Attendance

    question = make.on_board()
    here = make.attendance(question.session)
    raised: list[int] = []

    def careless() -> None:
        seen = Support.objects.filter(question=question, attendance=here).exists()
        time.sleep(0.02)
        if not seen:
            with transaction.atomic():
                Attendance.objects.filter(pk=here.pk).update(label=str(len(raised)))
            raised.append(1)

    threads([careless] * 12)
    assert len(raised) > 1


def test_a_hall_that_asks_at_once_gets_every_number_once():
    session = make.dialogue()
    deeds = [lambda: actions.ask_question(session=session, text="Kapan dibuka?", now=make.NOW)] * 40
    assert tally(threads(deeds)) == {"ok": 40}
    numbers = sorted(Question.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 41))
