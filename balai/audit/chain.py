"""The chain over entries: each seal's digest holds the one before it."""

import hashlib
from typing import NamedTuple

from balai.audit.actions import canonical
from balai.audit.models import Entry, Seal

BEGINNING = b"\0" * 32


class Head(NamedTuple):
    """Where the chain ends; what an anchor keeps."""

    number: int
    digest: bytes


def link(previous: bytes, entry: Entry) -> bytes:
    return hashlib.sha256(previous + canonical(entry) + bytes(entry.mac)).digest()


def head(using: str = "default") -> Head:
    last = Seal.objects.using(using).order_by("-number").values_list("number", "digest").first()
    return Head(last[0], bytes(last[1])) if last else Head(0, BEGINNING)
