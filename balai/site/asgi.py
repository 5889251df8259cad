"""Everything on one port: the live hub beside Django. `live` is the hub alone, as a process of its own."""

import asyncio
import os
import threading
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")
application_of_pages = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.http.request import validate_host  # noqa: E402

from balai.base import clock  # noqa: E402
from balai.queues import live as queues  # noqa: E402
from balai.site import serving  # noqa: E402
from balai.site.hub import Hub, Message, Receive, Send, State  # noqa: E402
from balai.site.live_source import source  # noqa: E402
from balai.site.readable import Request  # noqa: E402
from balai.voices import live as voices  # noqa: E402

application_of_pages.request_class = Request

pages: Any = WSGIMiddleware(cast(Any, application_of_pages), workers=serving.threads())
LAST_WORDS = 5  # seconds


READERS = {queues.CHANNEL: queues.public_states, voices.CHANNEL: voices.public_boards}


def read(watched: Collection[str]) -> dict[str, State]:
    """In the hub's own thread, which no request ever tidies up."""
    close_old_connections()
    found: dict[str, State] = {}
    try:
        for kind, reader in READERS.items():
            asked = [int(one.rpartition("/")[2]) for one in watched if one.startswith(f"{kind}/")]
            found |= {f"{kind}/{pk}": state for pk, state in reader(asked).items()} if asked else {}
        return found
    finally:
        close_old_connections()


live = Hub(
    read=read,
    source=source,
    clock=lambda: clock.now().isoformat(),
    host_is_ours=lambda host: validate_host(host.rsplit(":", 1)[0], settings.ALLOWED_HOSTS),
    most=serving.screens(),
)


@cache
def hear_the_end() -> None:
    """In each process that serves, before Python waits for its threads."""
    threading._register_atexit(let_pages_end, asyncio.get_running_loop())  # type: ignore[attr-defined]


def let_pages_end(loop: asyncio.AbstractEventLoop) -> None:
    """A page's thread hands its last bytes to the loop. The server stops the loop without asking for them;
    then Python would wait for a thread that waits for the loop, until somebody kills it.
    """
    with suppress(RuntimeError, TimeoutError):
        ends = loop.run_in_executor(None, pages.executor.shutdown)
        loop.run_until_complete(asyncio.wait_for(ends, LAST_WORDS))


async def application(scope: Message, receive: Receive, send: Send) -> Any:
    live.hear_the_stop()
    hear_the_end()
    if scope["type"] == "http" and scope["path"].startswith("/langsung/"):
        return await live(scope, receive, send)

    async def pull() -> Message:  # a2wsgi hands it to another thread, which asks for a coroutine
        return await receive()

    return await pages(scope, pull, send)


serving.settle()
