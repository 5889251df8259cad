"""Reports of one thing: which of them counts, who picked it and why. Heads and results alike."""

from datetime import datetime
from typing import TypeVar

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.people.models import Person
from balai.programs.models import Session
from balai.programs.models.reported import Reported
from balai.programs.rules.head_counts import SAME, CountState, Report, settle

Row = TypeVar("Row", bound=Reported)
DECIDED = ["state", "reason", "decided_by", "decided_at"]


def keep_settled(row: Reported) -> None:
    """Write a new report; one that differs from those before it shakes them all."""
    others = row.alike().standing()
    seen = [Report(other.told, CountState(other.state)) for other in others]
    row.state, shakes_others = settle(row.told, seen)
    if row.state == CountState.ASIDE:
        row.reason = SAME
    if shakes_others:
        others.update(state=CountState.CONFLICT, reason="", decided_by=None, decided_at=None)
    row.save(force_insert=True)


def pick(row: Row, *, verb: str, reason: str, by: Person, now: datetime) -> Row:
    """Of reports that contradict each other this one counts; the others stay, and say why they do not."""
    session = locked(row.session)
    require(by, Permission.ATTENDANCE_DECIDE, at=session.program.office)
    require_open(session)
    row = locked(row)
    reason = stated(reason)
    if row.state != CountState.CONFLICT:
        raise RuleBroken("count.decided", "Hitungan ini tidak menunggu keputusan.")
    decided = {"reason": reason, "decided_by": by, "decided_at": now}
    row.alike().filter(state=CountState.CONFLICT).exclude(pk=row.pk).update(state=CountState.ASIDE, **decided)
    row.alike().filter(pk=row.pk).update(state=CountState.COUNTED, **decided)
    record(verb, row, by=by, office=session.program.office, now=now)
    row.refresh_from_db()
    return row


def put_aside(row: Row, *, verb: str, reason: str, by: Person, now: datetime) -> Row:
    """Entered by mistake; it stays in the list and counts no more."""
    session = locked(row.session)
    require(by, Permission.ATTENDANCE_TAKE, at=session.program.office)
    require_open(session)
    row = locked(row)
    if row.state != CountState.COUNTED:
        raise RuleBroken("count.not_counted", "Hitungan ini memang tidak sedang dihitung.")
    row.state, row.reason, row.decided_by, row.decided_at = CountState.ASIDE, stated(reason), by, now
    row.save(update_fields=DECIDED)
    record(verb, row, by=by, office=session.program.office, now=now)
    return row


def require_open(session: Session) -> None:
    if not session.is_held:
        raise RuleBroken("count.closed", "Acara ini sudah ditutup; hitungannya tidak berubah lagi.")


def stated(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken("count.reason", "Tulis alasannya; ia disimpan bersama hitungan ini.", field="reason")
    return reason.strip()
