"""The answers of somebody who was there: from a telephone once an attendance, or from a slip of paper."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import connection, transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, require
from balai.people.models import Person
from balai.performance.actions.counting import in_order, lower_count, raise_count
from balai.performance.asking import Asked, asked_at, closes_on
from balai.performance.models import LessonTally, Participation, Tally
from balai.performance.rules import Opinion, Source, require_open
from balai.programs.models import Attendance, Session
from balai.programs.models.session import HELD
from balai.programs.presence import attendance_with
from balai.programs.rules import SessionState

Answers = Mapping[int, str]  # statement -> opinion
Picks = Mapping[int, int]  # lesson -> choice
Count = Callable[..., None]
TAKE_PART = """
    INSERT INTO performance_participation (attendance_id, session_id, source, may_be_asked)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def answer(
    *, session: Session, attendance: Attendance, answers: Answers, picks: Picks, now: datetime
) -> bool:
    """True when it is new. Who taps fifty times, or on two telephones, has answered once."""
    if attendance.session_id != session.pk:
        raise RuleBroken("pulse.other_session", "Kode hadir ini dari acara lain.", field="code")
    _require(session, answers, picks, now=now)
    if not _take_part(session, attendance, Source.WEB):
        return False
    record("pulse.answered", session, by=None, office=session.program.office, now=now)
    _count(raise_count, session, answers, picks, Source.WEB)
    return True


@transaction.atomic
def enter_paper(
    *, session: Session, answers: Answers, picks: Picks, by: Person, now: datetime, code: str = ""
) -> bool:
    """A slip, keyed by an officer: the same counters. With a code on it, it stands for that attendance."""
    require(by, Permission.ATTENDANCE_TAKE, at=session.program.office)
    _require(session, answers, picks, now=now)
    if code.strip():
        found = attendance_with(session=session, code=code)
        if found is None:
            message = "Kode ini tidak dikenal di acara ini. Lihat lagi lembarnya, atau kosongkan."
            raise RuleBroken("pulse.no_code", message, field="code")
        if not _take_part(session, found, Source.PAPER):
            message = "Kode ini sudah menjawab dari HP atau dari lembar lain. Lembar ini tidak dihitung lagi."
            raise RuleBroken("pulse.twice", message, field="code")
    record("pulse.paper_entered", session, by=by, office=session.program.office, now=now)
    _count(raise_count, session, answers, picks, Source.PAPER)
    return True


@transaction.atomic
def take_paper_back(
    *, session: Session, answers: Answers, picks: Picks, by: Person, now: datetime, code: str = ""
) -> bool:
    """A slip that was keyed wrong: out of the counters, as if it had never come."""
    require(by, Permission.ATTENDANCE_TAKE, at=session.program.office)
    _require(session, answers, picks, now=now)
    if code.strip():
        found = attendance_with(session=session, code=code)
        if not Participation.objects.filter(attendance=found, source=Source.PAPER).delete()[0]:
            raise RuleBroken("pulse.not_there", "Lembar ini tidak ada lagi dalam hitungan.")
    record("pulse.paper_taken_back", session, by=by, office=session.program.office, now=now)
    _count(lower_count, session, answers, picks, Source.PAPER)
    return True


def _require(session: Session, answers: Answers, picks: Picks, *, now: datetime) -> None:
    asked = asked_at(session)
    if asked.is_empty:
        raise RuleBroken("pulse.nothing_asked", "Acara ini tidak menanyakan kesan.")
    is_held = session.state in [*HELD, SessionState.CLOSED]
    require_open(
        is_held=is_held, starts_at=session.starts_at, last=closes_on(session), zone=session.zone, now=now
    )
    _require_known(asked, answers, picks)


def _require_known(asked: Asked, answers: Answers, picks: Picks) -> None:
    statements = {row.pk for row in asked.statements}
    choices = {part.lesson.pk: {choice.pk for choice in part.choices} for part in asked.lessons}
    is_known = all(pk in statements and said in Opinion.values for pk, said in answers.items())
    if not is_known or not all(choice in choices.get(lesson, ()) for lesson, choice in picks.items()):
        message = "Pertanyaannya baru saja diubah kantor. Muat ulang halaman ini, lalu jawab lagi."
        raise RuleBroken("pulse.unknown_answer", message)
    if not answers and not picks:
        message = "Pilih paling sedikit satu jawaban. Yang tidak ingin dijawab boleh dilewati."
        raise RuleBroken("pulse.empty", message)


def _take_part(session: Session, attendance: Attendance, source: str) -> bool:
    """The unique attendance decides; looking first would let two pass."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PART, [attendance.pk, session.pk, source, False])
        return bool(cursor.rowcount == 1)


def _count(count: Count, session: Session, answers: Answers, picks: Picks, source: str) -> None:
    """Last of all: these rows are everybody's, and held until the transaction ends."""
    for pk in in_order(answers):
        count(Tally, session=session.pk, statement=pk, opinion=answers[pk], source=source)
    for pk in in_order(picks):
        count(LessonTally, session=session.pk, choice=picks[pk], source=source)
