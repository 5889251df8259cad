"""A new office, who arranges it until it has a head, and its first head."""

from datetime import datetime
from typing import Any

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.people.actions.assignments import give_role
from balai.people.actions.officers import NewAccess, make_officer
from balai.people.models import Assignment, Person
from balai.people.rules import Role
from balai.places.actions import create_office
from balai.places.models import Office


@transaction.atomic
def open_office(*, by: Person, now: datetime, **facts: Any) -> Office:
    """An office under one's own region, not shown to residents yet; its maker may arrange it."""
    office = create_office(by=by, now=now, is_active=False, **facts)
    held = Assignment.objects.create(person=by, role=Role.ADMIN, office=office, starts_at=now)
    record("role.given", held, by=by, office=office, now=now, role=str(Role.ADMIN), person=by.pseudonym)
    return office


@transaction.atomic
def name_first_head(
    *,
    office: Office,
    person: Person | None = None,
    username: str = "",
    display_name: str = "",
    by: Person,
    now: datetime,
) -> NewAccess:
    """Who made the office may name its head, until a head has begun; from then on heads name heads."""
    office = locked(office)
    require(by, Permission.OFFICE_CREATE, at=office)
    if Assignment.objects.heads_begun().filter(office=office).exists():
        raise RuleBroken(
            "office.has_head", "Kantor ini sudah punya kepala. Penggantinya ditetapkan kepala itu."
        )
    _end_unbegun(office, by, now)
    if person is None:
        made = make_officer(username=username, display_name=display_name, office=office, by=by, now=now)
    else:
        made = NewAccess(person, start_code="")
    give_role(person=made.person, role=Role.OFFICE_HEAD, office=office, by=by, now=now)
    return made


def _end_unbegun(office: Office, by: Person, now: datetime) -> None:
    """A start code that was lost, or a head who will not come: the next one takes the place."""
    for held in Assignment.objects.not_over(now).filter(office=office, role=Role.OFFICE_HEAD):
        held.ends_at = max(now, held.starts_at)
        held.save(update_fields=["ends_at"])
        record("role.ended", held, by=by, office=office, now=now, role=str(Role.OFFICE_HEAD))
