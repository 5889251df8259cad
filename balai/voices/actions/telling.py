"""Telling the person that there is news: once for each step, by the way they chose, without a word of it.

Whoever finds the message learns a code and where to look it up. With a PIN that is all it says; without one
the link is the only way in, so an e-mail carries it. What was answered on a question board is told in
full: who has no way to the page reads the answer in the message (docs/decisions/dialogue.md).
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from balai.base.codes import show_code
from balai.cases.rules.states import Kind, State
from balai.people.contacts import address_of, tell
from balai.voices.models import Question, Voice
from balai.voices.rules.board import BoardState
from balai.voices.rules.words import Naming


@transaction.atomic
def tell_news(*, voice: Voice, move: int, now: datetime) -> bool:
    """False when there is nobody to tell. Asked again for the same step, nothing happens."""
    changed = Voice.objects.filter(pk=voice.pk, told_move__lt=move).update(told_move=move)
    if not changed or address_of(voice.identity) is None:
        return False
    question = _answered_on_board(voice)
    if question:
        _tell("voices.board_answer", voice, now=now, key=str(question.moved_at), **_answer(question))
    if question is None or voice.case.state != State.ANSWERED:
        _tell("voices.news", voice, now=now, key=str(move))
    return True


def _tell(kind: str, voice: Voice, *, now: datetime, key: str, **more: str) -> None:
    """Of a case at risk not even the office is named: others may read what lies on a telephone.

    Whose name was promised to be hidden is telephoned by the few alone who may open it.
    """
    case = voice.case
    where = reverse("voices:track") if case.pin_hash else reverse("voices:own", args=[case.token])
    tell(
        kind, voice.identity, about=voice, office=case.office, now=now, key=key,
        is_narrow=case.is_narrow or voice.naming == Naming.ANONYMOUS,
        context={
            "code": show_code(case.code), "link": settings.BALAI_URL + where,
            "needs_pin": bool(case.pin_hash), "office": "" if case.is_narrow else case.office.name, **more,
        },
    )  # fmt: skip


def _answered_on_board(voice: Voice) -> Question | None:
    if voice.session_id is None or voice.case.kind != Kind.QUESTION:
        return None
    rows = Question.objects.filter(voice=voice, state=BoardState.ANSWERED).exclude(answer_sealed="")
    return rows.select_related("session__program__office").first()


def _answer(question: Question) -> dict[str, str]:
    program = question.session.program
    return {"answer": question.answer, "program": program.name, "office": program.office.name}
