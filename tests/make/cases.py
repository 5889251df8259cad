"""Cases of invented people, and the clocks that count for them."""

from datetime import date, datetime

from balai.cases import actions
from balai.cases.models import Case, Referral, Term
from balai.cases.rules.states import Kind
from balai.cases.rules.terms import Hop
from balai.places.models import Office
from tests.make.again import again
from tests.make.moment import NOW
from tests.make.people import officer
from tests.make.places import office as an_office

__all__ = ["case", "clocks", "referral", "term"]

CLOCKS = {Hop.VERIFY: 3, Hop.FOLLOW_UP: 5, Hop.ANSWER: 14, Hop.CONFIRM: 10}


def term(
    kind: str = Kind.COMPLAINT, hop: str = Hop.ANSWER, days: int = 14, since: date = date(2025, 1, 1)
) -> Term:
    return actions.set_term(kind=kind, hop=hop, days=days, basis="Aturan contoh", since=since, now=NOW)


def clocks(kind: str = Kind.COMPLAINT) -> None:
    """Where the test has not set clocks of its own."""
    told = set(Term.objects.filter(kind=kind).values_list("hop", flat=True))
    for hop, days in CLOCKS.items():
        if hop not in told:
            term(kind, hop, days)


@again
def case(
    office: Office | None = None, *, kind: str = Kind.COMPLAINT, now: datetime = NOW, **values: object
) -> Case:
    """A case with the clocks of its kind."""
    clocks(kind)
    return actions.open_case(office=office or an_office(), kind=kind, now=now, **values)  # type: ignore[arg-type]


@again
def referral(of: Case | None = None, to: Office | None = None, *, now: datetime = NOW) -> Referral:
    """Verified, and handed to another office."""
    of = of or case(now=now)
    by = officer("koordinator", of.office)
    if of.state == "sent":
        of = actions.verify(case=of, by=by, now=now)
    asked = "Lampu jalan padam di depan balai RW"
    return actions.refer(case=of, to_office=to or an_office(), asked=asked, by=by, now=now)
