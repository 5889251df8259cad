"""A note for the office alone."""

from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.cases.actions.answering import say
from balai.cases.actions.hand import Hand, by_officer
from balai.cases.models import Case, Message
from balai.cases.rules.states import Side


@transaction.atomic
def note(*, case: Case, text: str, by: object, now: datetime) -> Message:
    """Read by colleagues at this desk, never by the person, nor by an agency."""
    hand = by_officer(case, by=by, now=now)
    message = say(hand, text, is_note=True)
    record("case.noted", hand.case, by=by, now=now, office=hand.case.office)
    return message


@transaction.atomic
def note_from_street(*, case: Case, text: str, by: object, now: datetime) -> Message:
    """The same, brought by a telephone on the street; who may, its caller has asked."""
    hand = Hand(locked(case), Side.OFFICE, by, now)
    message = say(hand, text, is_note=True)
    record("case.noted", hand.case, by=by, now=now, office=hand.case.office)
    return message
