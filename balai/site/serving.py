"""Starting granian: one port for a small office, or web and live apart behind a proxy."""

import gc
import logging
import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

log = logging.getLogger("balai.serve")
BACKLOG = 2048  # connections that the system holds until they are taken
YOUNG = 20_000  # objects made and not gone before Python looks for circles among them


def prepare() -> None:
    """Static files with hashes and compression, made once; a second start finds them."""
    mark = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [p for p in (settings.BASE_DIR / "balai").glob("*/static/**/*") if p.is_file()]
    newest = max((p.stat().st_mtime for p in sources), default=0)
    if not mark.exists() or mark.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, verbosity=0)


def settle() -> None:
    """Everything is loaded, and stays: Python need not look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


def threads() -> int:
    """Requests that one process works on at a time: more only stand in each other's way."""
    return int(os.environ.get("BALAI_THREADS", "4"))


def screens() -> int:
    """An open display is a request that never ends: left to itself granian takes 2,048, then no more."""
    return int(os.environ.get("BALAI_SCREENS", "5000"))


def serve(*, host: str, port: int, workers: int, only: str | None = None) -> int:
    prepare()
    web_only = only == "web"
    server = Granian(
        "balai.site.wsgi:application"
        if web_only
        else "balai.site.asgi:" + ("live" if only == "live" else "application"),
        address=host,
        port=port,
        interface=Interfaces.WSGI if web_only else Interfaces.ASGINL,
        workers=1 if only == "live" else workers,
        blocking_threads=threads() if web_only else None,
        backlog=BACKLOG,
        backpressure=None if web_only else screens() + BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=15,  # systemd waits longer
        log_access=False,
        log_enabled=False,
    )
    server.serve()
    return 0
