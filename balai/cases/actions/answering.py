"""From "diperiksa" to "selesai", at the office itself."""

from datetime import datetime

from django.db import transaction

from balai.base.errors import RuleBroken
from balai.base.sealing import seal
from balai.cases.actions import promising
from balai.cases.actions.hand import Hand, by_officer, by_person, by_system
from balai.cases.models import Case, Message, Promise, Referral
from balai.cases.rules.referrals import ReferralState
from balai.cases.rules.states import (
    Outcome,
    Side,
    State,
    require_ending,
    require_second_person,
    require_takeable,
)
from balai.cases.rules.terms import Hop
from balai.people.models import Person

LONGEST_TEXT = 10_000  # characters of one message


@transaction.atomic
def verify(*, case: Case, by: object, now: datetime) -> Case:
    """Read, and complete enough to be worked on."""
    return by_officer(case, by=by, now=now).move(State.VERIFIED, "case.verified")


@transaction.atomic
def start(*, case: Case, by: object, now: datetime, note: str = "") -> Case:
    """The office itself follows it up."""
    hand = by_officer(case, by=by, now=now)
    promising.keep(hand.case, Hop.VERIFY, now=now)
    return hand.move(State.FOLLOWED_UP, "case.followed_up", note=note)


@transaction.atomic
def take_on(*, case: Case, unit: str, days: int, by: object, now: datetime) -> Promise:
    """Somebody of this office follows it up and answers: named, and with a day, before everybody."""
    hand = by_officer(case, by=by, now=now)
    case = hand.case
    require_takeable(case.state)
    promising.keep(case, Hop.VERIFY, now=now)
    if case.state == State.SENT:
        hand.move(State.VERIFIED, "case.verified")
    owed = promising.promise_openly(case, unit=unit.strip(), days=days, now=now)
    if case.state == State.FOLLOWED_UP:
        hand.write(State.FOLLOWED_UP, "case.taken_on", note=unit)
    else:
        hand.move(State.FOLLOWED_UP, "case.taken_on", note=unit, answered_by=None)
    return owed


@transaction.atomic
def ask(*, case: Case, text: str, by: object, now: datetime) -> Case:
    """Ask the person; until they answer no clock runs against the office."""
    hand = by_officer(case, by=by, now=now)
    say(hand, text)
    promising.pause(hand.case, now=now)
    return hand.move(State.ASKED, "case.asked")


@transaction.atomic
def reply(*, case: Case, text: str, now: datetime) -> Case:
    """The person writes. Was something asked, the clocks go on where they stood."""
    hand = by_person(case, now=now)
    if not hand.case.is_open:
        raise RuleBroken("case.closed", "Laporan ini sudah selesai. Buka kembali bila belum beres.")
    say(hand, text)
    if hand.case.state == State.ASKED:
        back = hand.case.state_before
        hand.move(back, "case.replied")
        promising.resume(hand.case, now=now)
    elif hand.case.state == State.ANSWERED:
        hand.wait_anew()
    return hand.case


@transaction.atomic
def answer(*, case: Case, text: str, by: object, now: datetime) -> Case:
    """The answer that was promised. The person may still say that it is not solved."""
    hand = by_officer(case, by=by, now=now)
    say(hand, text)
    promising.keep(hand.case, Hop.VERIFY, Hop.FOLLOW_UP, Hop.ANSWER, now=now)
    author = by if isinstance(by, Person) else None
    return hand.move(State.ANSWERED, "case.answered", answered_by=author)


@transaction.atomic
def close(*, case: Case, outcome: str, by: object, now: datetime, reason: str = "") -> Case:
    """An honest ending, by another person than who answered."""
    hand = by_officer(case, by=by, now=now)
    was_answered = hand.case.answered_by_id is not None
    require_ending(outcome, by=Side.OFFICE, reason=reason, was_answered=was_answered)
    require_second_person(closing=getattr(by, "pk", None), answered_by=hand.case.answered_by_id)
    return end(hand, outcome, "case.closed", note=reason)


@transaction.atomic
def lapse(*, case: Case, now: datetime) -> Case:
    """Nobody replied within the term. Never counted as solved. Run twice, or too early: nothing."""
    hand = by_system(case, now=now)
    if not hand.case.lapses_at or hand.case.lapses_at > now:
        return hand.case
    outcome = Outcome.NO_REPLY if hand.case.state == State.ASKED else Outcome.LAPSED
    return end(hand, outcome, "case.lapsed")


def end(hand: Hand, outcome: str, verb: str, *, note: str = "") -> Case:
    """Closed: nothing is owed any more, and what lies with others is taken back.

    An office that closes has told the person why: its promises are kept then, late where they were late, so
    that closing never wipes out a delay.
    """
    if hand.side == Side.OFFICE:
        promising.keep(hand.case, now=hand.now)
    promising.drop_all(hand.case, now=hand.now)
    live = Referral.objects.live().filter(case=hand.case)
    live.update(
        state=ReferralState.WITHDRAWN, ended_at=hand.now, is_revoked=True, revoked_by=Side.SYSTEM
    )  # fmt: skip
    return hand.move(State.CLOSED, verb, note=note, **hand.closing(outcome))


def say(hand: Hand, text: str, *, referral: Referral | None = None, is_note: bool = False) -> Message:
    text = text.strip()
    if not text:
        raise RuleBroken("message.empty", "Tulis pesannya dahulu.")
    if len(text) > LONGEST_TEXT:
        raise RuleBroken("message.long", f"Pesan paling panjang {LONGEST_TEXT:,} huruf.".replace(",", "."))
    author = hand.by if isinstance(hand.by, Person) else None
    return Message.objects.create(
        case=hand.case, referral=referral, side=hand.side, author=author, is_note=is_note,
        text_sealed=seal(text), at=hand.now,
    )  # fmt: skip
