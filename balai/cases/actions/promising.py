"""The ledger: what is owed, by whom, until when. It is kept, dropped, paused, or it climbs."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min, Q, QuerySet

from balai.audit.actions import record
from balai.base.calendar import WorkingCalendar
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.prepared import Prepared
from balai.base.zones import local_day
from balai.cases.models import Case, Promise, Referral, Term
from balai.cases.rules import ladder, terms
from balai.cases.rules.terms import Hop
from balai.people.actions import without_persons
from balai.people.rules import FINISH_WITHIN
from balai.places.calendar import working_calendar
from balai.places.models import Office

LONGEST_REASON = 300  # characters of its column
LONGEST = 400  # days of calendar that a promise may need: 60 working days, and what a pause adds


def term_for(case: Case, hop: str, now: datetime) -> terms.Term | None:
    return terms_for(case, (hop,), now).get(hop)


def terms_for(case: Case, hops: Sequence[str], now: datetime) -> dict[str, terms.Term]:
    """The terms in force for these steps; a step that no law measures is missing. One query."""
    on = local_day(now, case.zone)
    rows = [row.as_rule for row in TERMS.all(kind=case.kind, hops=list(hops), on=on)]
    found = {hop: terms.term_of(rows, kind=case.kind, hop=hop, on=on) for hop in hops}
    return {hop: term for hop, term in found.items() if term}


def _terms(*, kind: str, hops: list[str], on: date) -> QuerySet[Term]:
    return Term.objects.filter(kind=kind, hop__in=hops, since__lte=on)


TERMS = Prepared(_terms)


def promise_first(case: Case, *, now: datetime, counted_from: datetime | None = None) -> list[Promise]:
    """What the office owes from the first moment; the case is not written yet, and learns when it is due.

    What is brought for a later moment (a question for a session) is counted from that moment on.
    """
    office, begins = case.office, max(now, counted_from or now)
    calendar = working_calendar(office, local_day(begins, office.zone), LONGEST)
    found = terms_for(case, (Hop.VERIFY, Hop.ANSWER), now)
    owed = [_owed(case, term, office, calendar, now, begins) for term in found.values()]
    case.next_due_at = min((one.due_at for one in owed), default=None)
    return owed


def promise(
    *, case: Case, hop: str, owner: Office, now: datetime, referral: Referral | None = None,
    own: terms.Term | None = None,
) -> Promise | None:  # fmt: skip
    """Owe this step from now on, for as long as the law gives, or for the `own` term; None without."""
    term = own or term_for(case, hop, now)
    if not term:
        return None
    calendar = working_calendar(owner, local_day(now, owner.zone), LONGEST)
    owed = _owed(case, term, owner, calendar, now)
    owed.referral = referral
    owed.save()
    show_next(case)
    return owed


def promise_openly(case: Case, *, unit: str, days: int, now: datetime) -> Promise:
    """To answer, said before everybody: who of the office does it, within so many working days from now.

    It takes the place of the clock that ran so far, which must not be late. Where that makes the answer
    later, it is written down as an extension, which there is once.
    """
    office = case.office
    calendar = working_calendar(office, local_day(now, office.zone), LONGEST)
    owed = Promise.objects.open().filter(case=case, hop=Hop.ANSWER, referral=None).first()
    terms.require_open_promise(unit=unit, days=days, is_late=bool(owed and owed.is_late(now)))
    due = terms.due_at(now, days, calendar, office.zone)
    if owed is None:
        law = terms.Term(case.kind, Hop.ANSWER, days, terms.OPEN_BASIS, since=now.date())
        owed = _owed(case, law, office, calendar, now)
    elif due > owed.due_at:
        terms.require_first_extension(times=int(owed.extended_at is not None))
        owed.extended_at, owed.extension_reason = now, f"{terms.OPEN_BASIS}: {unit}"[:LONGEST_REASON]
    owed.what, owed.days, owed.raised_at, owed.due_at, owed.paused_at = unit, days, now, due, None
    if owed.level == 0:
        owed.climbs_at = due
    owed.save()
    show_next(case)
    return owed


def promise_on(referral: Referral, *, on: date, what: str, now: datetime) -> Promise:
    """An agency names the day by which its part is done; said before everybody.

    What it owed first, to begin, is kept with that, late where it was late. It may put its day off once, not
    when that day is past.
    """
    case, owner = referral.case, referral.to_office or referral.case.office
    owed = Promise.objects.open().filter(referral=referral).first()
    is_late = bool(owed and owed.hop == Hop.ANSWER and owed.is_late(now))
    terms.require_day(on, today=local_day(now, owner.zone), is_late=is_late)
    calendar = working_calendar(owner, local_day(now, owner.zone), LONGEST)
    due = terms.end_of(on, owner.zone)
    if owed is None or owed.hop != Hop.ANSWER:
        keep(case, now=now, referral=referral)
        owed = Promise(
            case=case, referral=referral, hop=Hop.ANSWER, owner=owner, basis=terms.OPEN_BASIS, raised_at=now,
        )  # fmt: skip
    elif due > owed.due_at:
        terms.require_first_extension(times=int(owed.extended_at is not None))
        owed.extended_at, owed.extension_reason = now, terms.OPEN_BASIS
    owed.what, owed.days = what, max(terms.days_left(now, due, calendar, owner.zone), 0)
    owed.due_at, owed.climbs_at = due, ladder.climbs_at(due, 0, calendar, owner.zone)
    owed.save()
    show_next(case)
    return owed


def _owed(
    case: Case, term: terms.Term, owner: Office, calendar: WorkingCalendar, now: datetime,
    begins: datetime | None = None,
) -> Promise:  # fmt: skip
    due = terms.due_at(begins or now, term.days, calendar, owner.zone)
    return Promise(
        case=case,
        hop=term.hop,
        owner=owner,
        days=term.days,
        basis=term.basis,
        raised_at=now,
        due_at=due,
        climbs_at=ladder.climbs_at(due, 0, calendar, owner.zone),
    )


def promise_deletion(case: Case, *, referral: Referral, now: datetime) -> Promise:
    """That an outside body is asked to delete its copy. The end of the case does not end this."""
    due = now + FINISH_WITHIN
    owed = Promise.objects.create(
        case=case, referral=referral, hop=Hop.ERASE, owner=case.office, days=FINISH_WITHIN.days,
        basis=terms.ERASE_BASIS, raised_at=now, due_at=due, climbs_at=due,
    )  # fmt: skip
    show_next(case)
    return owed


def keep(case: Case, *hops: str, now: datetime, referral: Referral | None = None) -> None:
    """What was owed is done. Whether in time, its two moments say."""
    _open(case, hops, referral).update(kept_at=now, paused_at=None)
    show_next(case)


def drop(case: Case, *hops: str, now: datetime, referral: Referral | None = None) -> None:
    """Nobody owes it any more: withdrawn, refused, or moved elsewhere."""
    _open(case, hops, referral).update(dropped_at=now, paused_at=None)
    show_next(case)


def drop_all(case: Case, *, now: datetime) -> None:
    Promise.objects.open().filter(case=case).exclude(hop=Hop.ERASE).update(dropped_at=now, paused_at=None)
    show_next(case)


def pause(case: Case, *, now: datetime) -> None:
    """The person is asked: no clock runs against anybody. Deleting waits for no reply."""
    Promise.objects.running().filter(case=case).exclude(hop=Hop.ERASE).update(paused_at=now)
    show_next(case)


def resume(case: Case, *, now: datetime) -> None:
    """The person has answered: each promise has as many working days as it had then."""
    for owed in Promise.objects.open().filter(case=case, paused_at__isnull=False).select_related("owner"):
        assert owed.paused_at
        zone = owed.owner.zone
        calendar = working_calendar(owed.owner, local_day(owed.paused_at, zone), LONGEST)
        due = terms.resumed(owed.due_at, paused=owed.paused_at, now=now, calendar=calendar, zone=zone)
        owed.due_at, owed.paused_at = due, None
        if owed.level == 0:
            owed.climbs_at = due
        owed.save(update_fields=["due_at", "paused_at", "climbs_at"])
    show_next(case)


@transaction.atomic
def extend(*, owed: Promise, reason: str, by: object, now: datetime, days: int = 7) -> Promise:
    """UU 14/2008 art. 22 (8): seven working days more, once, with a written reason."""
    owed = locked(owed)
    require(by, Permission.CASE_WORK, at=owed.owner)
    terms.require_extension(
        kind=owed.case.kind,
        reason=reason,
        times=int(owed.extended_at is not None),
        is_running=owed.is_open and not owed.is_late(now),
    )
    zone = owed.owner.zone
    calendar = working_calendar(owed.owner, local_day(owed.due_at, zone), LONGEST)
    owed.due_at = owed.climbs_at = terms.due_at(owed.due_at, days, calendar, zone)
    owed.extended_at, owed.extension_reason = now, without_persons(reason)[:LONGEST_REASON]
    owed.save(update_fields=["due_at", "climbs_at", "extended_at", "extension_reason"])
    show_next(owed.case)
    record("case.promise_extended", owed.case, by=by, now=now, office=owed.owner, days=days)
    return owed


@transaction.atomic
def climb(*, owed: Promise, now: datetime) -> Promise:
    """One step up the ladder. Run twice, or too early: nothing."""
    owed = locked(owed)
    if not (owed.is_late(now) and owed.climbs_at and owed.climbs_at <= now):
        return owed
    zone = owed.owner.zone
    calendar = working_calendar(owed.owner, local_day(owed.due_at, zone), LONGEST)
    owed.level += 1
    owed.climbs_at = ladder.climbs_at(owed.due_at, owed.level, calendar, zone)
    owed.save(update_fields=["level", "climbs_at"])
    record("case.promise_climbed", owed.case, by=None, now=now, office=owed.owner, level=owed.level)
    return owed


def _open(case: Case, hops: tuple[str, ...], referral: Referral | None) -> QuerySet[Promise]:
    where = Q(referral=referral) if referral else Q(referral=None, hop__in=hops or Hop.values)
    return Promise.objects.open().filter(where, case=case)


def show_next(case: Case) -> None:
    """The nearest moment at which something is owed: what every list is ordered by."""
    nearest = Promise.objects.running().filter(case=case).aggregate(at=Min("due_at"))["at"]
    if nearest != case.next_due_at:
        Case.objects.filter(pk=case.pk).update(next_due_at=nearest)
        case.next_due_at = nearest
