"""What live screens are told: `announce` says that a sitting changed, `public_states` says to what."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from balai.base.prepared import Prepared
from balai.base.prepared_rows import PreparedTuples
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
    return {sitting.pk: public_state(sitting) for sitting in WATCHED.all(pks=list(pks))}


def public_state(sitting: Sitting) -> dict[str, Any]:
    """Numbers and counters alone: no name, no service, no code."""
    return {
        "revision": sitting.revision,
        "state": sitting.state if sitting.session.is_held else str(sitting.session.state),
        "calls": [_call(ticket, sitting.zone) for ticket in last_calls(sitting)],
        "waiting": sum(count for (count,) in WAITING.rows(sitting=sitting.pk)),
    }


def last_calls(sitting: Sitting) -> list[Ticket]:
    """The newest first."""
    return LAST_CALLS.all(sitting=sitting.pk)


def _watched(*, pks: list[int]) -> QuerySet[Sitting]:
    return Sitting.objects.public().with_everything().filter(pk__in=pks)


def _last_calls(*, sitting: int) -> QuerySet[Ticket]:
    called = Ticket.objects.filter(sitting=sitting, state__in=ON_SCREEN, called_at__isnull=False)
    return called.order_by("-called_at", "-number")[:CALLS_SHOWN]


def _waiting(*, sitting: int) -> QuerySet[Any, Any]:
    waiting = Ticket.objects.filter(sitting=sitting, state=TicketState.WAITING).values("sitting")
    return waiting.annotate(waiting=Count("pk")).values_list("waiting")


WATCHED, LAST_CALLS, WAITING = Prepared(_watched), Prepared(_last_calls), PreparedTuples(_waiting)


def _call(ticket: Ticket, zone: str) -> dict[str, Any]:
    assert ticket.called_at
    return {
        "number": ticket.label,
        "counter": ticket.counter_number,
        "times": ticket.called_times,
        "at": ticket.called_at.isoformat(),
        "hour": clock_time(ticket.called_at, zone),
    }
