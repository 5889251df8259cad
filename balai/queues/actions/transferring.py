"""Sending somebody who is here on: to another counter, another service, or another line of the session."""

from datetime import datetime
from typing import Any

from balai.base.errors import RuleBroken
from balai.base.permissions import Permission
from balai.catalogue.models import Service
from balai.people.contacts import marks_of
from balai.queues.actions.booking import (
    once_per_phone,
    require_held,
    require_no_twin,
    units_of,
    why_shut,
)
from balai.queues.actions.gate import (
    deed,
    give_back,
    held,
    show_change,
    take_number,
    take_place,
    take_place_here,
)
from balai.queues.actions.moves import Hand, take_in_hand
from balai.queues.models import Sitting, Slot, Ticket
from balai.queues.rules.states import DOOR, TicketState, require_move


def transfer(
    *,
    ticket: Ticket,
    by: object,
    now: datetime,
    counter: int | None = None,
    service: Service | None = None,
    sitting: Sitting | None = None,
) -> Ticket:
    """The turn is kept: a counter named calls this one first. Another line gives a number of its own."""
    with once_per_phone():
        if sitting is not None and sitting.pk != ticket.sitting_id:
            return _to_line(ticket, sitting, service, counter, by, now)
        return _within_line(ticket, service, counter, by, now)


@deed
def _within_line(
    ticket: Ticket, service: Service | None, counter: int | None, by: object, now: datetime
) -> Ticket:
    hand = take_in_hand(ticket, by=by, now=now, permission=Permission.QUEUE_CALL)
    if counter is None and service is None:
        raise RuleBroken("queue.move", "Pilih loket atau layanan tujuan.")
    changes = _waits_for(counter)
    if service is not None:
        changes |= _for_service(hand, hand.sitting, service)
    return hand.move(TicketState.WAITING, "queue.transferred", **changes)


@deed
def _to_line(
    ticket: Ticket, sitting: Sitting, service: Service | None, counter: int | None, by: object, now: datetime
) -> Ticket:
    """The same ticket and link, in another line of this session, with that line's letter and next number."""
    for pk in sorted({ticket.sitting_id, sitting.pk}):  # two sittings are always held in this order
        held(pk)
    hand = take_in_hand(ticket, by=by, now=now, permission=Permission.QUEUE_CALL)
    old, there = hand.sitting, held(sitting.pk)
    if there.session_id != old.session_id:
        raise RuleBroken("queue.foreign", "Antrean tujuan bukan bagian dari jadwal ini.")
    require_move(hand.ticket.state, TicketState.WAITING)
    require_held(there, now)
    changes = _waits_for(counter) | _for_service(hand, there, service or hand.ticket.service)
    number = take_number(there.pk, session_revision=there.session.revision)
    if number is None:
        raise why_shut(there, now)
    changes |= {"slot": _other_place(hand.ticket, there, changes["units"], now)}
    hand.sitting = there
    moved = hand.move(
        TicketState.WAITING, "queue.transferred", undoable=False,
        sitting=there, letter=there.line.letter, number=number, **changes,
    )  # fmt: skip
    show_change(old)
    return moved


def _waits_for(counter: int | None) -> dict[str, Any]:
    return {"counter_number": counter, "officer": None, "serving_at": None}


def _for_service(hand: Hand, there: Sitting, service: Service) -> dict[str, Any]:
    marks = marks_of(hand.ticket.holder, hand.ticket.phone_hash)
    require_no_twin(marks, service=service, on=hand.ticket.on, other_than=hand.ticket)
    return {"service": service, "units": units_of(there, service)}


def _other_place(ticket: Ticket, there: Sitting, units: int, now: datetime) -> Slot | None:
    """The old place is free again; in the other line the first with room. Without any, one who is here waits
    in between, at the officer's word."""
    from_door = ticket.source in DOOR
    if ticket.slot:
        give_back(ticket.slot.pk, ticket.units, walked=from_door)
    room = there.slots.not_over(now)
    slot = (room.with_any_room(units) if from_door else room.with_room(units)).first()
    take = take_place_here if from_door else take_place
    return slot if slot and take(slot.pk, units) else None
