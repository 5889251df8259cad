"""Many at once: threads, or processes released by one barrier, each with its own connection."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import connection, connections

from balai.base.errors import RuleBroken

WAIT = 60
THREADS = 24  # how many stand at the door at once; the rest queues behind them


def threads(deeds: Sequence[Callable[[], Any]], *, at_once: int = THREADS) -> list[Any]:
    """All deeds; so many hands are released together. Each answers with its result or its refusal's code."""
    hands = min(at_once, len(deeds))
    gate = Barrier(hands)
    answers: list[Any] = [None] * len(deeds)

    def hand(first: int) -> None:
        try:
            gate.wait(WAIT)
            for number in range(first, len(deeds), hands):
                answers[number] = patient(deeds[number])
                if connection.vendor == "postgresql":
                    connections.close_all()  # back to the pool, as after a request
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(hand, range(hands)))
    return answers


def patient(deed: Callable[[], Any]) -> Any:
    """A refusal is an answer; a busy database is asked again, as a person would."""
    from django.db import OperationalError

    from balai.base.locks import is_busy

    for _ in range(20):
        try:
            return deed()
        except RuleBroken as broken:
            return broken.code
        except OperationalError as error:
            if not is_busy(error):
                raise
            time.sleep(0.05)
    raise AssertionError("busy twenty times")


ONCE_LOADED = """
import os, sys, time, django
sys.path.insert(0, os.environ["ROOT"])
os.environ["DJANGO_SETTINGS_MODULE"] = "balai.site.settings"
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
folder, count = sys.argv[1], int(sys.argv[2])
for number in range(count):
    if not os.fork():
        break
else:
    open(f"{folder}/go", "w").close()
    sys.exit(any([os.wait()[1] for _ in range(count)]))
sys.stdout = open(f"{folder}/said by {number}", "w")
while not os.path.exists(f"{folder}/go"):
    time.sleep(0.001)
"""


def processes(script: str, count: int, folder: Path) -> list[list[str]]:
    """So many processes, born of one that has loaded Balai, wait for each other and then run `script`."""
    root = str(Path(__file__).resolve().parents[2])
    env = {**os.environ, "ROOT": root, "DATABASE_URL": url(), "BALAI_PROFILE": "test"}
    command = [sys.executable, "-c", ONCE_LOADED + script, str(folder), str(count)]
    subprocess.run(command, env=env, cwd=root, timeout=WAIT * 2, check=True)
    return [(folder / f"said by {number}").read_text().split() for number in range(count)]


def url() -> str:
    """Where this test's own database is."""
    s = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{s['NAME']}"
    return f"postgres://{s['USER']}:{s['PASSWORD']}@{s['HOST']}:{s['PORT']}/{s['NAME']}"


def tally(answers: Sequence[Any]) -> Counter[str]:
    """How often each answer came: refusals by code, everything else as 'ok'."""
    return Counter(answer if isinstance(answer, str) else "ok" for answer in answers)
