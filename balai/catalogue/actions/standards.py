"""A standard's life: begun as a draft, edited, published from a date or thrown away. Old versions stay."""

from datetime import date, datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.zones import local_day
from balai.catalogue.actions.planting import renew_search
from balai.catalogue.actions.rows import write_content
from balai.catalogue.actions.versions import begin, next_version, open_ended
from balai.catalogue.models import Service, Standard
from balai.catalogue.rules.content import Content
from balai.catalogue.rules.publishing import require_start
from balai.catalogue.rules.reading import require_complete
from balai.people.models import Person
from balai.places.models import Office


@transaction.atomic
def start_draft(*, service: Service, office: Office, by: Person, now: datetime) -> Standard:
    """A draft for this office, copied from what is in force; the one that exists already is handed back."""
    service = locked(service)
    require(by, Permission.CATALOGUE_EDIT, at=office)
    _require_offered(service, office)
    begun = Standard.objects.drafts().filter(service=service, office=office).first()
    if begun:
        return begun
    origin = _origin(service, office)
    draft = Standard(
        service=service, office=office, version=next_version(service, office), edited_by=by, edited_at=now
    )
    write_content(draft, origin.content if origin else Content())
    _record("draft_started", draft, by=by, now=now)
    return draft


def _require_offered(service: Service, office: Office) -> None:
    if service.office_id not in (None, office.pk):
        raise RuleBroken("standard.foreign", "Layanan ini milik kantor lain.")


def _origin(service: Service, office: Office | None) -> Standard | None:
    """The office's latest published standard, else the nationwide template's."""
    published = Standard.objects.published().filter(service=service).with_rows().order_by("-valid_from")
    return published.of(office).first() or published.of(None).first()


@transaction.atomic
def edit_standard(
    *, standard: Standard, revision: int, content: Content, by: Person, now: datetime
) -> Standard:
    """The draft now says this. Refused when somebody else changed it since it was read."""
    standard = _held_draft(standard)
    require(by, Permission.CATALOGUE_EDIT, at=_office(standard))
    if standard.revision != revision:
        raise RuleBroken(
            "standard.changed",
            "Petugas lain baru mengubah rancangan ini. Muat ulang, lalu ulangi perubahan Anda.",
        )
    standard.revision, standard.edited_by, standard.edited_at = revision + 1, by, now
    write_content(standard, content)
    record(
        "catalogue.draft_edited", standard, by=by, office=standard.office, now=now, version=standard.version
    )
    return standard


@transaction.atomic
def publish_standard(*, standard: Standard, valid_from: date, by: Person, now: datetime) -> Standard:
    """From this day on it is the standard; the one before it ends the day before."""
    service = locked(standard.service)
    standard = _held_draft(standard)
    office = _office(standard)
    require(by, Permission.CATALOGUE_PUBLISH, at=office)
    require_complete(Standard.objects.with_rows().get(pk=standard.pk).content)
    before = open_ended(service, office)
    require_start(valid_from, today=local_day(now, office.zone), latest=before.valid_from if before else None)
    begin(standard, after=before, valid_from=valid_from, now=now)
    renew_search()
    _record("standard_published", standard, by=by, now=now, valid_from=valid_from.isoformat())
    return standard


@transaction.atomic
def discard_draft(*, standard: Standard, by: Person, now: datetime) -> None:
    """Throw the draft away; what is published stays as it is."""
    standard = _held_draft(standard)
    require(by, Permission.CATALOGUE_EDIT, at=_office(standard))
    record(
        "catalogue.draft_discarded",
        standard,
        by=by,
        office=standard.office,
        now=now,
        version=standard.version,
    )
    standard.requirements.all().delete()
    standard.delete()


def _held_draft(standard: Standard) -> Standard:
    try:
        held = locked(standard)
    except Standard.DoesNotExist:
        held = None
    if held is None or not held.is_draft:
        raise RuleBroken("standard.not_a_draft", "Rancangan ini sudah diterbitkan atau dibuang.")
    return held


def _office(standard: Standard) -> Office:
    """Drafts of officers are always an office's; the nationwide template is planted."""
    if standard.office is None:
        raise RuleBroken("standard.template", "Templat nasional diubah lewat berkas benih.")
    return standard.office


def _record(verb: str, standard: Standard, *, by: Person, now: datetime, **facts: str) -> None:
    slug, version = standard.service.slug, standard.version
    office = standard.office
    record(f"catalogue.{verb}", standard, by=by, office=office, now=now, slug=slug, version=version, **facts)
