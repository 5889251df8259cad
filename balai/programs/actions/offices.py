"""An office that no longer serves: hidden once nobody counts on it any more."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from balai.base.errors import RuleBroken
from balai.base.permissions import Actor, Permission, require
from balai.places.actions import hide_office
from balai.places.models import Office
from balai.programs.checks import booked_everywhere, follow_everywhere
from balai.programs.models import Session


@dataclass(frozen=True)
class Awaited:
    """A session and how many people count on it."""

    session: Session
    people: int


def awaited_at(office: Office, now: datetime) -> list[Awaited]:
    """Sessions to come at this office that somebody has a number for, or waits for."""
    rows = Session.objects.filter(program__office=office).not_over(now).select_related("program")
    counted = (Awaited(row, booked_everywhere(row)) for row in rows.order_by("starts_at"))
    return [each for each in counted if each.people]


@transaction.atomic
def retire_office(*, office: Office, by: Actor, now: datetime) -> Office:
    """Hidden first: what was booked until this moment is then counted, and refuses it all."""
    require(by, Permission.OFFICE_EDIT, at=office)
    hidden = hide_office(office=office, by=by, now=now)
    to_come = Session.objects.filter(program__office=office).not_over(now)
    to_come.update(revision=F("revision") + 1)
    for session in to_come:  # whoever is booking there at this moment waits, and is refused
        follow_everywhere(session, now)
    awaited = awaited_at(office, now)
    if awaited:
        people = sum(each.people for each in awaited)
        raise RuleBroken(
            "office.awaited",
            f"Masih ada {people} orang yang menunggu jadwal di kantor ini. Layani atau batalkan dulu.",
        )
    return hidden
