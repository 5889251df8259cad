"""A case in hand: held, allowed, and moved by the one table; every move is written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import seal
from balai.base.zones import local_day
from balai.cases.actions.promising import LONGEST, term_for
from balai.cases.models import Case, Move
from balai.cases.rules import terms
from balai.cases.rules.states import AWAITING, Side, State, require_move
from balai.people.models import Person
from balai.places.calendar import working_calendar

LINK_DAYS = 30  # a closed case's link opens its page until then (decision 7)
USUAL_WAIT = 10  # working days for a reply where no law says another number


@dataclass
class Hand:
    case: Case
    side: str
    by: object
    now: datetime

    def move(self, new: str, verb: str, *, note: str = "", is_told: bool = True, **fields: Any) -> Case:
        """Change the state, write the step and the entry."""
        case, old = self.case, self.case.state
        require_move(old, new, self.side)
        fields |= {"state": new, "lapses_at": self._lapse(new)}
        if new == State.ASKED:
            fields["state_before"] = old
        elif old == State.ASKED:
            fields["state_before"] = ""
        for name, value in fields.items():
            setattr(case, name, value)
        case.save(update_fields=list(fields))
        self.write(old, verb, note=note, is_told=is_told)
        return case

    def write(self, old: str, verb: str, *, note: str = "", is_told: bool = True) -> Move:
        actor = self.by if isinstance(self.by, Person) else None
        step = Move.objects.create(
            case=self.case,
            at=self.now,
            side=self.side,
            actor=actor,
            old=old,
            new=self.case.state,
            verb=verb,
            note_sealed=seal(note.strip()),
            is_told=is_told,
        )
        facts = {"old": old, "new": self.case.state, "side": self.side}
        record(verb, self.case, by=self.by, now=self.now, office=self.case.office, **facts)
        return step

    def wait_anew(self) -> None:
        """The person has written: it is not silence that the case lapses from."""
        self.case.lapses_at = self._lapse(self.case.state)
        self.case.save(update_fields=["lapses_at"])

    def closing(self, outcome: str) -> dict[str, Any]:
        until = local_day(self.now, self.case.zone) + timedelta(days=LINK_DAYS)
        return {"outcome": outcome, "closed_at": self.now, "link_until": until}

    def _lapse(self, state: str) -> datetime | None:
        """When a person who says nothing any more is taken at that (`Hop.CONFIRM`)."""
        if state not in AWAITING:
            return None
        term = term_for(self.case, terms.Hop.CONFIRM, self.now)
        office = self.case.office
        calendar = working_calendar(office, local_day(self.now, office.zone), LONGEST)
        return terms.due_at(self.now, term.days if term else USUAL_WAIT, calendar, office.zone)


def by_officer(
    case: Case, *, by: object, now: datetime, permission: Permission = Permission.CASE_WORK
) -> Hand:
    """Whoever may not see a case of risk may not touch it either."""
    case = locked(case)
    require(by, permission, at=case.office)
    if not Case.objects.worked_by(by).filter(pk=case.pk).exists():
        raise RuleBroken("case.unseen", "Laporan ini tidak ada di meja Anda.")
    return Hand(case, Side.OFFICE, by, now)


def by_person(case: Case, *, now: datetime) -> Hand:
    """The caller has opened it by its link, or by code and PIN."""
    return Hand(locked(case), Side.PERSON, None, now)


def by_agency(case: Case, *, by: object, now: datetime) -> Hand:
    """The caller has checked that the referral is theirs."""
    return Hand(locked(case), Side.AGENCY, by, now)


def by_system(case: Case, *, now: datetime) -> Hand:
    return Hand(locked(case), Side.SYSTEM, None, now)
