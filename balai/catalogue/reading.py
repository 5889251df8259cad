"""Which standard a page shows: the office's own before the nationwide template."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from balai.base import clock
from balai.base.zones import local_day
from balai.catalogue.models import NotServed, Service, Standard
from balai.catalogue.rules.content import Content
from balai.catalogue.rules.reading import Flags, flags
from balai.catalogue.statements import not_served, standards_in_force, with_all_rows, with_glance_rows
from balai.places.models import Office

ZONE = "Asia/Jakarta"


@dataclass(frozen=True)
class Shown:
    """A service as one office, or the nationwide template, describes it on one day."""

    service: Service
    standard: Standard | None
    others: list[Standard]  # the standards of other offices, to choose from
    on: date
    is_past: bool
    not_served: NotServed | None = None  # at the visitor's office

    @property
    def office_slug(self) -> str:
        return self.standard.office.slug if self.standard and self.standard.office else ""


def today() -> date:
    return local_day(clock.now(), ZONE)


def shown(
    service: Service, *, office: str = "", on: date | None = None, visitor: Office | None = None
) -> Shown:
    """With an office's slug its own standard; without, the only office's own one, else the template."""
    day = on or today()
    in_force = standards_in_force([service], day)
    chosen = _choose(in_force, "" if service.office_id else office)
    if chosen:
        with_all_rows(chosen, service)
    others = [standard for standard in in_force if standard.office and standard != chosen]
    off = not_served([service], visitor).get(service.pk)
    return Shown(service, chosen, others, day, on is not None and on < today(), off)


def _choose(in_force: list[Standard], office: str) -> Standard | None:
    own = [standard for standard in in_force if standard.office]
    named = next((s for s in own if s.office and s.office.slug == office), None)
    template = next((standard for standard in in_force if standard.office is None), None)
    if named or office:
        return named or template
    return own[0] if len(own) == 1 else template or (own[0] if own else None)


def with_glance(services: list[Service], on: date, *, office: str = "") -> list[tuple[Service, Standard]]:
    """Each service with the standard that its page would show; those without one are left out."""
    in_force = standards_in_force(services, on)
    by_service: dict[int, list[Standard]] = {}
    for standard in in_force:
        by_service.setdefault(standard.service_id, []).append(standard)
    pairs = [(s, _choose(by_service.get(s.pk, []), "" if s.office_id else office)) for s in services]
    found = [(service, standard) for service, standard in pairs if standard]
    with_glance_rows([standard for _, standard in found])
    return found


@dataclass(frozen=True)
class Line:
    """One service in an office's list."""

    service: Service
    standard: Standard | None  # the one in force: the office's own, else the template
    draft: Standard | None
    flags: Flags
    not_served: NotServed | None = None


def overview(office: Office, on: date) -> list[Line]:
    """Every service of an office with the flags of its standard, in a fixed number of queries."""
    services = list(Service.objects.for_office(office).order_by("name"))
    mine = Q(office=office) | Q(office=None)
    rows = Standard.objects.filter(mine, service__in=services)
    in_force: dict[int, Standard] = {}
    for standard in rows.in_force(on).with_rows():
        if standard.office_id or standard.service_id not in in_force:
            in_force[standard.service_id] = standard
    drafts = {draft.service_id: draft for draft in rows.drafts().of(office)}
    off = not_served(services, office)
    return [_line(s, in_force.get(s.pk), drafts.get(s.pk), off.get(s.pk)) for s in services]


def _line(service: Service, standard: Standard | None, draft: Standard | None, off: NotServed | None) -> Line:
    return Line(service, standard, draft, flags(standard.content if standard else Content()), off)
