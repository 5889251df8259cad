"""A file comes in: made harmless first, then kept in quarantine."""

import hashlib
from datetime import datetime

from django.db import models, transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.documents import rules, store
from balai.documents.harmless import Harmless, Upload, prepare
from balai.documents.models import File
from balai.documents.rules.sizes import CLIENT_WINDOW, PER_CLIENT, PER_SUBJECT, SUBJECT_WINDOW
from balai.engine.actions import hit
from balai.people.models import Person
from balai.places.models import Office


def count_try(*, client: str, now: datetime) -> None:
    """Before a form with files is read: RuleBroken when this client sent too many. In no transaction."""
    hit(bucket=f"documents:client:{client}", limit=PER_CLIENT, per=CLIENT_WINDOW, now=now)


def receive(
    *,
    upload: Harmless | Upload,
    of: models.Model,
    office: Office,
    by: Person | None,
    now: datetime,
) -> File:
    """Keep this file of this subject in quarantine until a scanner has seen it.

    A form's UploadField has made it harmless already; a raw upload is made so here, which takes a while: hand
    one in outside any transaction only. Who may add a file to `of` the caller has asked.
    """
    bucket = f"documents:{of._meta.label_lower}:{of.pk}"
    hit(bucket=bucket, limit=PER_SUBJECT, per=SUBJECT_WINDOW, now=now)
    harmless = upload if isinstance(upload, Harmless) else prepare(upload)
    return _keep(harmless=harmless, of=of, office=office, by=by, now=now)


@transaction.atomic
def hand_over(*, file: File, to: models.Model, office: Office, by: Person | None, now: datetime) -> File:
    """From now on it is a file of this other subject, and goes with it. The caller has asked who may."""
    file = locked(file)
    file.about_type, file.about_id, file.office = to._meta.label_lower, str(to.pk), office
    file.save(update_fields=["about_type", "about_id", "office"])
    record("document.handed_over", file, by=by, office=office, now=now, to=file.about_type)
    return file


@transaction.atomic
def _keep(*, harmless: Harmless, of: models.Model, office: Office, by: Person | None, now: datetime) -> File:
    rules.require_room(held=File.objects.about(of).held().count())
    name = store.new_name()
    store.write(name, harmless.parts)
    file = File.objects.create(
        about_type=of._meta.label_lower,
        about_id=str(of.pk),
        office=office,
        by=by,
        kind=harmless.kind,
        store_name=name,
        checksum=hashlib.sha256(harmless.full).digest(),
        size=len(harmless.full),
        width=harmless.width,
        height=harmless.height,
        pages=harmless.pages,
        made_at=now,
        due_at=now,
    )
    record("document.received", file, by=by, office=office, now=now, kind=file.kind, size=file.size)
    return file
