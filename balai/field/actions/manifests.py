"""What a device says that it has recorded; or what somebody read from its screen by telephone."""

from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.field import keys
from balai.field.envelopes import Unreadable, parts_of, read_manifest
from balai.field.models import Device, Manifest
from balai.field.rules import MOST_IDS, Source
from balai.people.models import Person


@transaction.atomic
def take_manifest(*, sender: str, raw: bytes, now: datetime) -> Manifest:
    """The newest word of this device about this session; an older one that comes late changes nothing."""
    found = Device.objects.by_uid(sender).select_related("office").first()
    if found is None or not found.is_active:
        raise _unknown()
    device = locked(found)
    try:
        text, signature = parts_of(raw)
        if not keys.is_signed(text, signature, bytes(device.public_key or b"")):
            raise _unknown()
        told = read_manifest(text, most=MOST_IDS)
    except Unreadable as unreadable:
        raise RuleBroken("field.manifest", "Daftar dari HP ini tidak terbaca.") from unreadable
    if told.device != sender:
        raise _unknown()
    row = Manifest.objects.filter(device=device, about=told.about).first()
    if row is not None and row.number >= told.number:
        return row
    row = row or Manifest(device=device, about=told.about)
    row.number, row.ids, row.count, row.source = told.number, list(told.ids), len(told.ids), Source.DEVICE
    row.said_at, row.at = told.at, now
    row.save()
    return row


@transaction.atomic
def say_for_device(*, device: Device, about: str, count: int, by: Person, now: datetime) -> Manifest:
    """A phone that is off: how many records its screen or its paper sheet shows. Its own word overrides."""
    device = locked(device)
    require(by, Permission.FIELD_MANAGE, at=device.office)
    if not 0 <= count <= MOST_IDS:
        raise RuleBroken("field.count", f"Isi angka 0 sampai {MOST_IDS}.", field="count")
    row = Manifest.objects.filter(device=device, about=about).first() or Manifest(device=device, about=about)
    row.count, row.source, row.said_at, row.at = max(count, len(row.ids)), Source.TOLD, now, now
    row.save()
    record("field.count_told", row, by=by, office=device.office, now=now, count=count)
    return row


def _unknown() -> RuleBroken:
    return RuleBroken("field.stranger", "HP ini tidak terdaftar, atau sudah dicabut. Hubungi kantor.")
