"""The code that hangs in the hall."""

from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.codes import new_code
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.programs.models import Hall, Session


@transaction.atomic
def open_hall(*, session: Session, by: object, now: datetime) -> Hall:
    """Made once; asked again it is the same, so that what is printed stays true."""
    session = _held(session, by, now)
    hall = Hall.objects.filter(session=session).first()
    if hall:
        return hall
    hall = Hall.objects.create(session=session, opened_at=now)
    record("hall.opened", session, by=by, office=session.program.office, now=now)
    return hall


@transaction.atomic
def renew_hall(*, hall: Hall, by: object, now: datetime) -> Hall:
    """The code got about: from now on another one leads in. Who is checked in stays so."""
    session = _held(hall.session, by, now)
    hall = locked(hall)
    hall.code, hall.opened_at = new_code(), now
    hall.save(update_fields=["code", "opened_at"])
    record("hall.renewed", session, by=by, office=session.program.office, now=now)
    return hall


def _held(session: Session, by: object, now: datetime) -> Session:
    session = locked(session)
    require(by, Permission.ATTENDANCE_TAKE, at=session.program.office)
    if not session.is_held:
        raise RuleBroken("hall.not_held", "Acara ini tidak diadakan, jadi kode ruangnya tidak dibuat.")
    if now >= session.ends_at:
        raise RuleBroken("hall.over", "Acara ini sudah selesai, jadi kode ruangnya tidak dibuat lagi.")
    return session
