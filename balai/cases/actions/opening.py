"""A case begins: it has a code, a link, perhaps a PIN, and from the first moment somebody owes a step."""

from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.prepared import insert
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.base.together import together
from balai.cases.actions.finding import pin_hash
from balai.cases.actions.promising import promise_first
from balai.cases.models import Case, Promise
from balai.cases.rules import pins
from balai.people.models import Person
from balai.places.models import Office


@transaction.atomic
def open_case(*, office: Office, kind: str, now: datetime, by: object = None, **given: object) -> Case:
    """Take it up. The caller (a voice, an application) decides who may bring what."""
    case, owed = new_case(office=office, kind=kind, now=now, **given)  # type: ignore[arg-type]
    insert(case)
    with together():
        owe_first(case, owed, by=by, now=now)
    return case


def new_case(
    *, office: Office, kind: str, now: datetime, pin: str = "", is_secret: bool = False,
    is_narrow: bool = False, listener: Person | None = None, about: str = "", came_by: str = "",
    counted_from: datetime | None = None, code: str = "",
) -> tuple[Case, list[Promise]]:  # fmt: skip
    """Not written yet, with what is owed from its first moment: the carrier writes it along with its own.

    `code`: one that stands on somebody's paper already.
    """
    nonce = new_nonce()
    case = Case(
        office=office, kind=kind, is_secret=is_secret, is_narrow=is_narrow, listener=listener, opened_at=now,
        nonce=nonce, token_hash=token_hash(token_for(nonce, "case")), about=about, came_by=came_by,
    )  # fmt: skip
    case.code = code or case.code
    if pin:
        pins.require_good(pin)
        case.pin_hash = pin_hash(case.code, pin)
    return case, promise_first(case, now=now, counted_from=counted_from)


def owe_first(case: Case, owed: list[Promise], *, by: object, now: datetime) -> None:
    """Once the case is written, in the same transaction: its promises and its entry."""
    for one in owed:
        one.case = case
        insert(one)
    case.owed_at_first = owed
    record("case.opened", case, by=by, now=now, office=case.office, kind=case.kind)
