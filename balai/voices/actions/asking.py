"""A question for the board of a session: from home, in the hall, by telephone, on a slip of paper."""

from datetime import datetime

from django.db import transaction

from balai.base.prepared import insert
from balai.base.together import write
from balai.cases.rules.states import Kind
from balai.people.contacts import Contact
from balai.people.models import Person
from balai.programs.models import Session
from balai.voices.actions.speaking import take_up
from balai.voices.models import Question
from balai.voices.rules.board import require_question, require_taking
from balai.voices.rules.words import Channel, Naming

# The row is held until the end of the transaction: it is asked for last.
NEXT_NUMBER = """
    INSERT INTO voices_board (session_id, asked) VALUES (%s, 1)
    ON CONFLICT (session_id) DO UPDATE SET asked = voices_board.asked + 1
    RETURNING asked
"""


@transaction.atomic
def ask_question(
    *, session: Session, text: str, now: datetime, channel: str = Channel.WEB, by: Person | None = None,
    contact: Contact | None = None, pin: str = "",
) -> Question:  # fmt: skip
    """Taken up like every voice: sealed, masked, and an answer is owed, counted from the session on.

    Who leaves a name may be found by the officer in charge, who leaves a number alone stays anonymous.
    """
    text, contact = require_question(text), contact or Contact()
    require_taking(ends_at=session.ends_at, is_held=session.is_held, on_paper=channel != Channel.WEB, now=now)
    voice = take_up(
        office=session.program.office, program=session.program, session=session, kind=Kind.QUESTION,
        text=text, channel=channel, naming=naming_of(contact), contact=contact, pin=pin, by=by, now=now,
        counted_from=session.starts_at, needs_pin=False,
    )  # fmt: skip
    return insert(Question(voice=voice, session=session, number=_next_number(session)))


def naming_of(contact: Contact) -> str:
    if contact.is_empty:
        return Naming.NAMELESS
    return Naming.NAMED if contact.name else Naming.ANONYMOUS


def _next_number(session: Session) -> int:
    given: list[int] = []
    write(NEXT_NUMBER, [session.pk], given.append)
    return given[0]
