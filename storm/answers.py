"""What the trials ask of a database; storm/inside.py brings question and answer."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection

from balai.audit.models import Entry
from balai.base import clock
from balai.base.sealing import token_hash
from balai.field import actions as field_actions
from balai.field import keys
from balai.field.envelopes import encode
from balai.field.models import Submission
from balai.notices.models import Notice
from balai.programs.field import about_of
from balai.programs.models import HeadCount, Result
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
        "results": Result.objects.filter(state="counted").count(),
        "results of different records": Result.objects.values("client_id").distinct().count(),
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


def street(*, phones: int) -> dict[str, Any]:
    """A session that has begun, and phones of its office with their keys."""
    from bench import world
    from tests import make

    world.prepare()
    session = make.session()
    office, by = session.program.office, make.field_officer(session.program.office)
    found = []
    for number in range(phones):
        invited = field_actions.invite_device(
            office=office, label=f"HP {number}", quota=5_000, by=by, now=clock.now()
        )
        key = ec.generate_private_key(keys.CURVE)
        field_actions.enrol(code=invited.code, point=encode(keys.point_of(key.public_key())), now=clock.now())
        secret = str(key.private_numbers().private_value)
        found.append({"device": str(invited.device.uid), "key": secret})
    return {"about": about_of(session), "keys": keys.public_keys(), "phones": found}


def arrived_on_the_street() -> dict[str, Any]:
    accepted = Submission.objects.accepted().values_list("client_id", "sha256")
    return {
        "accepted": [(str(id), bytes(sha).hex()) for id, sha in accepted],
        "rows": Submission.objects.count(),
        "waiting": Submission.objects.filter(state="received").count(),
        "heads": HeadCount.objects.filter(state="counted").count(),
        "heads of different records": HeadCount.objects.values("client_id").distinct().count(),
        "results": Result.objects.filter(state="counted").count(),
        "results of different records": Result.objects.values("client_id").distinct().count(),
        "deeds": Entry.objects.filter(verb="field.arrived").count(),
        "unsealed": Entry.objects.unsealed().count(),
    }
