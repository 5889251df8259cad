"""Recording a deed. Sealing and anchoring are jobs (audit/jobs.py)."""

import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.db import models

from balai.audit.models import Entry
from balai.base.sealing import ring


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Any,
    now: datetime,
    office: Any = "",
    **facts: str | int | bool | None | list[str] | list[int],
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
    entry.save(force_insert=True)
    return entry


def canonical(entry: Entry) -> bytes:
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    values = [at, entry.verb, entry.actor, entry.office, entry.subject_type, entry.subject_id, entry.facts]
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_mac(entry: Entry, version: int = 0) -> bytes:
    """33 bytes: version of the key, HMAC-SHA256 of the entry's columns."""
    keys = ring("hash")
    version = version or max(keys)
    return bytes([version]) + hmac.digest(keys[version], b"audit:" + canonical(entry), "sha256")
