"""What the person may do by themselves: say that it is not solved, that it is, or take it back."""

from datetime import datetime

from django.db import transaction

from balai.base.errors import RuleBroken
from balai.base.zones import local_day
from balai.cases.actions import promising
from balai.cases.actions.answering import end, say
from balai.cases.actions.hand import USUAL_WAIT, by_person
from balai.cases.actions.referring import take_back_for_person
from balai.cases.models import Case
from balai.cases.rules import terms
from balai.cases.rules.states import Outcome, Side, State, require_ending
from balai.cases.rules.terms import Hop
from balai.places.calendar import working_calendar

REOPEN_DAYS = 5  # working days to answer what was opened again, where no law says another number
REOPEN_BASIS = "Perpres 76/2013: pengadu dapat menanggapi jawaban"


@transaction.atomic
def reopen(*, case: Case, text: str, now: datetime) -> Case:
    """Not solved: the answer is owed again, and from somebody."""
    hand = by_person(case, now=now)
    case = hand.case
    if case.outcome == Outcome.WITHDRAWN:
        raise RuleBroken("case.withdrawn", "Laporan ini sudah Anda cabut. Buat laporan baru.")
    if case.closed_at and now > may_reopen_until(case):
        raise RuleBroken("case.reopen_late", "Waktu membuka kembali sudah lewat. Buat laporan baru.")
    say(hand, text)
    hand.move(
        State.FOLLOWED_UP, "case.reopened", outcome="", closed_at=None, link_until=None, answered_by=None
    )
    own = terms.Term(case.kind, Hop.ANSWER, REOPEN_DAYS, REOPEN_BASIS, since=now.date())
    promising.promise(case=case, hop=Hop.ANSWER, owner=case.office, now=now, own=own)
    return case


def may_reopen_until(case: Case) -> datetime:
    assert case.closed_at
    calendar = working_calendar(case.office, local_day(case.closed_at, case.zone), promising.LONGEST)
    term = promising.term_for(case, Hop.CONFIRM, case.closed_at)
    return terms.due_at(case.closed_at, term.days if term else USUAL_WAIT, calendar, case.zone)


@transaction.atomic
def withdraw(*, case: Case, now: datetime, outcome: str = Outcome.WITHDRAWN) -> Case:
    """The person ends it: taken back, solved, or heard and that was enough. It is theirs."""
    if outcome == Outcome.WITHDRAWN:
        take_back_for_person(case=case, now=now)
    hand = by_person(case, now=now)
    require_ending(outcome, by=Side.PERSON, reason="", was_answered=hand.case.answered_by_id is not None)
    verb = "case.withdrawn" if outcome == Outcome.WITHDRAWN else "case.confirmed"
    return end(hand, outcome, verb)
