"""A phone's file: the same envelopes by another road. What is known already stays as it is.

The file is kept whole first; a job reads it piece by piece and remembers how far it is, so that neither a
crash nor a thousand records leave it read by halves.
"""

import base64
import binascii
import hashlib
import json
import logging
import time
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, allowed
from balai.field.actions.photos import receive_photo
from balai.field.actions.receiving import receive
from balai.field.envelopes import Unreadable, read_json
from balai.field.models import Device, PhoneFile
from balai.field.rules import ID, KEEP_RAW, LARGEST_ENVELOPE, LARGEST_PHOTO, MOST_IDS
from balai.people.models import Person

log = logging.getLogger("balai.field")
LONGEST_RUN = 30  # seconds
LATER = ("document.busy", "document.no_room")  # the machine's trouble, not the file's


@transaction.atomic
def take_file(*, raw: bytes, by: Person, now: datetime) -> PhoneFile:
    """Keep it to be read. Brought again it is read again: what waited for its record is taken then."""
    if not allowed(by, Permission.FIELD_MANAGE):
        raise PermissionDenied(Permission.FIELD_MANAGE)
    found, digest = _read(raw), hashlib.sha256(raw).digest()
    device = Device.objects.by_uid(found["device"]).select_related("office").first()
    fresh = {
        "raw": raw, "at": now, "done_at": None, "office": device.office if device else None,
        "pieces": len(_pieces(found)), "read": 0, "new": 0, "known": 0, "photos": 0, "unread": 0,
    }  # fmt: skip
    row, is_new = PhoneFile.objects.get_or_create(by=by, sha256=digest, defaults=fresh)
    row = locked(row)
    if not is_new and row.done_at:
        for name, value in fresh.items():
            setattr(row, name, value)
        row.save()
    record("field.file_taken", row, by=by, office=row.office or "", now=now, pieces=row.pieces)
    return row


def read_files(*, now: datetime) -> int:
    """The oldest first, each to its end; what the time was too short for goes on at the next run.

    One that breaks holds up none of the others; the job fails after them, and is tried again later.
    """
    until, done, broken = time.monotonic() + LONGEST_RUN, 0, None
    for key in list(PhoneFile.objects.to_read().values_list("pk", flat=True)):  # one in memory at a time
        try:
            done += _read_on(PhoneFile.objects.get(pk=key), until, now)
        except Exception as error:
            log.error("phone file not read", extra={"code": type(error).__name__})
            broken = error
    if broken:
        raise broken
    return done


def _read_on(row: PhoneFile, until: float, now: datetime) -> int:
    found, began = _read(bytes(row.raw or b"")), row.read
    for piece in _pieces(found)[began:]:
        if time.monotonic() > until or not _take(row, piece, str(found["device"]), now):
            break
        row.read += 1
    PhoneFile.objects.filter(pk=row.pk, read=F("pieces")).update(done_at=now, raw=None)
    return row.read - began


def forget_files(*, now: datetime) -> int:
    """What they brought is kept with the records; that they came, in the record of deeds."""
    return PhoneFile.objects.filter(done_at__lt=now - KEEP_RAW).delete()[0]


def _pieces(found: dict[str, Any]) -> list[tuple[str, Any]]:
    """Records first: a photo counts only after the record that names it."""
    return [("record", one) for one in found["records"]] + [("photo", one) for one in found["photos"]]


def _take(row: PhoneFile, piece: tuple[str, Any], device: str, now: datetime) -> bool:
    """False: not now. A photo is drawn anew outside any transaction; a record comes with its count."""
    kind, told = piece
    if kind == "photo":
        came = _take_photo(told, device, now)
        return bool(came) and _count(row, came)
    with transaction.atomic():
        return _count(row, _take_record(told, now))


def _count(row: PhoneFile, came: str) -> bool:
    step = {"read": F("read") + 1, came: F(came) + 1}
    return bool(PhoneFile.objects.filter(pk=row.pk, read=row.read).update(**step))


def _read(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
        is_ours = isinstance(found["records"], list) and isinstance(found["photos"], list)
        if not is_ours or not ID.fullmatch(found["device"]) or len(found["records"]) > MOST_IDS:
            raise ValueError("file")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RuleBroken("field.file", "Ini bukan berkas dari aplikasi lapangan.", field="file") from error
    return dict(found)


def _take_record(text: Any, now: datetime) -> str:
    """As if it had been sent; its signature still counts."""
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else b""
    try:
        told = read_json(raw.partition(b"\n")[0])
    except Unreadable:
        told = {}
    names = [str(told.get("id", "")), str(told.get("device", ""))]
    if len(raw) > LARGEST_ENVELOPE or not all(ID.fullmatch(name) for name in names):
        return "unread"
    arrived = receive(client_id=names[0], sender=names[1], raw=raw, now=now)
    return "new" if arrived.is_new else "known"


def _take_photo(told: Any, device: str, now: datetime) -> str:
    try:
        raw = base64.b64decode(told["raw"], validate=True)
        if not ID.fullmatch(told["id"]) or not 0 < len(raw) <= LARGEST_PHOTO:
            raise ValueError("photo")
        receive_photo(client_id=told["id"], sender=device, raw=raw, now=now)
    except RuleBroken as broken:
        return "" if broken.code in LATER else "unread"
    except (binascii.Error, ValueError, KeyError, TypeError):
        return "unread"
    return "photos"
