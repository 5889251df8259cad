"""A short lesson in a session: its question, and hands that were counted on the street."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.people.models import Person
from balai.performance.asking import asked_at, closes_on
from balai.performance.models import Choice, Lesson, LessonTally
from balai.performance.rules import LONGEST_LESSON, MOST_HANDS, Source, read_choices, require_open
from balai.programs.models import Session
from balai.programs.models.session import HELD
from balai.programs.rules import SessionState


@transaction.atomic
def set_lesson(
    *, session: Session, topic: str, minutes: int, question: str, choices: str, by: object, now: datetime
) -> Lesson:
    """Once somebody has answered, the question stays as it is: its two counts are about the same words."""
    session = locked(session)
    require(by, Permission.PROGRAM_EDIT, at=session.program.office)
    rows = read_choices(choices)
    length = int((session.ends_at - session.starts_at).total_seconds()) // 60
    if not 1 <= minutes <= min(LONGEST_LESSON, length):
        message = f"Pelajaran singkat: 1 sampai {min(LONGEST_LESSON, length)} menit."
        raise RuleBroken("lesson.minutes", message, field="minutes")
    lesson = Lesson.objects.filter(session=session).first() or Lesson(session=session)
    before = [(row.text, row.is_right) for row in lesson.choices.order_by("place")] if lesson.pk else None
    if lesson.pk and (before, lesson.question) != (rows, question.strip()):
        _require_unanswered(lesson)
    lesson.topic, lesson.minutes, lesson.question = topic.strip(), minutes, question.strip()
    lesson.save()
    if before != rows:
        _forget_empty(lesson)
        lesson.choices.all().delete()
        Choice.objects.bulk_create(
            Choice(lesson=lesson, place=place, text=text, is_right=is_right)
            for place, (text, is_right) in enumerate(rows, 1)
        )
    record("lesson.set", session, by=by, office=session.program.office, now=now)
    return lesson


@transaction.atomic
def drop_lesson(*, lesson: Lesson, by: object, now: datetime) -> bool:
    session = locked(lesson.session)
    require(by, Permission.PROGRAM_EDIT, at=session.program.office)
    _require_unanswered(lesson)
    _forget_empty(lesson)
    lesson.delete()
    record("lesson.dropped", session, by=by, office=session.program.office, now=now)
    return True


@transaction.atomic
def count_hands(
    *, session: Session, lesson: Lesson, hands: Mapping[int, int], by: Person, now: datetime
) -> bool:
    """How many raised a hand for each choice; counted again, the newer numbers stand."""
    session = locked(session)
    require(by, Permission.ATTENDANCE_TAKE, at=session.program.office)
    is_held = session.state in [*HELD, SessionState.CLOSED]
    require_open(
        is_held=is_held, starts_at=session.starts_at, last=closes_on(session), zone=session.zone, now=now
    )
    parts = {part.lesson.pk: part for part in asked_at(session).lessons}
    if lesson.pk not in parts or set(hands) != {choice.pk for choice in parts[lesson.pk].choices}:
        raise RuleBroken("lesson.not_here", "Pertanyaan ini tidak ditanyakan pada acara ini.")
    if any(not 0 <= number <= MOST_HANDS for number in hands.values()):
        raise RuleBroken("lesson.hands", f"Tulis angka dari 0 sampai {MOST_HANDS}.")
    for choice, number in hands.items():
        LessonTally.objects.update_or_create(
            session=session, choice_id=choice, source=Source.HANDS, defaults={"number": number}
        )
    record("lesson.hands_counted", session, by=by, office=session.program.office, now=now)
    return True


def _require_unanswered(lesson: Lesson) -> None:
    if LessonTally.objects.filter(choice__lesson=lesson, number__gt=0).exists():
        message = "Sudah ada yang menjawab. Pertanyaan dan pilihannya tidak dapat diubah lagi."
        raise RuleBroken("lesson.answered", message, field="question")


def _forget_empty(lesson: Lesson) -> None:
    """Counters that stand at nothing: hands that nobody raised, a slip that was taken out."""
    LessonTally.objects.filter(choice__lesson=lesson, number=0).delete()
