"""What was received is handed to the app that understands it. Harmless when run twice."""

import logging
import time
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.field import takers
from balai.field.models import Submission
from balai.field.rules import Reason, State

log = logging.getLogger("balai.field")
BATCH = 100
LONGEST_RUN = 45  # seconds
NO_ANSWER = "Petugas yang mendaftarkan HP ini tidak bertugas lagi. Petugas lain perlu menerimanya."
LONGEST_WAIT = timedelta(hours=1)


def apply_due(*, now: datetime) -> int:
    """Each in its own transaction: one that breaks holds up nobody else."""
    kinds, done, until = takers.by_kind(), 0, time.monotonic() + LONGEST_RUN
    while time.monotonic() < until and (batch := list(Submission.objects.due(now, kinds)[:BATCH])):
        done += sum(_attempt(row, now) for row in batch)
    return done


def _attempt(row: Submission, now: datetime) -> bool:
    try:
        return apply_one(submission=row, now=now)
    except Exception as error:  # the taker's mistake, or a busy database: later again, and somebody is told
        log.error("submission not applied", extra={"code": type(error).__name__})
        _put_off(submission=row, now=now)
        return False


@transaction.atomic
def apply_one(*, submission: Submission, now: datetime) -> bool:
    """True if it is in. A taker that says no leaves nothing behind but its words."""
    row = locked(submission)
    module = takers.by_kind().get(row.kind)
    if row.state != State.RECEIVED or module is None:
        return False
    try:
        with transaction.atomic():
            result = module.take(takers.record_of(row), replaces=row.replaces, now=now)
    except RuleBroken as broken:
        return _hold(row, broken.message, broken.code, now)
    except PermissionDenied:
        return _hold(row, NO_ANSWER, "field.nobody_answers", now)
    row.state, row.applied_at, row.result, row.objection = State.APPLIED, now, str(result)[:80], ""
    row.save(update_fields=["state", "applied_at", "result", "objection"])
    record("field.applied", row, by=None, office=row.office or "", now=now, kind=row.kind)
    return True


def _hold(row: Submission, words: str, code: str, now: datetime) -> bool:
    row.state, row.reason, row.objection = State.CONFLICT, Reason.TAKER, words[:300]
    row.save(update_fields=["state", "reason", "objection"])
    record("field.held", row, by=None, office=row.office or "", now=now, code=code)
    return False


@transaction.atomic
def _put_off(*, submission: Submission, now: datetime) -> None:
    row = locked(submission)
    row.tries += 1
    row.due_at = now + min(LONGEST_WAIT, timedelta(seconds=5 * 2 ** min(row.tries, 10)))
    row.save(update_fields=["tries", "due_at"])
