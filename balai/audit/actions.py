"""Recording a deed. Sealing and anchoring are jobs (audit/jobs.py)."""

import hmac
import json
import secrets
from datetime import UTC, datetime
from typing import Any

from django.db import models

from balai.audit.models import Entry
from balai.base.prepared import insert
from balai.base.sealing import ring

NONCE = 8  # bytes
AS_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Any,
    now: datetime,
    office: Any = "",
    **facts: str | int | bool | list[str] | list[int] | None,
) -> Entry:
    """One entry for one action; call it inside the action's transaction. Facts hold no personal data."""
    entry = Entry(
        at=now,
        verb=verb,
        actor=getattr(by, "pseudonym", "") or "",
        office=getattr(office, "slug", office) or "",
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts=facts,
    )
    entry.mac = entry_mac(entry)
    return insert(entry)


def canonical(entry: Entry) -> bytes:
    """The columns as bytes that are the same on every database."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    values = [at, entry.verb, entry.actor, entry.office, entry.subject_type, entry.subject_id, entry.facts]
    return AS_JSON(values).encode()


def entry_mac(entry: Entry, head: bytes = b"") -> bytes:
    """41 bytes: version of the key and random bytes (`head`), then HMAC-SHA256 of both and the columns."""
    keys = ring("hash")
    head = head or bytes([max(keys)]) + secrets.token_bytes(NONCE)
    return head + hmac.digest(keys[head[0]], b"audit:" + head + canonical(entry), "sha256")


def mac_holds(entry: Entry) -> bool:
    """Whether the entry reads as it was written; False also when the key of that version is gone."""
    mac = bytes(entry.mac)
    if len(mac) != 1 + NONCE + 32 or mac[0] not in ring("hash"):
        return False
    return hmac.compare_digest(mac, entry_mac(entry, mac[: 1 + NONCE]))
