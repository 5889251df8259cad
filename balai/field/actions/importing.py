"""A phone's file: the same envelopes by another road. What is known already stays as it is."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, allowed
from balai.field.actions.photos import receive_photo
from balai.field.actions.receiving import receive
from balai.field.envelopes import Unreadable, read_json
from balai.field.rules import ID, LARGEST_ENVELOPE, LARGEST_PHOTO, MOST_IDS
from balai.people.models import Person


@dataclass
class Imported:
    """What one file brought."""

    new: int = 0
    known: int = 0
    photos: int = 0
    unread: int = 0


def take_file(*, raw: bytes, by: Person, now: datetime) -> Imported:
    """Each record in its own transaction, as if it had been sent; its signature still counts."""
    if not allowed(by, Permission.FIELD_MANAGE):
        raise PermissionDenied(Permission.FIELD_MANAGE)
    found, done = _read(raw), Imported()
    for text in found["records"]:
        _take_record(text, done, now)
    for photo in found["photos"]:
        _take_photo(photo, str(found["device"]), done, now)
    return done


def _read(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
        is_ours = isinstance(found["records"], list) and isinstance(found["photos"], list)
        if not is_ours or not ID.fullmatch(found["device"]) or len(found["records"]) > MOST_IDS:
            raise ValueError("file")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RuleBroken("field.file", "Ini bukan berkas dari aplikasi lapangan.", field="file") from error
    return dict(found)


def _take_record(text: Any, done: Imported, now: datetime) -> None:
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else b""
    try:
        told = read_json(raw.partition(b"\n")[0])
    except Unreadable:
        told = {}
    names = [str(told.get("id", "")), str(told.get("device", ""))]
    if len(raw) > LARGEST_ENVELOPE or not all(ID.fullmatch(name) for name in names):
        done.unread += 1
        return
    arrived = receive(client_id=names[0], sender=names[1], raw=raw, now=now)
    done.new += arrived.is_new
    done.known += not arrived.is_new


def _take_photo(told: Any, device: str, done: Imported, now: datetime) -> None:
    try:
        raw = base64.b64decode(told["raw"], validate=True)
        if not ID.fullmatch(told["id"]) or not 0 < len(raw) <= LARGEST_PHOTO:
            raise ValueError("photo")
        receive_photo(client_id=told["id"], sender=device, raw=raw, now=now)
        done.photos += 1
    except (binascii.Error, ValueError, KeyError, TypeError, RuleBroken):
        done.unread += 1
