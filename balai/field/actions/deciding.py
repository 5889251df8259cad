"""A person decides: let in, use instead, try again, or refuse. Nothing is thrown away by it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, allowed, require
from balai.field import rules
from balai.field.models import Submission
from balai.field.rules import Reason, State
from balai.people.models import Person


@transaction.atomic
def accept(*, submission: Submission, note: str, by: Person, now: datetime) -> Submission:
    """From quarantine: let in. From a conflict: this one instead of what was there."""
    row = _held(submission, by)
    note = rules.require_reason(note)
    if row.state == State.QUARANTINED:
        rules.require_provable(row.reason)
    rules.require_move(row.state, State.RECEIVED)
    if row.reason == Reason.TWICE:
        _step_back(row, note, by, now)
    row.replaces = row.reason == Reason.TAKER
    row.state, row.due_at = State.RECEIVED, now
    row.decided_at, row.decided_by, row.note = now, by, note
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        message = "Catatan dengan nomor ini sudah diterima dari kiriman lain."
        raise RuleBroken("field.accepted_already", message) from None
    record("field.accepted", row, by=by, office=row.office or "", now=now)
    return row


def _step_back(row: Submission, note: str, by: Person, now: datetime) -> None:
    """The version that came first gives way, as long as nobody has built on it."""
    first = Submission.objects.of(str(row.client_id)).accepted().exclude(pk=row.pk).first()
    if first is None:
        return
    first = locked(first)
    if first.state == State.APPLIED:
        message = "Versi pertama sudah masuk. Betulkan di halaman programnya, lalu tolak versi ini."
        raise RuleBroken("field.applied_already", message)
    first.state, first.decided_at, first.decided_by, first.note = State.REFUSED, now, by, note
    first.save(update_fields=["state", "decided_at", "decided_by", "note"])
    record("field.refused", first, by=by, office=first.office or "", now=now)


@transaction.atomic
def try_again(*, submission: Submission, by: Person, now: datetime) -> Submission:
    """What the taker missed is there now: hand it on once more."""
    row = _held(submission, by)
    if row.reason != Reason.TAKER:
        raise RuleBroken("field.move", "Kiriman ini perlu diputuskan, bukan dicoba lagi.")
    rules.require_move(row.state, State.RECEIVED)
    row.state, row.due_at, row.decided_at, row.decided_by = State.RECEIVED, now, now, by
    row.save(update_fields=["state", "due_at", "decided_at", "decided_by"])
    record("field.tried_again", row, by=by, office=row.office or "", now=now)
    return row


@transaction.atomic
def refuse(*, submission: Submission, note: str, by: Person, now: datetime) -> Submission:
    """Kept with its reason, and never applied."""
    row = _held(submission, by)
    note = rules.require_reason(note)
    rules.require_move(row.state, State.REFUSED)
    row.state, row.decided_at, row.decided_by, row.note = State.REFUSED, now, by, note
    row.save(update_fields=["state", "decided_at", "decided_by", "note"])
    record("field.refused", row, by=by, office=row.office or "", now=now)
    return row


def _held(submission: Submission, by: Person) -> Submission:
    """A stranger's belongs to no office: whoever manages some office's phones may put it away."""
    row = locked(submission)
    if row.office is None:
        if not allowed(by, Permission.FIELD_MANAGE):
            raise PermissionDenied(Permission.FIELD_MANAGE)
        return row
    require(by, Permission.FIELD_MANAGE, at=row.office)
    return row
