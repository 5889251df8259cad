"""Where the hub hears of changes: PostgreSQL's NOTIFY, or SQLite's data version."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

import psycopg
from django.conf import settings
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from balai.queues import live as queues
from balai.voices import live as voices

CHANNELS = (queues.CHANNEL, voices.CHANNEL)
POLL_SECONDS = 0.05


def source() -> AsyncIterator[str | None]:
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        return postgres_changes(conninfo(database))
    return sqlite_changes(str(database["NAME"]))


def conninfo(database: dict[str, Any]) -> str:
    """One connection of its own, outside the pool, that notices when the far end is gone."""
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    values = {key: str(database[name]) for key, name in names.items() if database.get(name)}
    known = {option.keyword.decode() for option in Conninfo.get_defaults()} - {"options"}
    options = {k: v for k, v in database.get("OPTIONS", {}).items() if k in known}  # the rest is Django's
    alive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "connect_timeout": 5}
    return make_conninfo(**{**values, **alive, **options})


async def postgres_changes(where: str) -> AsyncIterator[str | None]:
    async with await psycopg.AsyncConnection.connect(where, autocommit=True) as connection:
        for channel in CHANNELS:
            await connection.execute(f"LISTEN {channel}")
        yield None  # what happened while nobody listened
        async for notice in connection.notifies():
            yield f"{notice.channel}/{notice.payload}" if notice.payload.isdigit() else None


async def sqlite_changes(path: str) -> AsyncIterator[str | None]:
    """`data_version` rises when another connection commits; asking costs a few microseconds."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0)) as connection:
        seen = None
        while True:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            if version != seen:
                seen = version
                yield None
            await asyncio.sleep(POLL_SECONDS)
