"""Photos of a report: kept with their caption, shown where consent is recorded, taken back at any time."""

from datetime import datetime

from django.db import models, transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.documents.actions.keeping import discard
from balai.documents.actions.receiving import receive
from balai.documents.harmless import Harmless
from balai.documents.models import Photo
from balai.documents.rules import State
from balai.people.models import Person
from balai.places.models import Office


def add_photo(
    *,
    upload: Harmless,
    of: models.Model,
    office: Office,
    caption: str,
    consent: str,
    by: Person,
    now: datetime,
) -> Photo:
    """The file has its own transaction and count; killed in between, it is a file that nobody shows."""
    require(by, Permission.REPORT_WRITE, at=office)
    file = receive(upload=upload, of=of, office=office, by=by, now=now)
    with transaction.atomic():
        photo = Photo.objects.create(file=file, caption=caption, consent=consent, by=by, made_at=now)
        record("photo.added", photo, by=by, office=office, now=now, consent=consent)
    return photo


@transaction.atomic
def set_consent(*, photo: Photo, consent: str, by: Person, now: datetime) -> Photo:
    """Somebody agreed later, or took it back."""
    photo = locked(photo)
    require(by, Permission.REPORT_WRITE, at=photo.file.office)
    photo.consent = consent
    photo.save(update_fields=["consent"])
    record("photo.consent_set", photo, by=by, office=photo.file.office, now=now, consent=consent)
    return photo


@transaction.atomic
def drop_photo(*, photo: Photo, by: Person, now: datetime) -> Photo:
    """Its bytes go; a published report says that one was taken back."""
    photo = locked(photo)
    require(by, Permission.REPORT_WRITE, at=photo.file.office)
    if photo.file.state != State.DISCARDED:
        discard(file=photo.file, by=by, now=now)
    record("photo.dropped", photo, by=by, office=photo.file.office, now=now)
    return photo
