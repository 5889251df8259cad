"""The rush, with server, worker and database killed twenty times: nothing acknowledged is lost or doubled.

Each visitor sends one form until it is answered, as a person with a bad network does: the same one-time key.
STORM_BOOKINGS and STORM_KILLS make it shorter.
"""

import http.client
import os
import random
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Lock, Thread
from urllib.parse import urlencode

from storm.hall import Hall, hall
from storm.trial import Result

BOOKINGS = int(os.environ.get("STORM_BOOKINGS", "10000"))
KILLS = int(os.environ.get("STORM_KILLS", "20"))
VISITORS = 16
CSRF = "c" * 32
NEVER = ("doubled phones", "doubled numbers", "slots that miscount", "unsealed deeds")
GOAL = "10,000 bookings sent while server, worker and database are killed 20 times: 0 lost, 0 doubled"


@dataclass
class Rush:
    """What the visitors sent and what they were told."""

    path: str
    fixed: dict[str, str]
    port: int
    tokens: dict[int, set[str]] = field(default_factory=dict)  # visitor's number -> every answer to it
    calm: int = 0  # 503 with a page
    broken: int = 0  # other 5xx
    cut: int = 0  # connections refused or cut
    refused: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def visit(self, numbers: "count[int]") -> None:
        while True:
            with self.lock:
                number = next(numbers)
            if number >= BOOKINGS:
                return
            self.book_until_answered(number)

    def book_until_answered(self, number: int) -> None:
        form = self.form(number)
        for _ in range(400):
            token = self.send(form)
            if token:
                with self.lock:
                    self.tokens.setdefault(number, set()).add(token)
                if number % 10 == 0:
                    self.send_again(form, number)
                return
            time.sleep(random.uniform(0.05, 0.3))
        self.refused.append(f"visitor {number} was never answered")

    def send_again(self, form: str, number: int) -> None:
        """Every tenth visitor presses twice: the answer must be the same."""
        token = self.send(form)
        if token:
            with self.lock:
                self.tokens[number].add(token)

    def form(self, number: int) -> str:
        own = {"phone": f"0899{10_000_000 + number:08d}", "form_key": secrets.token_urlsafe(16)}
        return urlencode(self.fixed | own)

    def send(self, form: str) -> str | None:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"__Host-csrftoken={CSRF}"}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("POST", self.path, form, headers)
            answer = line.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.cut += 1
            return None
        finally:
            line.close()
        return self.read(answer.status, answer.headers.get("Location", ""), body)

    def read(self, status: int, where: str, body: bytes) -> str | None:
        found = re.search(r"/tiket/([A-Za-z0-9_-]{22})/", where)
        if status == 302 and found:
            return found[1]
        if status == 503:
            self.calm += 1
        elif status >= 500:
            self.broken += 1
        else:
            self.refused.append(f"status {status}: {re.sub(rb'<[^>]+>', b' ', body)[:200]!r}")
        return None


def run() -> Result:
    with hall() as here:
        rush = prepare(here)
        began = time.monotonic()
        killed = storm(here, rush)
        seconds = time.monotonic() - began
        return verdict(here, rush, killed, seconds)


def prepare(here: Hall) -> Rush:
    ground = here.ask("opened_line")
    here.start_web()
    here.start_jobs()
    empty = {"name": "", "email": "", "priority": "none"}
    fixed = {"csrfmiddlewaretoken": CSRF, "langkah": "ambil", "slot": str(ground["slots"][0]), **empty}
    return Rush(f"{ground['paths'][0]}?layanan={ground['service']}", fixed, here.port)


def storm(here: Hall, rush: Rush) -> list[str]:
    numbers, over = count(), Event()
    visitors = [Thread(target=rush.visit, args=(numbers,)) for _ in range(VISITORS)]
    killed: list[str] = []
    killer = Thread(target=kill, args=(here, rush, over, killed))
    for thread in [*visitors, killer]:
        thread.start()
    for thread in visitors:
        thread.join()
    over.set()
    killer.join()
    return killed


def kill(here: Hall, rush: Rush, over: Event, killed: list[str]) -> None:
    """Spread over the whole rush: one after every twentieth part of the bookings."""
    ways: list[Callable[[], None]] = [
        here.kill_one_web_process,
        here.kill_database,
        here.kill_jobs,
        here.kill_web,
        here.stop_database_at_once,
    ]
    for number in range(KILLS):
        while len(rush.tokens) < BOOKINGS * (number + 0.5) / KILLS:
            if over.wait(0.02):
                return
        way = ways[number % len(ways)]
        way()
        killed.append(way.__name__)


def verdict(here: Hall, rush: Rush, killed: list[str], seconds: float) -> Result:
    answers = [token for tokens in rush.tokens.values() for token in tokens]
    lost = here.ask("missing", tokens=answers)
    wait_for_seals(here)
    state = here.ask("booked")
    audit = here.balai("check", "audit")
    faults = {
        "acknowledged and lost": len(lost),
        "visitors with two answers": sum(len(tokens) > 1 for tokens in rush.tokens.values()),
        "visitors without an answer": BOOKINGS - len(rush.tokens),
        "tickets that nobody was told of": state["tickets"] - len(rush.tokens),
        "tickets without their deed": state["tickets"] - state["deeds"],
        "tickets without their notice": state["tickets"] - state["notices"],
        "5xx without a calm page": rush.broken,
        "faults in the record of deeds": int(audit.returncode != 0),
        **{name: state[name] for name in NEVER},
    }
    lines = [
        f"{len(rush.tokens)} bookings in {seconds:.0f} s; {len(killed)} kills: {summary(killed)}",
        f"on the way: {rush.calm} calm pages (503), {rush.cut} connections cut",
        *[f"{name}: {number}" for name, number in faults.items()],
        *sorted(set(rush.refused))[:5],
        *([audit.stdout.strip()] if audit.returncode else []),
    ]
    passed = not any(faults.values()) and len(killed) == KILLS
    return Result("kills", passed, lines, GOAL)


def wait_for_seals(here: Hall, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and here.ask("booked")["unsealed deeds"]:
        time.sleep(1)


def summary(killed: list[str]) -> str:
    return ", ".join(f"{way.replace('_', ' ')} {killed.count(way)}×" for way in sorted(set(killed)))
