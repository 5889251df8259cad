"""What live screens are told: `announce` says that a sitting changed, `public_states` says to what."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import connection, transaction

from balai.base.zones import clock_time
from balai.queues.models import Sitting, Ticket
from balai.queues.rules.states import TicketState

CHANNEL = "antrean"
CALLS_SHOWN = 6
ON_SCREEN = (TicketState.CALLED, TicketState.SERVING, TicketState.SERVED)


def announce(sitting: Sitting) -> None:
    """Call it in the action that changes a screen (call, serve, miss, put back, close), never in a booking.

    PostgreSQL's NOTIFY takes a lock over the whole database at commit: it goes out by itself, after the
    action's own commit. SQLite needs nothing: the hub sees the file's data version rise.
    """
    if connection.vendor == "postgresql":
        transaction.on_commit(partial(_notify, sitting.pk), robust=True)


def _notify(pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(pk)])


def public_states(pks: Collection[int]) -> dict[int, dict[str, Any]]:
    """Those of these sittings that the public may watch."""
    sittings = Sitting.objects.public().with_everything().filter(pk__in=pks)
    return {sitting.pk: public_state(sitting) for sitting in sittings}


def public_state(sitting: Sitting) -> dict[str, Any]:
    """Numbers and counters alone: no name, no service, no code."""
    return {
        "revision": sitting.revision,
        "state": sitting.state if sitting.session.is_held else str(sitting.session.state),
        "calls": [_call(ticket, sitting.zone) for ticket in last_calls(sitting)],
        "waiting": sitting.tickets.filter(state=TicketState.WAITING).count(),
    }


def last_calls(sitting: Sitting) -> list[Ticket]:
    """The newest first."""
    called = sitting.tickets.filter(state__in=ON_SCREEN, called_at__isnull=False)
    return list(called.order_by("-called_at", "-number")[:CALLS_SHOWN])


def _call(ticket: Ticket, zone: str) -> dict[str, Any]:
    assert ticket.called_at
    return {
        "number": ticket.label,
        "counter": ticket.counter_number,
        "times": ticket.called_times,
        "at": ticket.called_at.isoformat(),
        "hour": clock_time(ticket.called_at, zone),
    }
