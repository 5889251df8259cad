"""Texts (SMS) by an HTTP gateway of the office's own. Two dialects, chosen by BALAI_TEXT_KIND.

`android`: the free app "SMS Gateway for Android" on a telephone with a SIM card, directly or through a
server (capcom6/android-sms-gateway). `plain`: one small POST that whoever sells texts can be made to take.
Number, link and a few words leave, nothing else. An error is known by its code alone: what a gateway
answers may repeat the number.
"""

import json
from base64 import b64encode
from contextlib import closing
from http.client import HTTPConnection, HTTPSConnection
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

from balai.notices.channels import Message, Outcome, Undeliverable
from balai.notices.short import NUMBER

KINDS = ("android", "plain")
TIMEOUT = 10  # seconds
LONGEST_ANSWER = 64_000  # bytes
LIVES = 24 * 3600  # seconds: a telephone that is off until the day after sends nothing old
TAKEN_BEFORE = 409  # both dialects: this reference is here already
FINAL = (400, 413, 422)  # this very text will never be taken
OURS = (401, 403, 404, 405)  # our settings are wrong; the text is not
DONE = {"Delivered": Outcome.ARRIVED, "Failed": Outcome.FAILED}


class GatewayBusy(Exception):
    """For another time."""


class GatewayRefuses(Exception):
    """Address, user, password or token are wrong: for another time, when they are right."""


def is_set() -> bool:
    """Whether texts go out by themselves; otherwise officers telephone."""
    return bool(settings.BALAI_TEXT_URL) and not wrong_settings()


def wrong_settings() -> list[str]:
    """In words, for `balai check notices`; empty where nothing is set at all."""
    if not settings.BALAI_TEXT_URL:
        return []
    said, url = [], _address()
    if url is None:
        said.append("BALAI_TEXT_URL harus alamat lengkap, misalnya http://192.168.1.20:8080/messages.")
    elif url.scheme == "http" and not _is_near(url.hostname or ""):
        said.append(
            "BALAI_TEXT_URL harus https. Tanpa https hanya boleh HP (telepon genggam) di jaringan kantor."
        )
    if settings.BALAI_TEXT_KIND not in KINDS:
        said.append(f"BALAI_TEXT_KIND harus salah satu: {', '.join(KINDS)}.")
    elif settings.BALAI_TEXT_KIND == "android" and not (
        settings.BALAI_TEXT_USER and settings.BALAI_TEXT_PASSWORD
    ):
        said.append("Isi BALAI_TEXT_USER dan BALAI_TEXT_PASSWORD seperti tertulis di aplikasi HP.")
    elif settings.BALAI_TEXT_KIND == "plain" and not settings.BALAI_TEXT_TOKEN:
        said.append("Isi BALAI_TEXT_TOKEN.")
    return said


def _address() -> SplitResult | None:
    try:
        url = urlsplit(settings.BALAI_TEXT_URL)
        return url if url.scheme in ("http", "https") and url.hostname and url.port != 0 else None
    except ValueError:
        return None


def _is_near(host: str) -> bool:
    """In the office's own network, where nobody on the way could read a number."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost" or host.endswith((".local", ".lan", ".internal"))


class Text:
    """Nothing is followed: a redirection would carry number and password to somewhere else."""

    def __init__(self, timeout: float = TIMEOUT) -> None:
        url = _address()
        if url is None:
            raise ValueError("BALAI_TEXT_URL")
        self.url, self.timeout = url, timeout
        self.kind = settings.BALAI_TEXT_KIND
        self.can_be_asked = self.kind == "android"

    def deliver(self, message: Message) -> None:
        if not NUMBER.fullmatch(message.address):
            raise Undeliverable("number")
        status, _ = self._ask("POST", "", self._body(message))
        if status in FINAL:
            raise Undeliverable(str(status))
        if status >= 500 and self.can_be_asked and self._is_there(message.reference):
            return  # older apps say 500 where they have it already
        if not (200 <= status < 300 or status == TAKEN_BEFORE):
            raise (GatewayRefuses if status in OURS or 300 <= status < 400 else GatewayBusy)(str(status))

    def outcome(self, reference: str) -> Outcome:
        """What became of a text that was taken."""
        if not self.can_be_asked:
            return Outcome.ARRIVED
        status, answer = self._ask("GET", reference)
        state = answer.get("state") if status == 200 else None
        return DONE.get(str(state), Outcome.UNDERWAY)

    def close(self) -> None:
        """Each text has a connection of its own: a telephone in a drawer keeps none open for long."""

    def _is_there(self, reference: str) -> bool:
        return self._ask("GET", reference)[0] == 200

    def _body(self, message: Message) -> dict[str, Any]:
        if self.kind == "plain":
            return {"to": message.address, "text": message.text, "reference": message.reference}
        return {
            "id": message.reference,
            "textMessage": {"text": message.text},
            "phoneNumbers": [message.address],
            "ttl": LIVES,
            "withDeliveryReport": True,
        }

    def _ask(self, verb: str, below: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        make = HTTPSConnection if self.url.scheme == "https" else HTTPConnection
        path = self.url.path.rstrip("/") or "/"
        path += f"/{quote(below)}" if below else ""
        path += f"?{self.url.query}" if self.url.query else ""
        with closing(make(self.url.hostname or "", self.url.port, timeout=self.timeout)) as line:
            sent = json.dumps(body) if body else None
            line.request(verb, path, sent, headers={"Content-Type": "application/json", **self._key()})
            answer = line.getresponse()
            return answer.status, _read(answer.read(LONGEST_ANSWER))

    def _key(self) -> dict[str, str]:
        if self.kind == "plain":
            return {"Authorization": f"Bearer {settings.BALAI_TEXT_TOKEN}"}
        pair = f"{settings.BALAI_TEXT_USER}:{settings.BALAI_TEXT_PASSWORD}".encode()
        return {"Authorization": f"Basic {b64encode(pair).decode()}"}


def _read(answer: bytes) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
