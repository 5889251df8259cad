"""Phones: invited with a code, enrolled with their key, renamed, revoked."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import keyed_hash, keyed_hashes
from balai.engine.actions import hit
from balai.field import keys, rules
from balai.field.models import Device
from balai.field.rules import CODE_LASTS, CODE_TRIES, CODE_WINDOW, QUOTA, DeviceState
from balai.people.models import Person
from balai.places.models import Office

CODE, FORM = "field.code", "field.invitation"


@dataclass(frozen=True)
class Invitation:
    """A device and the code to enrol it with: shown once, kept nowhere."""

    device: Device
    code: str


@transaction.atomic
def invite_device(
    *, office: Office, label: str, quota: int = QUOTA, by: Person, now: datetime, sent_as: str = ""
) -> Invitation:  # fmt: skip
    """`sent_as`: the one-time key of the form. Whoever sends it twice is shown the same code twice."""
    require(by, Permission.FIELD_MANAGE, at=office)
    rules.require_quota(quota)
    label = _free_label(office, label)
    code = code_of(sent_as) if sent_as else rules.new_code()
    device = Device.objects.create(
        office=office,
        label=label,
        quota=quota,
        code_hash=keyed_hash(code, CODE),
        code_until=now + CODE_LASTS,
        made_at=now,
        made_by=by,
    )
    record("field.device_invited", device, by=by, office=office, now=now)
    return Invitation(device, code)


def code_of(sent_as: str) -> str:
    """Made from the form's key and a key outside the database, so that it need not be kept."""
    return rules.code_from(keyed_hash(sent_as, FORM)[1:])


def invited_before(*, uid: str, sent_as: str, now: datetime) -> Invitation | None:
    """The first answer once more, as long as its code still opens something."""
    device, code = Device.objects.select_related("office").get(uid=uid), code_of(sent_as)
    is_open = device.state == DeviceState.INVITED and device.code_until > now
    return Invitation(device, code) if is_open and device.code_hash in keyed_hashes(code, CODE) else None


@transaction.atomic
def invite_again(*, device: Device, by: Person, now: datetime) -> Invitation:
    """The hour went by: a new code for a phone that was not enrolled."""
    device = locked(device)
    require(by, Permission.FIELD_MANAGE, at=device.office)
    if device.state != DeviceState.INVITED:
        raise RuleBroken("field.enrolled", "HP ini sudah terdaftar. Untuk HP lain, buat pendaftaran baru.")
    code = rules.new_code()
    device.old_code_hash = device.code_hash
    device.code_hash, device.code_until = keyed_hash(code, CODE), now + CODE_LASTS
    device.save(update_fields=["code_hash", "old_code_hash", "code_until"])
    record("field.device_invited", device, by=by, office=device.office, now=now)
    return Invitation(device, code)


def count_code_try(*, client: str, now: datetime) -> None:
    """Before a code is looked up; in no transaction."""
    hit(bucket=f"field:code:{client}", limit=CODE_TRIES, per=CODE_WINDOW, now=now)


@transaction.atomic
def enrol(*, code: str, point: str, now: datetime) -> Device:
    """The phone's key for the code. The same key once more: the same answer, since an answer can be lost."""
    raw = keys.read_point(point)
    hashes = keyed_hashes(rules.read_code(code), CODE)
    wanted = Q(code_hash__in=hashes) | Q(old_code_hash__in=hashes)
    found = Device.objects.filter(wanted).select_related("office").first()
    if found is None:
        raise RuleBroken(
            "field.code", "Kode ini tidak dikenal. Periksa hurufnya, atau minta kode baru di kantor."
        )
    device = locked(found)
    if device.is_active and bytes(device.public_key or b"") == raw:
        return device
    if bytes(device.code_hash) not in hashes:
        message = "Kode ini sudah diganti dengan yang baru. Pindai kode terbaru di layar petugas."
        raise RuleBroken("field.code_replaced", message)
    rules.require_open_code(device.state, is_over=device.code_until <= now)
    device.state, device.public_key, device.enrolled_at = DeviceState.ACTIVE, raw, now
    device.save(update_fields=["state", "public_key", "enrolled_at"])
    record("field.device_enrolled", device, by=None, office=device.office, now=now)
    return device


@transaction.atomic
def change_device(*, device: Device, label: str, quota: int, by: Person, now: datetime) -> Device:
    device = locked(device)
    require(by, Permission.FIELD_MANAGE, at=device.office)
    rules.require_quota(quota)
    device.label, device.quota = _free_label(device.office, label, but=device.pk), quota
    device.save(update_fields=["label", "quota"])
    record("field.device_changed", device, by=by, office=device.office, now=now)
    return device


@transaction.atomic
def revoke_device(*, device: Device, by: Person, now: datetime) -> Device:
    """Lost, stolen, or no longer used: what it still sends is held back."""
    device = locked(device)
    require(by, Permission.FIELD_MANAGE, at=device.office)
    if device.state == DeviceState.REVOKED:
        return device
    device.state, device.revoked_at = DeviceState.REVOKED, now
    device.save(update_fields=["state", "revoked_at"])
    record("field.device_revoked", device, by=by, office=device.office, now=now)
    return device


def _free_label(office: Office, label: str, but: int = 0) -> str:
    label = " ".join(label.split())
    if not label:
        raise RuleBroken("field.label", "Isi sebutan HP ini.", field="label")
    if Device.objects.filter(office=office, label=label).exclude(pk=but).exists():
        raise RuleBroken(
            "field.label_taken", f"Sebutan '{label}' sudah dipakai di kantor ini.", field="label"
        )
    return label
