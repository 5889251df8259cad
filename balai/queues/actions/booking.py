"""Taking a place from home, and taking one while standing here."""

from datetime import date, datetime

from django.db import IntegrityError
from django.db.models import OuterRef, QuerySet, Subquery

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, require
from balai.base.prepared import Prepared, insert
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.base.together import together
from balai.catalogue.models import Service
from balai.people.contacts import Contact, read_contact
from balai.programs.models import Session
from balai.programs.rules import SessionState
from balai.queues.actions.fairness import count_place
from balai.queues.actions.gate import (
    deed,
    held,
    show_change,
    take_number,
    take_place_here,
    take_ticket,
)
from balai.queues.actions.telling import tell
from balai.queues.models import LineService, Sitting, Slot, Ticket
from balai.queues.next_day import following_words
from balai.queues.rules import arrival, refusals
from balai.queues.rules.fairness import Visitor
from balai.queues.rules.states import KEEP, LIVE, Priority, SittingState, Source, TicketState


def book_ticket(
    *,
    slot: Slot | int,
    service: Service,
    now: datetime,
    phone: str = "",
    name: str = "",
    email: str = "",
    priority: str = Priority.NONE,
    source: str = Source.ONLINE,
    visitor: Visitor | None = None,
    by: object = None,
) -> Ticket:
    """A place in this slot, from home; an officer may do it for somebody who calls.

    Without a phone the ticket's link is its only proof. `visitor`: whose fair share is counted, if anybody's.
    """
    contact = read_contact(phone=phone, name=name, email=email)
    wanted = _offer(slot if isinstance(slot, int) else slot.pk, service, contact)
    if by is not None:
        require(by, Permission.QUEUE_CALL, at=wanted.sitting.office)
    require_bookable(wanted, service, now)
    with once_per_phone():
        return _book(wanted, service, contact, priority, source, by, now, None if by else visitor)


@deed
def _book(
    slot: Slot,
    service: Service,
    contact: Contact,
    priority: str,
    source: str,
    by: object,
    now: datetime,
    visitor: Visitor | None,
) -> Ticket:
    """What was read before may be old: the guarded statement decides. The hot rows are taken late."""
    sitting, units = slot.sitting, slot.units  # type: ignore[attr-defined]
    ticket = new_ticket(
        sitting, service, units, now,
        slot=slot, source=source, priority=priority, due_at=slot.starts_at, state=TicketState.BOOKED,
        holder=contact.sealed(sitting.session.on + KEEP), phone_hash=contact.phone_hash,
    )  # fmt: skip
    if not take_ticket(ticket, session_revision=sitting.session.revision):
        if ticket.number is None:
            raise why_shut(Sitting.objects.with_everything().get(pk=sitting.pk), now)
        raise _full(slot, now)
    with together():
        record("queue.ticket_booked", ticket, by=by, office=sitting.office, now=now, units=units)
        tell("booked", ticket, now, is_awaited=True)
        count_place(visitor, sitting.session, has_phone=bool(contact.phone))
    return ticket


def _offer(slot_pk: int, service: Service, contact: Contact) -> Slot:
    """The slot and all that the rules ask about, in one statement."""
    slot = OFFER.first(slot=slot_pk, service=service.pk, phones=contact.phone_hashes)
    if slot is None:
        raise RuleBroken(
            "queue.not_found", "Jam ini tidak ada lagi. Muat ulang halaman, lalu pilih jam lain."
        )
    return slot


def _offers(*, slot: int, service: int, phones: list[bytes]) -> QuerySet[Slot]:
    """`units` of the service in this line; `first`: this phone's ticket for the same day, if there is one."""
    offered = LineService.objects.offered()
    units = offered.filter(line=OuterRef("sitting__line"), service=service).values("units")
    first = Ticket.objects.filter(
        phone_hash__in=phones, service=service, on=OuterRef("sitting__session__on"), state__in=LIVE
    )
    rows = Slot.objects.select_related("sitting__line", "sitting__session__program__office")
    return rows.filter(pk=slot).annotate(units=Subquery(units), first=Subquery(first.values("pk")[:1]))


OFFER = Prepared(_offers)


def require_bookable(slot: Slot, service: Service, now: datetime) -> None:
    """Everything that can be said before the deciding statement."""
    sitting, session = slot.sitting, slot.sitting.session
    require_held(sitting, now)
    if slot.starts_at <= now:
        raise refusals.past(following_words(session.program_id, max(now, session.ends_at)))
    require_line_open(sitting, now)
    if getattr(slot, "units", None) is None:
        raise refusals.not_served_here(service.name)
    if getattr(slot, "first", None):
        raise refusals.twice(slot.first)  # type: ignore[attr-defined]
    if slot.free < slot.units:  # type: ignore[attr-defined]
        raise _full(slot, now)


def require_held(sitting: Sitting, now: datetime) -> None:
    """The session is held, published, and this sitting knows its present day and hour."""
    session = sitting.session
    if session.state == SessionState.CANCELLED:
        raise refusals.cancelled(session.reason, following_words(session.program_id, session.ends_at))
    if session.state == SessionState.NEEDS_DECISION:
        raise refusals.undecided()
    if not session.program.is_published or not session.program.office.is_active:
        raise refusals.not_published()
    if session.revision != sitting.session_revision:
        raise refusals.moved()
    if sitting.state == SittingState.CLOSED or not session.is_held:
        raise refusals.sitting_closed()
    if sitting.state == SittingState.PAUSED:
        raise refusals.sitting_paused()


def require_line_open(sitting: Sitting, now: datetime) -> None:
    opens = arrival.opens_at(
        on=sitting.session.on, days_before=sitting.line.opens_days_before, zone=sitting.zone
    )
    if now < opens:
        raise refusals.not_open_yet(zones.day(opens.date()))


def why_shut(sitting: Sitting, now: datetime) -> RuleBroken:
    """The sitting refused a number: its state or its session changed a moment ago."""
    try:
        require_held(sitting, now)
    except RuleBroken as broken:
        return broken
    return refusals.moved()


def _full(slot: Slot, now: datetime) -> RuleBroken:
    sitting, session = slot.sitting, slot.sitting.session
    others = Slot.objects.filter(sitting=sitting, starts_at__gt=now).exclude(pk=slot.pk)
    when = zones.span(slot.starts_at, slot.ends_at, sitting.zone)
    is_other = others.with_room(getattr(slot, "units", None) or 1).exists()
    return refusals.full(
        when,
        others=is_other,
        following="" if is_other else following_words(session.program_id, session.ends_at),
    )


class once_per_phone:  # noqa: N801 - reads as a word of the language
    """Two bookings at the same moment: the index lets one through, the other hears why."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, IntegrityError) and is_twice(error):
            raise refusals.twice() from None


def require_no_twin(
    marks: list[bytes], *, service: Service | int, on: date, other_than: Ticket | None = None
) -> None:
    """The index knows hashes of one key version; after a rotation the same phone has several."""
    if not marks:
        return
    twins = Ticket.objects.live().filter(phone_hash__in=marks, service=service, on=on)
    twins = twins.exclude(pk=other_than.pk) if other_than else twins
    first = twins.values_list("pk", flat=True).first()
    if first:
        raise refusals.twice(first)


def is_twice(error: IntegrityError) -> bool:
    """PostgreSQL names the index, SQLite its columns."""
    text = str(error)
    return "ticket_live_once_per_phone" in text or ".phone_hash" in text


def make_ticket(
    sitting: Sitting, number: int, service: Service, units: int, now: datetime, **fields: object
) -> Ticket:
    return insert(new_ticket(sitting, service, units, now, number=number, **fields))


def new_ticket(sitting: Sitting, service: Service, units: int, now: datetime, **fields: object) -> Ticket:
    """Not written yet."""
    nonce = new_nonce()
    return Ticket(
        sitting=sitting,
        letter=sitting.line.letter,
        service=service,
        units=units,
        on=sitting.session.on,
        nonce=nonce,
        token_hash=token_hash(token_for(nonce, "ticket")),
        taken_at=now,
        **fields,
    )


def take_walk_in(
    *,
    sitting: Sitting,
    service: Service,
    now: datetime,
    by: object,
    phone: str = "",
    name: str = "",
    email: str = "",
    priority: str = Priority.NONE,
    source: str = Source.WALK_IN,
) -> Ticket:
    """A number for somebody who stands here, in the first slot that still has room."""
    contact = read_contact(phone=phone, name=name, email=email)
    with once_per_phone():
        return _walk_in(sitting, service, contact, priority, source, by, now)


@deed
def _walk_in(
    sitting: Sitting,
    service: Service,
    contact: Contact,
    priority: str,
    source: str,
    by: object,
    now: datetime,
) -> Ticket:
    sitting = held(sitting.pk)
    require(by, Permission.QUEUE_CALL, at=sitting.office)
    require_held(sitting, now)
    require_today(sitting, now)
    units = units_of(sitting, service)
    require_no_twin(contact.phone_hashes, service=service, on=sitting.session.on)
    slot = sitting.slots.not_over(now).with_any_room(units).first()
    if slot is None or not take_place_here(slot.pk, units):
        raise refusals.full_here(following_words(sitting.session.program_id, sitting.session.ends_at))
    number = take_number(sitting.pk, session_revision=sitting.session.revision)
    if number is None:
        raise why_shut(sitting, now)
    ticket = make_ticket(
        sitting, number, service, units, now,
        slot=slot, source=source, priority=priority, due_at=now, state=TicketState.WAITING, checked_in_at=now,
        holder=contact.store(sitting.session.on + KEEP), phone_hash=contact.phone_hash,
    )  # fmt: skip
    record("queue.walk_in_taken", ticket, by=by, office=sitting.office, now=now, units=units)
    tell("booked", ticket, now, is_awaited=True)
    show_change(sitting)
    return ticket


def units_of(sitting: Sitting, service: Service) -> int:
    rows = LineService.objects.offered().filter(line=sitting.line_id, service=service.pk)
    found = rows.values_list("units", flat=True).first()
    if found is None:
        raise refusals.not_served_here(service.name)
    return found


def require_today(sitting: Sitting, now: datetime) -> None:
    """Numbers are given out at the door on the day itself, until closing time."""
    session: Session = sitting.session
    if arrival.is_over(ends_at=session.ends_at, now=now):
        following = following_words(session.program_id, now)
        raise refusals.too_late(zones.hour(session.ends_at, sitting.zone), following)
    if zones.local_day(now, sitting.zone) != session.on:
        raise refusals.wrong_day(zones.day(session.on))
