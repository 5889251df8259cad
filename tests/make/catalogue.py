"""Services and standards. What the seed files say is planted as in life."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from balai.catalogue import actions
from balai.catalogue.actions.planting import plant_service, renew_search
from balai.catalogue.models import NotServed, Service, Standard
from balai.catalogue.rules import Event, Form, Part, Unit
from balai.catalogue.rules.content import (
    TEXTS,
    Content,
    FeeRow,
    RequirementRow,
    ServiceSeed,
    StepRow,
    TimeLimitRow,
)
from balai.catalogue.seeds import plant_services
from balai.people.models import Person
from balai.people.rules import Role
from balai.places.models import Office
from tests import make
from tests.make.again import again

__all__ = ["content", "draft", "not_served", "own_service", "requirement", "service", "services", "standard"]

SERVICES = Path(__file__).resolve().parents[2] / "seeds" / "services"
PLANTED = datetime(2026, 1, 1, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
TEXT = {"products": "KTP-el pengganti", "complaint_channels": "Petugas loket", "legal_bases": "UU 24/2013"}


def requirement(key: str = "surat-polisi", **changed: Any) -> RequirementRow:
    usual: dict[str, Any] = {
        "document": "Surat keterangan kehilangan",
        "form": Form.ORIGINAL.value,
        "legal_basis": "Perpres 96/2018",
        "where_to_get": "Kantor polisi terdekat.",
    }
    return RequirementRow(key=key, **usual | changed)


def content(**changed: Any) -> Content:
    """A complete standard: one requirement, one step, 24 hours, free."""
    texts = dict.fromkeys(TEXTS, "") | TEXT | changed.pop("texts", {})
    usual: dict[str, Any] = {
        "requirements": (requirement(),),
        "steps": (StepRow("Pemohon", "Menunjukkan berkas di loket."),),
        "time_limits": (TimeLimitRow(24, Unit.HOURS.value, legal_basis="Permendagri 19/2018"),),
        "fees": (FeeRow("KTP-el", 0, legal_basis="UU 24/2013 pasal 79A"),),
    }
    return Content(texts=texts, **usual | changed)


@again
def service(
    name: str = "KTP-el hilang",
    *,
    slug: str = "",
    words: str = "",
    event: str = Event.CARD,
    valid_from: date = date(2026, 1, 1),
    now: datetime = PLANTED,
    says: Content | None = None,
) -> Service:
    """A shared service with its nationwide template in force."""
    slug = slug or f"layanan-{Service.objects.count() + 1}"
    seed = ServiceSeed(
        slug=slug,
        name=name,
        summary="",
        event=str(event),
        part=Part.FORWARDS.value,
        issuer="Disdukcapil",
        words=words,
        announcement="",
        agency="",
        valid_from=valid_from,
        content=says or content(),
    )
    plant_service(seed=seed, now=now)
    renew_search()
    return Service.objects.get(slug=slug)


def own_service(
    office: Office | None = None, *, name: str = "Legalisasi fotokopi", published: bool = False, **facts: Any
) -> Service:
    """A service of one office alone, by its editor; with `published` its standard is in force today."""
    office = office or make.office()
    usual: dict[str, Any] = {
        "summary": "Cap bahwa fotokopi sesuai aslinya.",
        "event": Event.CARD.value,
        "part": Part.ISSUES.value,
        "issuer": office.name,
    }
    by = make.officer(Role.EDITOR, office=office)
    made = actions.create_service(office=office, name=name, by=by, now=make.NOW, **usual | facts)
    if published:
        standard(made, office=office, says=content())
    return made


def not_served(
    service: Service,
    office: Office,
    *,
    reason: str = "Alat sedang diperbaiki.",
    go_to: str = "Disdukcapil Contoh",
) -> NotServed:
    """The head of this office says that it does not offer the service."""
    by = make.officer(Role.OFFICE_HEAD, office=office)
    return actions.stop_serving(
        service=service, office=office, reason=reason, go_to=go_to, by=by, now=make.NOW
    )


def services() -> list[Service]:
    """All seed services: planted once, then the same rows again, since planting asks 550 times."""
    models = list(apps.get_app_config("catalogue").get_models(include_auto_created=True))
    if any(model._base_manager.exists() for model in models):
        plant_services(SERVICES, now=PLANTED)
    elif not planted:
        plant_services(SERVICES, now=PLANTED)
        planted.extend(list(model._base_manager.all()) for model in models)
    else:
        with transaction.atomic():
            for rows in filter(None, planted):
                type(rows[0])._base_manager.bulk_create(rows)
    return list(Service.objects.order_by("name"))


planted: list[list[Model]] = []


def draft(
    service: Service | None = None,
    *,
    office: Office | None = None,
    by: Person | None = None,
    says: Content | None = None,
    now: datetime | None = None,
) -> Standard:
    """An office's draft, by an editor of that office."""
    service, office = service or make.service(), office or make.office()
    by, now = by or make.officer(Role.EDITOR, office=office), now or make.NOW
    made = actions.start_draft(service=service, office=office, by=by, now=now)
    if says:
        made = actions.edit_standard(standard=made, revision=made.revision, content=says, by=by, now=now)
    return Standard.objects.with_rows().get(pk=made.pk)


def standard(
    service: Service | None = None,
    *,
    office: Office | None = None,
    valid_from: date = date(2026, 5, 24),
    says: Content | None = None,
    now: datetime | None = None,
) -> Standard:
    """An office's own standard, published by its head."""
    office = office or make.office()
    made = make.draft(service, office=office, says=says, now=now)
    by = make.officer(Role.OFFICE_HEAD, office=office)
    actions.publish_standard(standard=made, valid_from=valid_from, by=by, now=now or make.NOW)
    return Standard.objects.with_rows().get(pk=made.pk)
