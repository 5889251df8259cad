"""What live screens are told: `announce` says that a sitting changed, `public_states` says to what."""

from functools import partial
from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from balai.queues.models import Sitting

CHANNEL = "antrean"


def announce(sitting: "Sitting") -> None:
    """Call it in the action that changes a screen (call, serve, miss, put back, close), never in a booking.

    PostgreSQL's NOTIFY takes a lock over the whole database at commit: it goes out by itself, after the
    action's own commit. SQLite needs nothing: the hub sees the file's data version rise.
    """
    if connection.vendor == "postgresql":
        transaction.on_commit(partial(_notify, sitting.pk), robust=True)


def _notify(pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(pk)])
