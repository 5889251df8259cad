"""The hub hears of a call through the database that the settings name, on either engine."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections

from balai.queues.live import announce
from balai.queues.models import Sitting
from balai.site.live_source import source
from tests import make


def show(sitting: Sitting) -> None:
    """As an action does: a change, and the word of it."""
    Sitting.objects.filter(pk=sitting.pk).update(revision=sitting.revision + 1)
    announce(sitting)
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_change_is_heard():
    sitting = make.sitting()

    async def listen() -> list[str | None]:
        changes = source()
        heard = [await anext(changes)]
        await sync_to_async(show, thread_sensitive=False)(sitting)
        heard.append(await asyncio.wait_for(anext(changes), 10))
        await changes.aclose()  # type: ignore[attr-defined]
        return heard

    heard = asyncio.run(listen())
    assert heard == [None, f"antrean/{sitting.pk}" if connection.vendor == "postgresql" else None]
