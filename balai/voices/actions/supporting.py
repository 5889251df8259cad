"""A vote for a question of the board: one for everybody who is here, and one for each client outside."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.sealing import token_hash
from balai.programs.models import Attendance
from balai.voices.models import Question, Support
from balai.voices.rules.board import require_taking, require_votable

# Whichever unique index has it already, nothing is written: fifty taps at once are one vote.
VOTE = """
    INSERT INTO voices_support (question_id, attendance_id, client_hash, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def support(
    *, question: Question, now: datetime, attendance: Attendance | None = None, client: str = ""
) -> bool:
    """True when it is new. Who checks in after voting from outside has one vote, and it counts here."""
    session = question.session
    require_taking(ends_at=session.ends_at, is_held=session.is_held, on_paper=False, now=now)
    require_votable(question.state)
    hashed = _require_voter(question, attendance, client)
    if attendance and hashed:
        Support.objects.filter(question=question, client_hash=hashed).delete()
    if not _write(question, attendance, None if attendance else hashed, now):
        return False
    _tell("board.supported", question, now)
    return True


@transaction.atomic
def take_support_back(
    *, question: Question, now: datetime, attendance: Attendance | None = None, client: str = ""
) -> bool:
    """It is theirs. True when there was one."""
    hashed = _require_voter(question, attendance, client)
    own = Q(client_hash=hashed) if hashed else Q(pk=None)
    own |= Q(attendance=attendance) if attendance else Q(pk=None)
    if not Support.objects.filter(own, question=question).delete()[0]:
        return False
    _tell("board.support_taken_back", question, now)
    return True


def _require_voter(question: Question, attendance: Attendance | None, client: str) -> bytes | None:
    if attendance and attendance.session_id != question.session_id:
        raise RuleBroken("board.other_session", "Kode hadir ini dari sesi lain.")
    if not attendance and not client:
        message = "Peramban ini belum dikenali. Muat ulang halamannya, lalu dukung lagi."
        raise RuleBroken("board.no_voter", message)
    return token_hash(client) if client else None


def _write(question: Question, attendance: Attendance | None, client: bytes | None, now: datetime) -> bool:
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(VOTE, [question.pk, attendance.pk if attendance else None, client, at])
        return bool(cursor.rowcount == 1)


def _tell(verb: str, question: Question, now: datetime) -> None:
    """That it happened, not whose it was."""
    record(verb, question, by=None, now=now, office=question.session.program.office)
