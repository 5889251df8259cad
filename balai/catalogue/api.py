"""/api/v1/services: what people can ask for, as the pages say it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from balai.base.audience import public
from balai.catalogue import finder
from balai.catalogue.models import Service, Standard
from balai.catalogue.reading import shown, today, with_glance

router = Router(tags=["services"])


class ServiceOut(Schema):
    slug: str
    name: str
    summary: str
    event: str
    cost: str
    time: str


class RequirementOut(Schema):
    key: str
    document: str
    form: str
    when: str
    where_to_get: str
    legal_basis: str


class StandardOut(ServiceOut):
    version: int
    valid_from: str
    office: str | None
    products: list[str]
    steps: list[str]
    requirements: list[RequirementOut]


def _out(service: Service, standard: Standard) -> ServiceOut:
    return ServiceOut(
        slug=service.slug,
        name=service.name,
        summary=service.summary,
        event=service.event,
        cost=standard.cost,
        time=standard.time,
    )


@router.get("", response=list[ServiceOut])
@public
def list_services(request: HttpRequest, q: str = "") -> list[ServiceOut]:
    """All services by name; with `q` those that fit the question, best first."""
    services = Service.objects.active().order_by("name")
    if q:
        slugs = [match.slug for match in finder.find(q).matches]
        found = services.in_bulk(slugs, field_name="slug")
        return [_out(*pair) for pair in with_glance([found[s] for s in slugs if s in found], today())]
    return [_out(*pair) for pair in with_glance(list(services), today())]


@router.get("/{slug}", response={200: StandardOut, 404: dict[str, str]})
@public
def one_service(request: HttpRequest, slug: str, office: str = "") -> StandardOut:
    """One service with the standard in force today: the office's own, else the nationwide template."""
    service = get_object_or_404(Service.objects.current(today()), slug=slug)
    standard = shown(service, office=office).standard
    assert standard
    assert standard.valid_from
    return StandardOut(
        **_out(service, standard).dict(),
        version=standard.version,
        valid_from=standard.valid_from.isoformat(),
        office=standard.office.slug if standard.office else None,
        products=standard.product_list,
        steps=[str(step) for step in standard.steps.all()],
        requirements=[RequirementOut.from_orm(row) for row in standard.requirements.all()],
    )
