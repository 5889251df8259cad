"""What the moderator does with a question of the board: one table says what may follow what."""

from datetime import datetime
from typing import Any

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import seal
from balai.cases import actions as cases
from balai.cases.models import Case
from balai.cases.rules.states import AWAITING, State
from balai.people.models import Person
from balai.voices import live
from balai.voices.actions.nobody import require_nobody
from balai.voices.models import Question, Voice
from balai.voices.rules import board as rules
from balai.voices.rules.board import BoardState


@transaction.atomic
def shortlist_question(*, question: Question, by: Person, now: datetime) -> Question:
    """Moderated: from now on everybody reads it and may vote for it. Live until now: it waits again."""
    question = _in_hand(question, by)
    rules.require_showable(is_of_risk=question.voice.case.is_narrow)
    shown_at = question.shown_at or now
    return _move(question, BoardState.SHORTLIST, "board.shortlisted", by, now, shown_at=shown_at)


@transaction.atomic
def return_question(*, question: Question, by: Person, now: datetime) -> Question:
    """Back to what officers alone see: shown or hidden by mistake."""
    question = _in_hand(question, by)
    return _move(question, BoardState.INCOMING, "board.returned", by, now, shown_at=None, hidden_reason="")


@transaction.atomic
def go_live(*, question: Question, by: Person, now: datetime) -> Question:
    """Read out now. The one that was live and has no end yet waits again."""
    question = _in_hand(question, by)
    rules.require_showable(is_of_risk=question.voice.case.is_narrow)
    for other in Question.objects.filter(session=question.session_id, state=BoardState.LIVE):
        if other.pk != question.pk:
            _move(locked(other), BoardState.SHORTLIST, "board.shortlisted", by, now)
    shown_at = question.shown_at or now
    return _move(question, BoardState.LIVE, "board.live", by, now, shown_at=shown_at)


@transaction.atomic
def edit_words(*, question: Question, text: str, by: Person, now: datetime) -> Question:
    """What the board shows: shorter or clearer. The person's own words stay as they were said."""
    question = _in_hand(question, by)
    question.words_sealed = seal(require_nobody("text", rules.require_question(text)))
    question.save(update_fields=["words_sealed"])
    _tell(question, "board.words_edited", by, now)
    return question


@transaction.atomic
def hide_question(*, question: Question, reason: str, by: Person, now: datetime) -> Question:
    """Off the board, for a reason of the published list. Its case goes on: an answer is still owed."""
    rules.require_reason(reason)
    question = _in_hand(question, by)
    return _move(question, BoardState.HIDDEN, "board.hidden", by, now, hidden_reason=reason)


@transaction.atomic
def answer_question(*, question: Question, text: str, by: Person, now: datetime) -> Question:
    """What was said in the hall, in short: for whoever asked, and for everybody who reads the board.

    Whoever answered does not close the case: the person confirms, a colleague closes, or it lapses.
    """
    question = _in_hand(question, by)
    voice = question.voice
    if voice.case.state not in AWAITING | {State.CLOSED}:
        read_first(voice, by=by, now=now)
        voice.case = cases.answer(case=voice.case, text=text, by=by, now=now)
    return _answered(question, text, by, now)


@transaction.atomic
def answer_voice(*, voice: Voice, text: str, by: Person, now: datetime) -> Voice:
    """The answer that was promised; where the voice stands on a board, the board has it too."""
    question = Question.objects.with_voice().filter(voice=voice).first() if voice.session_id else None
    voice.case = cases.answer(case=voice.case, text=text, by=by, now=now)
    if question and question.state not in (BoardState.HIDDEN, BoardState.ANSWERED):
        _answered(locked(question), text, by, now)
    return voice


def read_first(voice: Voice, *, by: Person, now: datetime) -> None:
    """Whoever answers has read it."""
    case = locked(voice.case)
    voice.case = cases.verify(case=case, by=by, now=now) if case.state == State.SENT else case


def _answered(question: Question, text: str, by: Person, now: datetime) -> Question:
    if not text.strip():
        raise RuleBroken("message.empty", "Tulis jawabannya dahulu.", field="text")
    words = require_nobody("text", text) if question.shown_at else _unless_somebody(text)
    return _move(question, BoardState.ANSWERED, "board.answered", by, now, answer_sealed=seal(words))


def _unless_somebody(text: str) -> str:
    """Of a question that nobody else reads: told in full; naming somebody, on the own page alone."""
    try:
        return require_nobody("text", text)
    except RuleBroken:
        return ""


@transaction.atomic
def follow_up(*, question: Question, unit: str, days: int, by: Person, now: datetime) -> Question:
    """Who answers, and within how many working days: a promise of the ledger, on the board for everybody."""
    question = _in_hand(question, by)
    unit = require_nobody("unit", unit)
    rules.require_move(question.state, BoardState.FOLLOW_UP)
    cases.take_on(case=question.voice.case, unit=unit, days=days, by=by, now=now)
    return _move(question, BoardState.FOLLOW_UP, "board.follow_up", by, now)


def forget_words(voice: Voice) -> None:
    """The person's words went; what was made of them goes too. The answer was the office's own."""
    Question.objects.filter(voice=voice).update(words_sealed="")


def _in_hand(question: Question, by: Person) -> Question:
    """Held, allowed, and on this officer's board."""
    question = locked(question)
    require(by, Permission.CASE_WORK, at=question.voice.case.office)
    if not Case.objects.worked_by(by).filter(pk=question.voice.case_id).exists():
        raise RuleBroken("case.unseen", "Pertanyaan ini tidak ada di papan Anda.")
    return question


def _move(question: Question, new: str, verb: str, by: Person, now: datetime, **fields: Any) -> Question:
    rules.require_move(question.state, new)
    old = question.state
    fields |= {"state": new, "moved_at": now}
    for name, value in fields.items():
        setattr(question, name, value)
    question.save(update_fields=list(fields))
    _tell(question, verb, by, now, old=old, new=new, reason=question.hidden_reason)
    return question


def _tell(question: Question, verb: str, by: Person, now: datetime, **facts: str) -> None:
    record(verb, question, by=by, now=now, office=question.voice.case.office, **facts)
    live.announce(question.session_id)
