"""What the public pages of services ask for: statements compiled once (base/prepared.py)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from balai.base.prepared import Prepared, hand_out
from balai.catalogue.models import (
    Condition,
    Fee,
    NotServed,
    Requirement,
    SearchState,
    Service,
    Standard,
    Step,
    TimeLimit,
)
from balai.places.models import Office


def public_service(slug: str) -> Service | None:
    return SERVICE.first(slug=slug)


def public_services(slugs: list[str]) -> list[Service]:
    """In the order of these slugs; whatever is no public service is left out."""
    found = {service.slug: service for service in SERVICES.all(slugs=slugs)}
    return [found[slug] for slug in slugs if slug in found]


def offered_slugs(slugs: list[str], office: Office) -> set[str]:
    """Of these, what is public and what this office has not said that it does not serve."""
    return {service.slug for service in OFFERED.all(slugs=slugs, office=office.pk)}


def standards_in_force(services: Iterable[Service], on: date) -> list[Standard]:
    """The templates and the offices' own."""
    return IN_FORCE.all(services=[service.pk for service in services], on=on)


def with_glance_rows(standards: list[Standard]) -> list[Standard]:
    """Fees and time limits."""
    keys = [standard.pk for standard in standards]
    hand_out(standards, "fees", FEES.all(standards=keys), by="standard_id")
    hand_out(standards, "time_limits", TIME_LIMITS.all(standards=keys), by="standard_id")
    return standards


def with_all_rows(standard: Standard, service: Service) -> Standard:
    """What the query set's `with_rows` reads beside the standard itself."""
    keys, standard.service = [standard.pk], service
    hand_out([standard], "conditions", CONDITIONS.all(standards=keys), by="standard_id")
    hand_out([standard], "requirements", REQUIREMENTS.all(standards=keys), by="standard_id")
    hand_out([standard], "steps", STEPS.all(standards=keys), by="standard_id")
    return with_glance_rows([standard])[0]


def not_served(services: Iterable[Service], office: Office | None) -> dict[int, NotServed]:
    """By service: what the visitor's office does not serve; an own service counts at its owner."""
    own = {service.pk: service.office_id for service in services}
    at = {office.pk} if office else set()
    at |= {pk for pk in own.values() if pk}
    rows = NOT_SERVED.all(services=list(own), offices=sorted(at))
    chosen = office.pk if office else None
    return {row.service_id: row for row in rows if row.office_id == (own[row.service_id] or chosen)}


def search_mark() -> str:
    """'' before the first planting."""
    state = MARK.first()
    return state.mark if state else ""


def _public() -> QuerySet[Service]:
    return Service.objects.public().select_related("office", "agency").defer("planted", "words")


def _service(*, slug: str) -> QuerySet[Service]:
    return _public().filter(slug=slug)


def _services(*, slugs: list[str]) -> QuerySet[Service]:
    return _public().filter(slug__in=slugs)


def _offered(*, slugs: list[str], office: int) -> QuerySet[Service]:
    off = NotServed.objects.filter(office=office).values("service")
    return Service.objects.public().filter(slug__in=slugs).exclude(pk__in=off).only("slug")


def _in_force(*, services: list[int], on: date) -> QuerySet[Standard]:
    return Standard.objects.in_force(on).filter(service__in=services).select_related("office")


def _conditions(*, standards: list[int]) -> QuerySet[Condition]:
    return Condition.objects.filter(standard__in=standards).order_by("position")


def _requirements(*, standards: list[int]) -> QuerySet[Requirement]:
    rows = Requirement.objects.filter(standard__in=standards).order_by("position")
    return rows.select_related("condition")


def _steps(*, standards: list[int]) -> QuerySet[Step]:
    return Step.objects.filter(standard__in=standards).order_by("position")


def _time_limits(*, standards: list[int]) -> QuerySet[TimeLimit]:
    return TimeLimit.objects.filter(standard__in=standards).order_by("position")


def _fees(*, standards: list[int]) -> QuerySet[Fee]:
    return Fee.objects.filter(standard__in=standards).order_by("position")


def _not_served(*, services: list[int], offices: list[int]) -> QuerySet[NotServed]:
    return NotServed.objects.filter(service__in=services, office__in=offices).select_related("office")


def _mark() -> QuerySet[SearchState]:
    return SearchState.objects.filter(pk=1).only("mark")


SERVICE, SERVICES, OFFERED = Prepared(_service), Prepared(_services), Prepared(_offered)
IN_FORCE, CONDITIONS, REQUIREMENTS = Prepared(_in_force), Prepared(_conditions), Prepared(_requirements)
STEPS, TIME_LIMITS, FEES = Prepared(_steps), Prepared(_time_limits), Prepared(_fees)
NOT_SERVED, MARK = Prepared(_not_served), Prepared(_mark)
