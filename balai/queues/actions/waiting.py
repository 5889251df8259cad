"""The waiting list of a full sitting: offers in order, one at a time; an offer holds its place."""

from datetime import datetime

from django.db.models import Q

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.catalogue.models import Service
from balai.people.contacts import Contact, marks_of, read_contact
from balai.queues.actions.booking import (
    make_ticket,
    once_per_phone,
    require_held,
    require_line_open,
    require_no_twin,
    units_of,
    why_shut,
)
from balai.queues.actions.fairness import count_place
from balai.queues.actions.gate import deed, give_back, held, show_change, take_number, take_place
from balai.queues.actions.telling import tell, tell_waiting
from balai.queues.models import Sitting, Slot, Ticket, Wait
from balai.queues.rules import arrival
from balai.queues.rules.fairness import Visitor
from balai.queues.rules.states import KEEP, Priority, Source, TicketState, WaitState


@deed
def join_wait(
    *,
    sitting: Sitting,
    service: Service,
    now: datetime,
    phone: str = "",
    name: str = "",
    email: str = "",
    priority: str = Priority.NONE,
    visitor: Visitor | None = None,
) -> Wait:
    """A place on the list; only while no hour is free. Asked again by the same phone: the same place."""
    contact = read_contact(phone=phone, name=name, email=email)
    sitting = held(sitting.pk)
    require_held(sitting, now)
    require_line_open(sitting, now)
    units = units_of(sitting, service)
    again = sitting.waits.live().filter(phone_hash__in=contact.phone_hashes, service=service).first()
    if again:
        return again
    _require_waiting_makes_sense(sitting, service, units, contact, now)
    wait = _join(sitting, service, units, contact, priority, now)
    count_place(visitor, sitting.session, has_phone=bool(contact.phone), what="wait")
    return wait


def _require_waiting_makes_sense(
    sitting: Sitting, service: Service, units: int, contact: Contact, now: datetime
) -> None:
    require_no_twin(contact.phone_hashes, service=service, on=sitting.session.on)
    if sitting.slots.to_come(now).with_room(units).exists():
        raise RuleBroken("queue.not_full", "Masih ada jam yang kosong. Silakan langsung pilih jam.")
    last = sitting.slots.order_by("-starts_at").first()
    if last is None or now >= last.starts_at - arrival.LAST_OFFER:
        raise RuleBroken("queue.too_late", "Daftar tunggu sudah ditutup. Silakan datang langsung ke petugas.")


def _join(
    sitting: Sitting, service: Service, units: int, contact: Contact, priority: str, now: datetime
) -> Wait:
    nonce = new_nonce()
    wait = Wait.objects.create(
        sitting=sitting,
        service=service,
        units=units,
        priority=priority,
        holder=contact.store(sitting.session.on + KEEP),
        phone_hash=contact.phone_hash,
        nonce=nonce,
        token_hash=token_hash(token_for(nonce, "wait")),
        asked_at=now,
    )
    record("queue.wait_joined", wait, by=None, office=sitting.office, now=now, units=units)
    return wait


def offer_freed(slot: Slot, *, now: datetime) -> Wait | None:
    """Inside the deed that freed the units (the sitting is held): to the first in order whom they fit."""
    free = Slot.objects.get(pk=slot.pk).free
    wait = Wait.objects.filter(sitting=slot.sitting_id, units__lte=free).in_order().first() if free else None
    if wait is None:
        return None
    sitting = Sitting.objects.with_everything().get(pk=slot.sitting_id)
    until = arrival.answer_until(
        now=now, on=sitting.session.on, slot_starts_at=slot.starts_at, zone=sitting.zone
    )
    if until is None or not take_place(slot.pk, wait.units):
        return None
    wait.state, wait.slot, wait.offered_at, wait.answer_until = WaitState.OFFERED, slot, now, until
    wait.save(update_fields=["state", "slot", "offered_at", "answer_until"])
    record("queue.place_offered", wait, by=None, office=sitting.office, now=now)
    tell_waiting(
        "offer", wait, now, office=sitting.office, until=until, key=str(slot.pk),
        program=str(sitting.session.program), day=zones.day(sitting.session.on), service=wait.service.name,
        hours=zones.span(slot.starts_at, slot.ends_at, sitting.zone),
        answer_by=zones.hour(until, sitting.zone),
    )  # fmt: skip
    return wait


def accept_offer(*, wait: Wait, now: datetime) -> Ticket:
    """Yes: the held place becomes a ticket. Said twice: the same ticket."""
    with once_per_phone():
        return _accept(wait, now)


@deed
def _accept(wait: Wait, now: datetime) -> Ticket:
    sitting = held(wait.sitting_id)
    wait = Wait.objects.select_related("slot", "service", "holder", "ticket__service").get(pk=wait.pk)
    if wait.ticket:
        return wait.ticket
    if wait.state != WaitState.OFFERED or wait.answer_until is None or now > wait.answer_until:
        raise RuleBroken(
            "queue.offer_over", "Waktu menjawab sudah lewat. Tempat ini ditawarkan ke orang berikutnya."
        )
    require_held(sitting, now)
    require_no_twin(marks_of(wait.holder, wait.phone_hash), service=wait.service, on=sitting.session.on)
    number = take_number(sitting.pk, session_revision=sitting.session.revision)
    if number is None or wait.slot is None:
        raise why_shut(sitting, now)
    ticket = make_ticket(
        sitting, number, wait.service, wait.units, now,
        slot=wait.slot, source=Source.ONLINE, priority=wait.priority, due_at=wait.slot.starts_at,
        state=TicketState.BOOKED, holder=wait.holder, phone_hash=wait.phone_hash,
    )  # fmt: skip
    wait.state, wait.ticket, wait.ended_at = WaitState.TAKEN, ticket, now
    wait.save(update_fields=["state", "ticket", "ended_at"])
    record("queue.offer_taken", ticket, by=None, office=sitting.office, now=now)
    tell("booked", ticket, now, is_awaited=True)
    return ticket


@deed
def leave_wait(*, wait: Wait, now: datetime) -> Wait:
    """No longer waiting; an offered place goes on to the next."""
    sitting = held(wait.sitting_id)
    wait = Wait.objects.select_related("slot").get(pk=wait.pk)
    return _end(wait, sitting, WaitState.LEFT, "queue.wait_left", now) if wait.ended_at is None else wait


def _end(wait: Wait, sitting: Sitting, state: WaitState, verb: str, now: datetime) -> Wait:
    slot = wait.slot if wait.state == WaitState.OFFERED else None
    wait.state, wait.ended_at = state, now
    wait.save(update_fields=["state", "ended_at"])
    record(verb, wait, by=None, office=sitting.office, now=now)
    if slot:
        give_back(slot.pk, wait.units, walked=False)
        offer_freed(slot, now=now)
        show_change(sitting)
    return wait


def lapse_offers(*, now: datetime) -> int:
    """Offers that nobody answered in time, or whose slot is about to begin, go to the next in order."""
    over = Wait.objects.filter(state=WaitState.OFFERED).filter(Q(answer_until__lt=now))
    return sum(_lapse(pk, now) for pk in list(over.order_by("pk").values_list("pk", flat=True)))


@deed
def _lapse(pk: int, now: datetime) -> int:
    sitting = held(Wait.objects.values_list("sitting", flat=True).get(pk=pk))
    wait = Wait.objects.select_related("slot").get(pk=pk)
    if wait.state != WaitState.OFFERED or wait.answer_until is None or wait.answer_until >= now:
        return 0
    _end(wait, sitting, WaitState.LAPSED, "queue.offer_lapsed", now)
    return 1


def offer_open_places(*, sitting: Sitting, now: datetime) -> int:
    """Places that came free otherwise (released, a longer day): until nobody waits or nothing fits."""
    offered = 0
    for slot in list(sitting.slots.to_come(now)):
        while offer_freed(slot, now=now):
            offered += 1
    return offered
