"""Who is present: by a code from the hall's QR, or entered by an officer from the list of names."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import keyed_hash, keyed_hashes, new_nonce
from balai.people.actions import keep_identity
from balai.people.models import Person
from balai.programs.models import Attendance, Session
from balai.programs.models.attendance import hash_of_code, purpose_of
from balai.programs.models.session import HELD
from balai.programs.rules.attendance import KEEP, Way, key_of, require_begun, require_running


@transaction.atomic
def check_in(
    *, session: Session, now: datetime, by: Person | None = None, client_id: UUID | None = None
) -> Attendance:
    """One more is here, and gets a code. The same `client_id` again is the same person.

    By an officer also after the end: who came without a telephone gets a code on paper.
    """
    _require_hall(session, by=by, now=now)
    known = _sent_before(session, client_id)
    if known:
        return known
    row = Attendance(session=session, way=Way.CODE, client_id=client_id, by=by, at=now)
    try:
        with transaction.atomic():
            return _write(row, now=now)
    except IntegrityError:  # no lock is held in a full hall: the same sending came in beside this one
        known = _sent_before(session, client_id)
        if known is None:
            raise
        return known


@transaction.atomic
def enter_name(
    *, session: Session, name: str, by: Person, now: datetime, group: str = "", label: str = "",
    client_id: UUID | None = None,
) -> Attendance:  # fmt: skip
    """One line of the list of names: as good as a code, and it gets one."""
    session = locked(session)
    _require_hall(session, by=by, now=now)
    known = _sent_before(session, client_id)
    if known:
        return known
    words = f"{key_of(name)}:{key_of(label)}"
    if not key_of(name):
        raise RuleBroken("attendance.no_name", "Tulis namanya seperti pada daftar.", field="name")
    twin = Attendance.objects.filter(session=session, name_hash__in=keyed_hashes(words, purpose_of(session)))
    if first := twin.first():
        message = (
            f"Nama ini sudah dicatat pukul {zones.hour(first.at, session.zone)}. "
            "Bila ini orang lain, bedakan dengan RT atau nama panggilan."
        )
        raise RuleBroken("attendance.name_twice", message, field="name")
    identity = keep_identity(name=" ".join(name.split()), keep_until=session.on + KEEP)
    row = Attendance(
        session=session, way=Way.LIST, identity=identity, name_hash=keyed_hash(words, purpose_of(session)),
        group=group, label=label.strip(), client_id=client_id, by=by, at=now,
    )  # fmt: skip
    return _write(row, now=now)


@transaction.atomic
def enter_list(
    *, session: Session, lines: Sequence[tuple[str, str]], by: Person, now: datetime, group: str = ""
) -> list[Attendance]:
    """A whole sheet of names, each with its RT or the like: all of it, or nothing."""
    found = []
    for number, (name, label) in enumerate(lines, 1):
        try:
            row = enter_name(session=session, name=name, label=label, group=group, by=by, now=now)
        except RuleBroken as broken:
            raise RuleBroken(broken.code, f"Baris {number}: {broken.message}", field="names") from broken
        found.append(row)
    return found


@transaction.atomic
def forget_names(*, now: datetime) -> int:
    """Whose sealed name is gone leaves no fingerprint of it either."""
    return Attendance.objects.filter(identity=None, name_hash__isnull=False).update(name_hash=None)


def _require_hall(session: Session, *, by: Person | None, now: datetime) -> None:
    if by is not None:
        require(by, Permission.ATTENDANCE_TAKE, at=session.program.office)
    require_begun(is_held=session.state in HELD, starts_at=session.starts_at, zone=session.zone, now=now)
    if by is None:
        require_running(ends_at=session.ends_at, zone=session.zone, now=now)


def _sent_before(session: Session, client_id: UUID | None) -> Attendance | None:
    if client_id is None:
        return None
    known = Attendance.objects.filter(client_id=client_id).select_related("session").first()
    if known and known.session_id != session.pk:
        raise RuleBroken("attendance.other_session", "Catatan ini sudah masuk untuk acara lain.")
    return known


def _write(row: Attendance, *, now: datetime) -> Attendance:
    row.nonce = new_nonce()
    row.code_hash = hash_of_code(row.session, row.nonce)
    row.save(force_insert=True)
    record("attendance.noted", row, by=row.by, office=row.session.program.office, now=now, way=row.way)
    return row
