"""Sheets of heads: reported with their proof, decided in a conflict, set aside with a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.documents.actions import erase, receive
from balai.documents.harmless import Harmless
from balai.documents.models import File
from balai.documents.rules import State as FileState
from balai.people.models import Person
from balai.programs.actions.deciding import keep_settled, pick, put_aside
from balai.programs.models import HeadCount, Result, Session
from balai.programs.rules.attendance import KEEP, key_of, require_begun
from balai.programs.rules.head_counts import MOST, Source


@transaction.atomic
def report_heads(
    *, session: Session, group: str, number: int, by: Person, now: datetime, label: str = "",
    sheet: Harmless | None = None, reporter: str = "", client_id: UUID | None = None,
) -> HeadCount:  # fmt: skip
    """So many of this group are here. On paper with its photo; from a telephone with its own number."""
    session = locked(session)
    require(by, Permission.ATTENDANCE_TAKE, at=session.program.office)
    require_begun(is_held=session.is_held, starts_at=session.starts_at, zone=session.zone, now=now)
    known = HeadCount.objects.filter(client_id=client_id).first() if client_id else None
    if known:
        return known
    if sheet is None and client_id is None:
        raise RuleBroken("count.no_sheet", "Sertakan foto lembarnya sebagai bukti.", field="sheet")
    if not 1 <= number <= MOST:
        raise RuleBroken("count.number", f"Tulis jumlah orang, 1 sampai {MOST}.", field="number")
    count = HeadCount(
        session=session, group=group, label=label.strip(), label_key=key_of(label), number=number,
        source=Source.SHEET if client_id is None else Source.DEVICE, reporter=reporter.strip(),
        client_id=client_id, by=by, at=now,
    )  # fmt: skip
    keep_settled(count)
    if sheet is not None:
        receive(upload=sheet, of=count, office=session.program.office, by=by, now=now)
    record("head_count.reported", count, by=by, office=session.program.office, now=now, state=count.state)
    return count


@transaction.atomic
def pick_count(*, count: HeadCount, reason: str, by: Person, now: datetime) -> HeadCount:
    """Of counts that contradict each other this one counts; the others stay, and say why they do not."""
    return pick(count, verb="head_count.picked", reason=reason, by=by, now=now)


@transaction.atomic
def set_count_aside(*, count: HeadCount, reason: str, by: Person, now: datetime) -> HeadCount:
    """Entered by mistake; it stays in the list and counts no more."""
    return put_aside(count, verb="head_count.set_aside", reason=reason, by=by, now=now)


def erase_old_sheets(*, now: datetime) -> int:
    """A sheet may show names: its photo goes when the names of the list do. The number stays."""
    return sum(_erase_old(model, now) for model in (HeadCount, Result))


def _erase_old(model: type[HeadCount | Result], now: datetime) -> int:
    kept = File.objects.filter(about_type=model._meta.label_lower, made_at__lt=now - KEEP)
    kept = kept.exclude(state=FileState.DISCARDED)
    ids = [int(key) for key in kept.values_list("about_id", flat=True)]
    rows = model.objects.filter(pk__in=ids, session__on__lt=zones.local_day(now, "Asia/Jakarta") - KEEP)
    return sum(erase(subject=row, now=now) for row in rows)
