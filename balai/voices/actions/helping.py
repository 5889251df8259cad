"""The office's own list of help numbers."""

import re
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, require
from balai.people.models import Person
from balai.places.models import Office
from balai.voices.models import HelpNumber


@transaction.atomic
def set_national(
    *, office: Office, national: str, is_active_here: bool, by: Person, now: datetime
) -> HelpNumber:
    """Not every regency runs 112 or PSC 119."""
    require(by, Permission.OFFICE_EDIT, at=office)
    row, _ = HelpNumber.objects.update_or_create(
        office=office, national=national, defaults={"is_active_here": is_active_here}
    )
    record("help.set", row, by=by, office=office, now=now, number=national, active=is_active_here)
    return row


@transaction.atomic
def add_help(*, office: Office, label: str, number: str, by: Person, now: datetime) -> HelpNumber:
    """A number of this place: a shelter, a counsellor on duty."""
    require(by, Permission.OFFICE_EDIT, at=office)
    label, number = " ".join(label.split()), " ".join(number.split())
    if not label:
        raise RuleBroken("help.label", "Tulis siapa yang menjawab nomor ini.", field="label")
    if not re.fullmatch(r"\+?[0-9][0-9 ()-]{1,28}", number):
        raise RuleBroken(
            "help.number", "Tulis nomor yang dapat ditelepon, misalnya 0380 555 0100.", field="number"
        )
    row = HelpNumber.objects.create(office=office, label=label, number=number)
    record("help.added", row, by=by, office=office, now=now)
    return row


@transaction.atomic
def drop_help(*, row: HelpNumber, by: Person, now: datetime) -> None:
    require(by, Permission.OFFICE_EDIT, at=row.office)
    record("help.dropped", row, by=by, office=row.office, now=now)
    row.delete()
