"""Everything on one port: the live hub beside Django. `live` is the hub alone, as a process of its own."""

import os
from collections.abc import Collection
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


async def application(scope: Message, receive: Receive, send: Send) -> Any:
    live.hear_the_stop()
    if scope["type"] == "http" and scope["path"].startswith("/langsung/"):
        return await live(scope, receive, send)

    async def pull() -> Message:  # a2wsgi hands it to another thread, which asks for a coroutine
        return await receive()

    return await pages(scope, pull, send)
