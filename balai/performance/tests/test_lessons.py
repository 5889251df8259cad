"""A short lesson in a work day: its question at once, and again about four weeks later."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.people.rules import Role
from balai.performance import actions
from balai.performance.asking import again_of, asked_at
from balai.performance.models import Lesson, LessonTally
from balai.performance.readings import facts_of, results_of
from balai.performance.rules import AGAIN_AFTER, AGAIN_WITHIN, Audience, again_on, read_choices
from tests import make
from tests.make.performance import CHOICES

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))


def hands(lesson, session, *numbers, by=None, now=None):
    keys = lesson.choices.order_by("place").values_list("pk", flat=True)
    return actions.count_hands(
        session=session, lesson=lesson, hands=dict(zip(keys, numbers, strict=True)),
        by=by or make.officer(Role.FRONT_DESK, session.program.office), now=now or session.starts_at,
    )  # fmt: skip


def test_it_is_asked_again_at_the_opening_nearest_to_four_weeks_later():
    lesson = make.lesson()
    program = lesson.session.program
    assert again_of(lesson, program.pk) == date(2026, 6, 21)
    later = make.session(program=program, on=date(2026, 6, 21))
    (part,) = asked_at(later).lessons
    assert (part.lesson, part.is_again) == (lesson, True)
    assert asked_at(make.session(program=program, on=date(2026, 6, 14))).is_empty


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.sets(st.integers(1, 60)))
def test_the_second_time_is_within_a_week_of_its_day_or_never(on, after):
    found = again_on(on, [on + timedelta(days=n) for n in after])
    near = [n for n in after if abs(timedelta(days=n) - AGAIN_AFTER) <= AGAIN_WITHIN]
    assert (found is None) == (not near)
    if found:
        assert abs((found - on - AGAIN_AFTER).days) == min(abs(n - 28) for n in near)


def test_raised_hands_are_counted_corrected_and_compared_with_four_weeks_later():
    lesson = make.lesson()
    session = lesson.session
    hands(lesson, session, 10, 20, 0)
    hands(lesson, session, 12, 15, 11)
    later = make.session(program=session.program, on=date(2026, 6, 21))
    hands(lesson, later, 30, 10, 3)
    (row,) = results_of(session, Audience.PUBLIC, LATER).lessons
    assert [[one.count for one in part.rows] for part in (row.then, row.later)] == [[12, 26], [30, 13]]
    words = "saat itu 12 dari 38 benar; empat pekan kemudian 30 dari 43 benar"
    assert facts_of(session, LATER)[0][1] == words
    with pytest.raises(RuleBroken, match="tidak dapat diubah lagi"):
        make.lesson(session, question="Lain?")
    with pytest.raises(RuleBroken, match="tidak dapat diubah lagi"):
        actions.drop_lesson(lesson=lesson, by=make.head(session.program.office), now=make.NOW)
    assert make.lesson(session, topic="Bak mandi").topic == "Bak mandi"


def test_hands_beside_slips_are_added_and_nobody_raising_one_leaves_the_lesson_free():
    lesson = make.lesson()
    session, by = lesson.session, make.officer(Role.FRONT_DESK, lesson.session.program.office)
    hands(lesson, session, 0, 0, 0)
    lesson = make.lesson(session, question="Lain?")
    right = lesson.choices.get(is_right=True)
    slip = {
        "session": session,
        "answers": {},
        "picks": {lesson.pk: right.pk},
        "by": by,
        "now": session.starts_at,
    }
    actions.enter_paper(**slip)
    hands(lesson, session, 10, 10, 0)
    hands(lesson, session, 12, 10, 1)
    (row,) = results_of(session, Audience.PUBLIC, LATER).lessons
    assert [one.count for one in row.then.rows] == [13, 11]


def test_a_telephone_answers_the_lesson_with_the_attendance():
    lesson = make.lesson()
    right = lesson.choices.get(is_right=True)
    make.answered(lesson.session, picks={lesson.pk: right.pk})
    assert LessonTally.objects.values_list("choice", "source", "number").get() == (right.pk, "web", 1)


def test_other_offices_other_sessions_and_impossible_numbers_are_refused():
    lesson = make.lesson()
    session = lesson.session
    with pytest.raises(PermissionDenied):
        hands(lesson, session, 1, 1, 1, by=make.officer(Role.FRONT_DESK, make.office()))
    with pytest.raises(RuleBroken, match="tidak ditanyakan"):
        hands(lesson, make.session(program=session.program, on=date(2026, 5, 31)), 1, 1, 1)
    with pytest.raises(RuleBroken, match="angka"):
        hands(lesson, session, 1, 1, 9999)
    assert not LessonTally.objects.exists()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"choices": "satu"}, "lesson.choices"), ({"choices": "a\nb"}, "lesson.no_right"),
        ({"choices": "*a\n*b"}, "lesson.no_right"), ({"choices": "*a\nA"}, "lesson.choice_twice"),
        ({"minutes": 31}, "lesson.minutes"), ({"choices": f"*{'x' * 121}\nb"}, "lesson.choice_long"),
    ],
)  # fmt: skip
def test_a_lesson_without_sense_is_refused(facts, code):
    with pytest.raises(RuleBroken) as broken:
        make.lesson(**facts)
    assert broken.value.code == code
    assert not Lesson.objects.exists()


def test_choices_are_lines_with_a_star_before_the_right_one():
    assert read_choices(CHOICES)[:2] == [("Seminggu sekali", True), ("Sebulan sekali", False)]
