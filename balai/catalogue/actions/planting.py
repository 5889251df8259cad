"""Services from seed files. What an officer changed stays; what differs is told."""

import secrets
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from balai.audit.actions import record
from balai.base.zones import day, local_day
from balai.catalogue.actions.rows import write_content
from balai.catalogue.actions.versions import begin, next_version, open_ended
from balai.catalogue.models import SearchState, Service, Standard
from balai.catalogue.rules.content import ServiceSeed
from balai.catalogue.rules.reading import changes
from balai.places.models import Agency

FIELDS = ("name", "summary", "event", "part", "issuer", "words", "announcement")
ZONE = "Asia/Jakarta"  # the nationwide templates begin with the day in WIB


@transaction.atomic
def plant_service(*, seed: ServiceSeed, now: datetime) -> list[str]:
    """The service as its file says it; nothing happens when the file is as it was."""
    service = Service.objects.select_for_update().filter(slug=seed.slug).first() or Service(slug=seed.slug)
    values = _plain(seed)
    agency = Agency.objects.filter(slug=seed.agency).first() if seed.agency else None
    if service.planted == values and service.agency == agency:
        return _told_differences(service, now)
    kept = _take_fields(service, seed)
    service.agency = agency
    service.planted = values
    service.save()
    told = kept + _plant_template(service, seed, now)
    record("catalogue.service_planted", service, by=None, now=now, slug=service.slug)
    return told + _told_differences(service, now)


def _plain(seed: ServiceSeed) -> dict[str, Any]:
    content = {
        name: [asdict(row) for row in rows] if isinstance(rows, tuple) else rows
        for name, rows in vars(seed.content).items()
    }
    return {f: getattr(seed, f) for f in FIELDS} | {
        "valid_from": seed.valid_from.isoformat(),
        "content": content,
    }


def _take_fields(service: Service, seed: ServiceSeed) -> list[str]:
    """Set what the file says, except where an officer has changed it since the last planting."""
    told = []
    for name in FIELDS:
        there, planted, written = (
            getattr(service, name),
            (service.planted or {}).get(name),
            getattr(seed, name),
        )
        if service.pk and there not in (planted, written):
            told.append(f"layanan {service.slug}: {name} tetap “{there}”, berkas menulis “{written}”")
        else:
            setattr(service, name, written)
    return told


def _plant_template(service: Service, seed: ServiceSeed, now: datetime) -> list[str]:
    before = open_ended(service, None)
    there = Standard.objects.with_rows().get(pk=before.pk).content if before else None
    if there == seed.content:
        return []
    begins = _start(seed, before, now)
    standard = Standard(service=service, version=next_version(service, None), edited_at=now)
    write_content(standard, seed.content)
    begin(standard, after=before, valid_from=begins, now=now)
    return [f"layanan {service.slug}: templat versi {standard.version}, berlaku mulai {day(begins)}"]


def _start(seed: ServiceSeed, before: Standard | None, now: datetime) -> date:
    """The first version begins as its file says; later ones never change the past."""
    if before is None or before.valid_from is None:
        return seed.valid_from
    return max(seed.valid_from, local_day(now, ZONE), before.valid_from + timedelta(days=1))


def _told_differences(service: Service, now: datetime) -> list[str]:
    """Which offices go their own way, and where."""
    current = Standard.objects.in_force(local_day(now, ZONE)).filter(service=service).with_rows()
    template = next((standard for standard in current if standard.office is None), None)
    told = []
    for own in (standard for standard in current if standard.office):
        if template is None:
            break
        titles = ", ".join(change.title.lower() for change in changes(template.content, own.content))
        if titles:
            told.append(
                f"layanan {service.slug}: {own.office} memakai standarnya sendiri (berbeda: {titles})"
            )
    return told


@transaction.atomic
def renew_search(*, words: dict[str, Any] | None = None) -> None:
    """Every process reads its search index anew at the next question."""
    state, _ = SearchState.objects.get_or_create(pk=1)
    state.mark = secrets.token_hex(8)
    state.words = state.words if words is None else words
    state.save()
