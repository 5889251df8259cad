"""What the trials ask of a database; storm/inside.py brings question and answer."""

from typing import Any

from django.db import connection

from balai.audit.models import Entry
from balai.base.sealing import token_hash
from balai.notices.models import Notice
from balai.queues.models import Sitting, Slot, Ticket


def opened_line() -> dict[str, Any]:
    """A programme that is open tomorrow, with a slot that nobody can fill."""
    from bench import world

    world.prepare()
    return dict(world.places(sittings=1))


def any_sitting() -> int:
    return int(Sitting.objects.values_list("pk", flat=True)[0])


def booked() -> dict[str, int]:
    """What must hold after the storm, whatever was killed."""
    return {
        "tickets": Ticket.objects.count(),
        "doubled phones": _doubled("phone_hash"),
        "doubled numbers": _doubled("sitting_id, number"),
        "slots that miscount": _one(
            "SELECT count(*) FROM queues_slot s WHERE s.booked <> (SELECT coalesce(sum(t.units), 0) "
            "FROM queues_ticket t WHERE t.slot_id = s.id AND t.state = 'booked')"
        ),
        "deeds": Entry.objects.filter(verb="queue.ticket_booked").count(),
        "unsealed deeds": Entry.objects.unsealed().count(),
        "notices": Notice.objects.filter(kind="queues.booked").count(),
        "seats": Slot.objects.filter(booked__gt=0).count(),
    }


def missing(*, tokens: list[str]) -> list[str]:
    """Acknowledged, and not there."""
    there = {bytes(row) for row in Ticket.objects.values_list("token_hash", flat=True)}
    return [token for token in tokens if token_hash(token) not in there]


def _doubled(columns: str) -> int:
    return _one(
        f"SELECT count(*) FROM (SELECT 1 FROM queues_ticket GROUP BY {columns} HAVING count(*) > 1) d"
    )


def _one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
