"""Fifty phones over a bad road; server, worker and database killed twenty times: each record is there once.

Each phone sends as the app does: the same bytes until a receipt proves that they arrived. The road between
cuts, doubles, delays and loses answers; threads that overtake each other put them out of order.
STORM_RECORDS and STORM_KILLS make it shorter.
"""

import base64
import hashlib
import http.client
import json
import os
import random
import socket
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from storm.hall import Hall, hall
from storm.kills import summary
from storm.trial import Result

RECORDS = int(os.environ.get("STORM_RECORDS", "10000"))
KILLS = int(os.environ.get("STORM_KILLS", "20"))
PHONES, HANDS = 50, 2
CURVE = ec.SECP256R1()
FAULTS = ("cut", "lost answer", "doubled", "delayed")
GOAL = "10,000 submissions of 50 phones through a fault proxy, 20 kills: 0 lost, 0 doubled, proved by hashes"


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Road(BaseHTTPRequestHandler):
    """One request in three meets a fault; what it is, the dice say."""

    port = 0
    met: Counter[str] = Counter()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fault = random.choice(FAULTS) if random.random() < 0.33 else ""
        Road.met[fault] += 1
        if fault == "cut":
            self._cut(body)
            return
        if fault == "delayed":
            time.sleep(random.uniform(0.1, 0.6))
        with suppress(OSError, http.client.HTTPException):
            status, answer = self._pass_on(body)
            if fault == "doubled":
                status, answer = self._pass_on(body)
            if fault != "lost answer":
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

    def _pass_on(self, body: bytes) -> tuple[int, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            names = ("Content-Type", "Balai-Sha256")
            line.request("POST", self.path, body, {name: self.headers[name] for name in names})
            answer = line.getresponse()
            return answer.status, answer.read()

    def _cut(self, body: bytes) -> None:
        """Half of it, and then silence, though all of it was promised."""
        head = f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        head += (
            f"Content-Type: application/octet-stream\r\nBalai-Sha256: {self.headers['Balai-Sha256']}\r\n\r\n"
        )
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as line:
            line.sendall(head.encode() + body[: len(body) // 2])

    def log_message(self, *_words: object) -> None:
        pass


@dataclass
class Street:
    """What the phones made, and which receipts they hold."""

    road: int
    about: str
    receipts_keys: dict[str, str]
    made: dict[str, str] = field(default_factory=dict)  # id -> SHA-256
    receipts: dict[str, set[str]] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def walk(self, phone: dict[str, Any], numbers: range) -> None:
        key = ec.derive_private_key(int(phone["key"]), CURVE)
        for number in numbers:
            id = str(uuid.uuid4())
            raw = self.envelope(phone["device"], key, id, number)
            with self.lock:
                self.made[id] = hashlib.sha256(raw).hexdigest()
            self.send_until_proved(phone["device"], id, raw)

    def envelope(self, device: str, key: ec.EllipticCurvePrivateKey, id: str, number: int) -> bytes:
        """Every second one counts heads, the others tell what got done; both go on to their session."""
        work = {"tempat": f"Jalan Rekaan {number}", "karung": 1 + number % 40}
        heads = {"kelompok": "residents", "rincian": f"RT {number}", "jumlah": 1 + number % 40}
        told = {
            "v": 1, "id": id, "device": device, "about": self.about,
            "kind": "hadir" if number % 2 else "hasil",
            "made_at": datetime.now(UTC).isoformat(), "open": heads if number % 2 else work,
        }  # fmt: skip
        text = json.dumps(told).encode()
        r, s = decode_dss_signature(key.sign(text, ec.ECDSA(SHA256())))
        return text + b"\n" + base64.urlsafe_b64encode(r.to_bytes(32) + s.to_bytes(32)).rstrip(b"=")

    def send_until_proved(self, device: str, id: str, raw: bytes) -> None:
        wait, again = 0.05, random.random() < 0.1  # every tenth asks once more for what it knows
        while True:
            receipt = self.send(device, id, raw)
            if receipt:
                with self.lock:
                    self.receipts.setdefault(id, set()).add(receipt)
                if not again:
                    return
                again = False
                continue
            time.sleep(wait)
            wait = min(wait * 2, 2)

    def send(self, device: str, id: str, raw: bytes) -> str | None:
        headers = {"Content-Type": "application/octet-stream", "Balai-Sha256": self.made[id]}
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.road, timeout=40)) as line:
                line.request("POST", f"/api/v1/field/devices/{device}/records/{id}", raw, headers)
                answer = line.getresponse()
                body = answer.read()
        except (OSError, http.client.HTTPException):
            self.answers[0] += 1
            return None
        self.answers[answer.status] += 1
        if answer.status not in (200, 201):
            return None
        receipt = str(json.loads(body)["receipt"])
        return receipt if self.proves(receipt, id) else None

    def proves(self, receipt: str, id: str) -> bool:
        text, _, signature = receipt.partition("\n")
        said, raw = json.loads(text), decode(signature)
        point = decode(self.receipts_keys[str(said["key"])])
        pair = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point).verify(
            pair, text.encode(), ec.ECDSA(SHA256())
        )
        holds = (said["id"], said["sha256"], said["state"]) == (id, self.made[id], "received")
        if not holds:
            self.broken.append(text)
        return holds


def run() -> Result:
    with hall() as here:
        ground = here.ask("street", phones=PHONES)
        here.start_web()
        here.start_jobs()
        Road.port = here.port
        with ThreadingHTTPServer(("127.0.0.1", 0), Road) as road:
            Thread(target=road.serve_forever, daemon=True).start()
            street = Street(road.server_address[1], ground["about"], ground["keys"]["receipts"])
            began = time.monotonic()
            killed = storm(here, street, ground["phones"])
            seconds = time.monotonic() - began
            road.shutdown()
        return verdict(here, street, killed, seconds)


def storm(here: Hall, street: Street, phones: list[dict[str, Any]]) -> list[str]:
    over, killed = Event(), list[str]()
    hands = PHONES * HANDS
    walkers = [
        Thread(target=street.walk, args=(phones[hand % PHONES], range(hand, RECORDS, hands)))
        for hand in range(hands)
    ]
    killer = Thread(target=kill, args=(here, street, over, killed))
    for thread in [*walkers, killer]:
        thread.start()
    for thread in walkers:
        thread.join()
    over.set()
    killer.join()
    return killed


def kill(here: Hall, street: Street, over: Event, killed: list[str]) -> None:
    ways: list[Callable[[], None]] = [
        here.kill_database,
        here.kill_one_web_process,
        here.kill_jobs,
        here.kill_web,
        here.stop_database_at_once,
    ]
    for number in range(KILLS):
        while len(street.receipts) < RECORDS * (number + 0.5) / KILLS:
            if over.wait(0.02):
                return
        way = ways[number % len(ways)]
        way()
        killed.append(way.__name__)


def verdict(here: Hall, street: Street, killed: list[str], seconds: float) -> Result:
    state = settled(here)
    there = dict(state["accepted"])
    faults = {
        "acknowledged and lost": sum(there.get(id) != street.made[id] for id in street.receipts),
        "records without a receipt": RECORDS - len(street.receipts),
        "records with two different receipts": sum(len(got) > 1 for got in street.receipts.values()),
        "ids that were accepted twice": len(state["accepted"]) - len(there),
        "rows that nobody sent": state["rows"] - len(street.made),
        "head counts lost or doubled": abs(state["heads"] - RECORDS // 2),
        "head counts of one record twice": state["heads"] - state["heads of different records"],
        "results lost or doubled": abs(state["results"] - RECORDS // 2),
        "results of one record twice": state["results"] - state["results of different records"],
        "receipts that do not hold": len(street.broken),
        "arrivals without their deed": state["rows"] - state["deeds"],
        "faults in the record of deeds": int(here.balai("check", "audit").returncode != 0),
    }
    met = ", ".join(f"{name} {Road.met[name]}×" for name in FAULTS)
    answers = ", ".join(f"{status or 'no answer'} {n}×" for status, n in sorted(street.answers.items()))
    lines = [
        f"{len(street.receipts)} records of {PHONES} phones in {seconds:.0f} s; "
        f"{len(killed)} kills: {summary(killed)}",
        f"the road: {met}; straight through {Road.met['']}×",
        f"what the phones heard: {answers}",
        *[f"{name}: {number}" for name, number in faults.items()],
    ]
    return Result("street", not any(faults.values()) and len(killed) == KILLS, lines, GOAL)


def settled(here: Hall, patience: float = 180) -> dict[str, Any]:
    """When the worker has handed everything on, and sealed what was done; or gets no further."""
    left, until = RECORDS * 3, time.monotonic() + patience
    while True:
        state: dict[str, Any] = here.ask("arrived_on_the_street")
        now_left = state["waiting"] + state["unsealed"]
        if now_left < left:
            left, until = now_left, time.monotonic() + patience
        if not left or time.monotonic() > until:
            return state
        time.sleep(2)
