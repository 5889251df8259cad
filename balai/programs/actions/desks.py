from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.places.models import Agency
from balai.programs.models import Desk, Session


@transaction.atomic
def invite_desk(*, session: Session, agency: Agency, offers: str, by: object, now: datetime) -> Desk:
    """Ask an agency for a table in this session; it is not advertised until it is confirmed."""
    session = locked(session)
    require(by, Permission.PROGRAM_EDIT, at=session.program.office)
    desk, _ = Desk.objects.update_or_create(session=session, agency=agency, defaults={"offers": offers})
    record("desk.invited", session, by=by, office=session.program.office, now=now, agency=agency.slug)
    return desk


@transaction.atomic
def confirm_desk(*, desk: Desk, by: object, now: datetime) -> Desk:
    """The agency comes."""
    desk = locked(desk)
    require(by, Permission.PROGRAM_EDIT, at=desk.session.program.office)
    desk.confirmed_at = desk.confirmed_at or now
    desk.save(update_fields=["confirmed_at"])
    record("desk.confirmed", desk.session, by=by, office=desk.session.program.office, now=now)
    return desk
