"""Anchors outside the database: one JSON line each in a file that is only ever appended to."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from balai.audit.chain import Head


class Kept(NamedTuple):
    """What one line of the file says."""

    at: str
    number: int
    digest: bytes


def path() -> Path:
    return Path(settings.BALAI_ANCHORS)


def append(head: Head, *, now: datetime) -> None:
    """On the disk when this returns."""
    words = {"at": now.astimezone(UTC).isoformat(), "seal": head.number, "digest": head.digest.hex()}
    path().parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.write(file, (json.dumps(words) + "\n").encode())
        os.fsync(file)
    finally:
        os.close(file)


def read() -> list[Kept]:
    """Raises ValueError with the number of the line that cannot be read."""
    if not path().exists():
        return []
    return [_read_line(n, line) for n, line in enumerate(path().read_text().splitlines(), 1) if line]


def _read_line(number: int, line: str) -> Kept:
    try:
        words = json.loads(line)
        return Kept(str(words["at"]), int(words["seal"]), bytes.fromhex(words["digest"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"baris {number} tidak terbaca") from error


def start_anew(*, now: datetime) -> Path | None:
    """For a database made anew (a demo): the old file is put aside under the moment's name, not removed."""
    if not path().exists():
        return None
    aside = path().with_name(f"{path().name}.{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    path().rename(aside)
    return aside
