"""An office's own services, and which of all services it offers. A slug that was printed never changes."""

from datetime import datetime
from itertools import count

from django.db import transaction
from django.utils.text import slugify

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.catalogue.actions.planting import renew_search
from balai.catalogue.models import NotServed, Service
from balai.people.models import Person
from balai.places.models import Agency, Office

FACTS = ("name", "summary", "event", "part", "issuer", "agency", "words", "announcement")


@transaction.atomic
def create_service(
    *,
    office: Office,
    name: str,
    summary: str,
    event: str,
    part: str,
    issuer: str,
    agency: Agency | None = None,
    words: str = "",
    announcement: str = "",
    by: Person,
    now: datetime,
) -> Service:
    """A service of this office alone; residents see it once its first standard is published."""
    renew_search()  # its row makes writers of services wait for each other
    require(by, Permission.CATALOGUE_EDIT, at=office)
    _require_other_name(office, name)
    service = Service.objects.create(
        slug=_free_slug(name),
        office=office,
        name=name,
        summary=summary,
        event=event,
        part=part,
        issuer=issuer,
        agency=agency,
        words=words,
        announcement=announcement,
    )
    record("catalogue.service_created", service, by=by, office=office, now=now, slug=service.slug)
    return service


@transaction.atomic
def edit_service(*, service: Service, by: Person, now: datetime, **facts: object) -> Service:
    """Name, words, agency: what the page says around the standard. Its address stays."""
    renew_search()
    service = locked(service)
    office = _owner(service)
    require(by, Permission.CATALOGUE_EDIT, at=office)
    _require_other_name(office, str(facts.get("name", service.name)), than=service)
    changed = [name for name in FACTS if name in facts and getattr(service, name) != facts[name]]
    for name in changed:
        setattr(service, name, facts[name])
    if changed:
        service.save(update_fields=changed)
        record("catalogue.service_edited", service, by=by, office=office, now=now, fields=changed)
    return service


@transaction.atomic
def stop_serving(
    *, service: Service, office: Office, reason: str, go_to: str, by: Person, now: datetime
) -> NotServed:
    """This office does not offer it; its page says kindly why, and where to go."""
    service = locked(service)
    require(by, Permission.CATALOGUE_PUBLISH, at=office)
    _require_offered(service, office)
    said, _ = NotServed.objects.update_or_create(
        service=service, office=office, defaults={"reason": reason, "go_to": go_to, "since": now}
    )
    record("catalogue.service_stopped", service, by=by, office=office, now=now, slug=service.slug)
    return said


@transaction.atomic
def serve_again(*, service: Service, office: Office, by: Person, now: datetime) -> Service:
    """This office offers it again; nothing happens where it always did."""
    service = locked(service)
    require(by, Permission.CATALOGUE_PUBLISH, at=office)
    gone, _ = NotServed.objects.filter(service=service, office=office).delete()
    if gone:
        record("catalogue.service_resumed", service, by=by, office=office, now=now, slug=service.slug)
    return service


def _require_offered(service: Service, office: Office) -> None:
    if service.office_id not in (None, office.pk):
        raise RuleBroken("standard.foreign", "Layanan ini milik kantor lain.")


def _owner(service: Service) -> Office:
    if service.office is None:
        message = "Layanan ini dipakai bersama banyak kantor. Nama dan katanya diubah lewat berkas benih."
        raise RuleBroken("service.shared", message)
    return service.office


def _require_other_name(office: Office, name: str, than: Service | None = None) -> None:
    twins = Service.objects.for_office(office).filter(name__iexact=name)
    if (twins.exclude(pk=than.pk) if than else twins).exists():
        message = "Layanan dengan nama ini sudah ada di daftar kantor Anda."
        raise RuleBroken("service.twice", message, field="name")


def _free_slug(name: str) -> str:
    """From the name; the second of a name gets a number."""
    base = slugify(name)[:50].strip("-") or "layanan"
    tries = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(slug for slug in tries if not Service.objects.filter(slug=slug).exists())
