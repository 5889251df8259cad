"""Versions of a standard, one after the other without a gap or an overlap."""

from datetime import date, datetime

from django.db.models import Max

from balai.catalogue.models import Service, Standard
from balai.catalogue.rules import State
from balai.places.models import Office


def next_version(service: Service, office: Office | None) -> int:
    last = Standard.objects.filter(service=service, office=office).aggregate(last=Max("version"))["last"]
    return int(last or 0) + 1


def open_ended(service: Service, office: Office | None) -> Standard | None:
    """The published version that has no end yet; there is at most one."""
    return Standard.objects.published().of(office).filter(service=service, valid_until=None).first()


def begin(standard: Standard, *, after: Standard | None, valid_from: date, now: datetime) -> None:
    """The version before ends as this one begins."""
    if after:
        after.valid_until = valid_from
        after.save(update_fields=["valid_until"])
    standard.state, standard.valid_from, standard.published_at = State.PUBLISHED, valid_from, now
    standard.save(update_fields=["state", "valid_from", "published_at"])
