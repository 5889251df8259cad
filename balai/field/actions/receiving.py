"""An envelope arrives: its bytes are stored first, whatever they are; then somebody looks at them."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.engine.actions import count, hit
from balai.field import keys
from balai.field.envelopes import Envelope, Unreadable, parts_of, read
from balai.field.models import Device, Submission
from balai.field.rules import (
    ALL_STRANGERS,
    DAY,
    PER_DEVICE,
    STRANGERS,
    STRANGERS_WINDOW,
    DeviceState,
    Reason,
    State,
)

log = logging.getLogger("balai.field")


@dataclass(frozen=True)
class Arrived:
    """What the sender is told; `is_new` is False for the repeat."""

    submission: Submission
    is_new: bool


def count_arrival(*, sender: str, raw: bytes, client: str, now: datetime) -> None:
    """Before anything is kept; in no transaction. Refused, the sender keeps it and tries again.

    A device in use has a wide limit of its own. Whoever has no key of ours is limited by address, since
    quarantine keeps everything.
    """
    if _is_proved(sender, raw):
        hit(bucket=f"field:device:{sender}", limit=PER_DEVICE, per=DAY, now=now)
    else:
        count_stranger(client=client, now=now)


def _is_proved(sender: str, raw: bytes) -> bool:
    device = Device.objects.by_uid(sender).filter(state=DeviceState.ACTIVE).first()
    try:
        text, signature = parts_of(raw)
    except Unreadable:
        return False
    return device is not None and keys.is_signed(text, signature, bytes(device.public_key or b""))


def count_stranger(*, client: str, now: datetime) -> None:
    """Also for a photo that no record names; in no transaction."""
    own = count(bucket=f"field:stranger:{client}", per=STRANGERS_WINDOW, now=now)
    together = count(bucket="field:strangers", per=STRANGERS_WINDOW, now=now)
    if own > STRANGERS or together > ALL_STRANGERS:
        raise RuleBroken(
            "limit.reached", "Terlalu banyak kiriman dari HP yang tidak dikenal. Coba lagi nanti."
        )


@transaction.atomic
def receive(*, client_id: str, sender: str, raw: bytes, now: datetime) -> Arrived:
    """Keep these bytes under this id, once; the repeat, also a parallel one, gets the first receipt.

    Once for each sender: who posts somebody's bytes as another phone does not stand in the real one's way.
    """
    digest = hashlib.sha256(raw).digest()
    try:
        with transaction.atomic():
            row = Submission.objects.create(
                client_id=client_id,
                sha256=digest,
                raw=raw,
                size=len(raw),
                sender=sender,
                received_at=now,
                due_at=now,
            )
    except IntegrityError:
        known = Submission.objects.get(client_id=client_id, sha256=digest, sender=sender)
        return Arrived(known, is_new=False)
    _look_at(row, raw)
    row.receipt = keys.receipt(
        id=str(row.client_id), sha256=digest.hex(), state=row.state, reason=row.reason, at=now.isoformat()
    )
    _settle(row)
    record("field.arrived", row, by=None, office=row.office or "", now=now, state=row.state, kind=row.kind)
    return Arrived(row, is_new=True)


def _look_at(row: Submission, raw: bytes) -> None:
    """Fill in what the bytes say. Whatever breaks here, the row stays in quarantine as it was stored."""
    try:
        row.state, row.reason = _verdict(row, raw)
    except Unreadable as unreadable:
        row.reason = unreadable.reason
    except Exception as error:  # nothing that was acknowledged may hang on our reader's mistakes
        log.error("envelope could not be judged", extra={"code": type(error).__name__})
        row.state, row.reason = State.QUARANTINED, Reason.UNREAD


def _verdict(row: Submission, raw: bytes) -> tuple[State, Reason | str]:
    device = Device.objects.by_uid(str(row.sender)).select_related("office").first()
    text, signature = parts_of(raw)
    if device is None or device.public_key is None:
        return State.QUARANTINED, Reason.STRANGER
    if not keys.is_signed(text, signature, bytes(device.public_key)):
        return State.QUARANTINED, Reason.SIGNATURE
    row.device, row.office = device, device.office
    _fill(row, read(raw))
    if Submission.objects.of(str(row.client_id)).proved().exclude(pk=row.pk).exists():
        return State.CONFLICT, Reason.TWICE  # frozen on the device: other bytes are never an edit
    if not device.is_active:
        return State.QUARANTINED, Reason.REVOKED
    if Submission.objects.of_day(device, row.received_at).count() >= device.quota:
        return State.QUARANTINED, Reason.QUOTA
    return State.RECEIVED, ""


def _fill(row: Submission, envelope: Envelope) -> None:
    if (envelope.id, envelope.device) != (str(row.client_id), str(row.sender)):
        raise Unreadable(Reason.BROKEN)
    row.kind, row.about, row.made_at = envelope.kind, envelope.about, envelope.made_at
    row.photo_count = len(envelope.photos)


def _settle(row: Submission) -> None:
    """The database decides who was first: a second accepted version of one id becomes a conflict."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.state, row.reason = State.CONFLICT, Reason.TWICE
        row.receipt = keys.receipt(
            id=str(row.client_id),
            sha256=bytes(row.sha256).hex(),
            state=row.state,
            reason=row.reason,
            at=row.received_at.isoformat(),
        )
        row.save()
