"""A new office, and who arranges it until it has a head."""

from datetime import datetime
from typing import Any

from django.db import transaction

from balai.audit.actions import record
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
