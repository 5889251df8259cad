"""A session was moved or cancelled: its sittings follow, and everyone who booked is told, once."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.people.contacts import marks_of
from balai.programs.rules import SessionState
from balai.queues.actions.booking import require_no_twin
from balai.queues.actions.closing import close_sitting
from balai.queues.actions.gate import deed, held, show_change
from balai.queues.actions.opening import slots_of
from balai.queues.actions.telling import tell
from balai.queues.models import Sitting, Slot, Ticket
from balai.queues.next_day import following_words
from balai.queues.rules.states import LIVE, WAIT_LIVE, TicketState, WaitState


@deed
def follow_session(*, sitting: Sitting, now: datetime) -> int:
    """Bring the sitting to its session's day, hour and state; how many tickets it touched."""
    sitting = held(sitting.pk)
    session = sitting.session
    if sitting.session_revision == session.revision or session.state == SessionState.NEEDS_DECISION:
        return 0
    if session.state == SessionState.CLOSED:
        close_sitting(sitting=sitting, by=None, now=now)
        touched = 0
    elif session.state == SessionState.CANCELLED:
        touched = _cancel_all(sitting, now)
    else:
        touched = _move_all(sitting, now)
    _remember(sitting)
    record("queue.session_followed", sitting, by=None, office=sitting.office, now=now, tickets=touched)
    show_change(sitting)
    return touched


def _remember(sitting: Sitting) -> None:
    session = sitting.session
    Sitting.objects.filter(pk=sitting.pk).update(
        session_revision=session.revision,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place_text=session.place_text,
    )


def _live(sitting: Sitting) -> list[Ticket]:
    tickets = (
        sitting.tickets.filter(state__in=LIVE).select_related("service", "holder", "slot").order_by("number")
    )
    return [_with(sitting, ticket) for ticket in tickets]


def _with(sitting: Sitting, ticket: Ticket) -> Ticket:
    ticket.sitting = sitting
    return ticket


def _cancel_all(sitting: Sitting, now: datetime) -> int:
    tickets = _live(sitting)
    following = following_words(sitting.session.program_id, max(now, sitting.session.ends_at))
    for ticket in tickets:
        _cancel(ticket, sitting.session.reason, following, now)
    sitting.waits.filter(state__in=WAIT_LIVE).update(state=WaitState.OVER, ended_at=now)
    sitting.slots.update(booked=0, walked=0)
    return len(tickets)


def _cancel(ticket: Ticket, reason: str, following: str, now: datetime) -> None:
    ticket.state, ticket.ended_at, ticket.undo = TicketState.CANCELLED, now, None
    ticket.save(update_fields=["state", "ended_at", "undo"])
    revision = str(ticket.sitting.session.revision)
    tell("cancelled", ticket, now, key=revision, reason=reason, following=following)


def _move_all(sitting: Sitting, now: datetime) -> int:
    session = sitting.session
    by = session.starts_at - sitting.starts_at
    is_same = by == timedelta(0) and session.ends_at == sitting.ends_at
    if (
        is_same
        and session.place_text == sitting.place_text
        and all(t.on == session.on for t in _live(sitting))
    ):
        return 0  # only words changed: nobody needs to hear
    _shift_slots(sitting, by)
    sitting.starts_at, sitting.ends_at = session.starts_at, session.ends_at
    _fit_slots(sitting)
    tickets = _live(sitting)
    for ticket in tickets:
        _move(ticket, by, now)
    return len(tickets)


def _shift_slots(sitting: Sitting, by: timedelta) -> None:
    """One by one, the far end first, so that no two slots ever share a moment."""
    for slot in sitting.slots.order_by("-starts_at" if by > timedelta(0) else "starts_at"):
        slot.starts_at, slot.ends_at = slot.starts_at + by, slot.ends_at + by
        slot.save(update_fields=["starts_at", "ends_at"])


def _fit_slots(sitting: Sitting) -> None:
    """A longer day gets more slots; in a shorter one the last slot takes in whoever booked behind it."""
    there = set(sitting.slots.values_list("starts_at", flat=True))
    wanted = slots_of(sitting, walk_in_units=0)
    Slot.objects.bulk_create(
        slot for slot in wanted if slot.starts_at not in there and slot.starts_at > max(there)
    )
    last = sitting.slots.filter(ends_at__lte=sitting.ends_at).order_by("-starts_at").first()
    for slot in sitting.slots.filter(ends_at__gt=sitting.ends_at):
        if last is not None:
            _take_in(slot, last)


def _take_in(late: Slot, last: Slot) -> None:
    units = late.booked + late.walked
    Slot.objects.filter(pk=last.pk).update(seats=F("seats") + units, booked=F("booked") + units)
    late.tickets.update(slot=last, due_at=last.starts_at)
    Slot.objects.filter(pk=late.pk).update(seats=0, held=0, booked=0, walked=0)


def _move(ticket: Ticket, by: timedelta, now: datetime) -> None:
    session = ticket.sitting.session
    if ticket.state == TicketState.BOOKED and ticket.slot:
        ticket.due_at = ticket.slot.starts_at
    ticket.on = session.on
    marks = marks_of(ticket.holder, ticket.phone_hash)
    try:
        require_no_twin(marks, service=ticket.service, on=session.on, other_than=ticket)
        with transaction.atomic():
            ticket.save(update_fields=["on", "due_at"])
    except (
        RuleBroken,
        IntegrityError,
    ):  # on the new day this phone already has a number for the same service
        ticket.refresh_from_db(fields=["on"])
        _cancel(ticket, "Pada hari yang baru Anda sudah punya nomor", "", now)
        return
    tell("moved", ticket, now, key=str(session.revision), reason=session.reason)
