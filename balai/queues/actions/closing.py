"""The end of a sitting: every ticket ends in a state, and whoever was not served is counted."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from balai.audit.actions import record
from balai.base import zones
from balai.base.permissions import Permission, require
from balai.catalogue.models import Service
from balai.queues.actions.gate import deed, held, show_change
from balai.queues.actions.moves import take_in_hand
from balai.queues.models import Sitting, Ticket, Unmet, Wait
from balai.queues.rules.states import (
    WAIT_LIVE,
    SittingState,
    TicketState,
    UnmetReason,
    WaitState,
)


@deed
def turn_away(
    *,
    sitting: Sitting,
    reason: str,
    by: object,
    now: datetime,
    service: Service | None = None,
    ticket: Ticket | None = None,
) -> Unmet:
    """Somebody leaves unserved: counted by reason and hour, with or without a ticket."""
    if ticket is not None:
        hand = take_in_hand(ticket, by=by, now=now, permission=Permission.QUEUE_CALL)
        service = hand.ticket.service
        hand.move(TicketState.TURNED_AWAY, "queue.turned_away", undoable=False, ended_at=now)
        sitting = hand.sitting
    else:
        sitting = held(sitting.pk)
        require(by, Permission.QUEUE_CALL, at=sitting.office)
        record("queue.turned_away", sitting, by=by, office=sitting.office, now=now, reason=str(reason))
    return _count(sitting, reason, now, service)


def _count(sitting: Sitting, reason: str, now: datetime, service: Service | None) -> Unmet:
    hour = zones.local(now, sitting.zone).hour
    return Unmet.objects.create(sitting=sitting, service=service, reason=reason, hour=hour, at=now)


@deed
def close_sitting(*, sitting: Sitting, by: object, now: datetime) -> Sitting:
    """Nobody stays without an end: not come, not served, not offered. Closing twice is closing once."""
    sitting = held(sitting.pk)
    if by is not None:
        require(by, Permission.QUEUE_MANAGE, at=sitting.office)
    if sitting.state == SittingState.CLOSED:
        return sitting
    figures = {
        "missed": _end_all(sitting, TicketState.BOOKED, TicketState.MISSED, now)
        + _end_all(sitting, TicketState.CALLED, TicketState.MISSED, now),
        "served": _end_all(sitting, TicketState.SERVING, TicketState.SERVED, now),
        "turned_away": _turn_the_rest_away(sitting, now),
        "not_offered": _end_waits(sitting, now),
    }
    sitting.shifts.filter(closed_at=None).update(closed_at=Coalesce(F("closed_at"), now))
    sitting.state, sitting.closed_at = SittingState.CLOSED, now
    sitting.save(update_fields=["state", "closed_at"])
    record("queue.sitting_closed", sitting, by=by, office=sitting.office, now=now, **figures)
    show_change(sitting)
    return sitting


def _end_all(sitting: Sitting, old: str, new: str, now: datetime) -> int:
    return sitting.tickets.filter(state=old).update(state=new, ended_at=now, undo=None)


def _turn_the_rest_away(sitting: Sitting, now: datetime) -> int:
    left = list(sitting.tickets.filter(state=TicketState.WAITING).values_list("service_id", flat=True))
    _end_all(sitting, TicketState.WAITING, TicketState.TURNED_AWAY, now)
    return _count_all(sitting, left, UnmetReason.NOT_REACHED, now)


def _end_waits(sitting: Sitting, now: datetime) -> int:
    live = Wait.objects.filter(sitting=sitting, state__in=WAIT_LIVE)
    left = list(live.values_list("service_id", flat=True))
    live.update(state=WaitState.OVER, ended_at=now)
    return _count_all(sitting, left, UnmetReason.FULL, now)


def _count_all(sitting: Sitting, services: list[int], reason: str, now: datetime) -> int:
    hour = zones.local(now, sitting.zone).hour
    rows = [Unmet(sitting=sitting, service_id=pk, reason=reason, hour=hour, at=now) for pk in services]
    Unmet.objects.bulk_create(rows)
    return len(rows)
