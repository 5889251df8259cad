"""What everybody sees of the services: finding, one service, what to bring, rights."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from balai.base.audience import public
from balai.catalogue import finder
from balai.catalogue.forms import Having, Situation
from balai.catalogue.models import Service, Standard
from balai.catalogue.reading import Shown, shown, today, with_glance
from balai.catalogue.rules import DELIVERY, INTERNAL, Event, readiness
from balai.catalogue.rules.reading import component_lines
from balai.catalogue.statements import not_served, public_service, public_services
from balai.catalogue.views.visitor import named_office, visitors_office
from balai.places.models import Office

LONGEST_QUESTION = 200


@public
def search(request: HttpRequest) -> HttpResponse:
    """Mau urus apa?"""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    answer = finder.find(asked) if asked else None
    slugs = [match.slug for match in answer.matches] if answer else []
    ranked = public_services(slugs)
    office = visitors_office(request)
    return render(
        request,
        "catalogue/search.html",
        {
            "asked": asked,
            "results": with_glance(ranked, today(), office=named_office(request)),
            "off": not_served(ranked, office),
            "at": office,
            "unknown": answer.unknown if answer else [],
            "events": Event.choices,
        },
    )


@public
def services(request: HttpRequest) -> HttpResponse:
    """All services by life event."""
    listed = list(Service.objects.public().select_related("office").order_by("name"))
    every, office = with_glance(listed, today(), office=named_office(request)), visitors_office(request)
    groups = [
        (value, label, [pair for pair in every if pair[0].event == value]) for value, label in Event.choices
    ]
    off = not_served(listed, office)
    context = {"groups": [group for group in groups if group[2]], "at": office, "off": off}
    return render(request, "catalogue/services.html", context)


def service_context(
    request: HttpRequest, slug: str, on: date | None = None, *, visitor: Office | None = None
) -> dict[str, Any]:
    """All that a page about one service knows; `front` adds the next openings to it."""
    seen = _shown(request, slug, on, visitor)
    return {
        "service": seen.service,
        "standard": seen.standard,
        "seen": seen,
        "query": f"?kantor={seen.office_slug}" if seen.office_slug else "",
        "crumbs": _crumbs(),
    }


def _shown(request: HttpRequest, slug: str, on: date | None = None, visitor: Office | None = None) -> Shown:
    service = public_service(slug)
    if service is None:
        raise Http404
    seen = shown(service, office=named_office(request), on=on, visitor=visitor or visitors_office(request))
    if seen.standard is None and on:
        raise Http404("no standard in force on that day")
    return seen


def _crumbs(service: Service | None = None) -> list[tuple[str, str]]:
    crumbs = [("Semua layanan", reverse("catalogue:services"))]
    return [*crumbs, (service.name, reverse("front:service", args=[service.slug]))] if service else crumbs


@public
def service_on(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """The standard as it was, or will be, on a day."""
    return render(request, "catalogue/service.html", service_context(request, slug, on))


@public
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """All published versions of the standard that the service page shows."""
    seen = _shown(request, slug)
    office = seen.standard.office if seen.standard else None
    versions = Standard.objects.published().of(office).filter(service=seen.service).order_by("-valid_from")
    return render(
        request,
        "catalogue/history.html",
        {
            "service": seen.service,
            "versions": versions,
            "office_own": office,
            "crumbs": _crumbs(seen.service),
        },
    )


@public
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Bawa apa saja? First the questions, then the list, then 'Siap' or what is missing. Nothing is kept."""
    seen = _shown(request, slug)
    if seen.standard is None:
        raise Http404("no standard to check against")
    asked = "lanjut" in request.GET or not seen.standard.conditions.all()
    situation = Situation(request.GET if asked else None, standard=seen.standard)
    context = {"service": seen.service, "standard": seen.standard, "seen": seen, "situation": situation}
    context["crumbs"] = _crumbs(seen.service)
    if not asked or not situation.is_valid():
        return render(request, "catalogue/questions.html", context)
    return render(request, "catalogue/checklist.html", context | _checked(request, seen.standard, situation))


def _checked(request: HttpRequest, standard: Standard, situation: Situation) -> dict[str, Any]:
    """What applies in this situation, what of it is there, and what is missing."""
    requirements = list(standard.requirements.all())
    have = Having(request.GET, requirements=requirements).keys
    situations = {condition.key for condition in situation.chosen}
    ready = readiness([row.need for row in requirements], situations=situations, have=have)
    applying = [row for row in requirements if row.key in ready.needed]
    return {
        "stops": [condition for condition in situation.chosen if condition.is_stop],
        "advice": [c for c in situation.chosen if c.advice and not c.is_stop],
        "bring": [(row, row.key in have) for row in applying if row.is_brought],
        "blanks": [row for row in applying if not row.is_brought],
        "missing": [row for row in applying if row.key in ready.missing],
        "is_ready": ready.is_ready,
        "was_checked": "periksa" in request.GET,
        "answers": [(name, request.GET[name]) for name in situation.fields if name in request.GET],
    }


@public
def printout(request: HttpRequest, slug: str, count: int) -> HttpResponse:
    """The standard on paper: the six components of delivery, or all fourteen."""
    if count not in (len(DELIVERY), len(DELIVERY) + len(INTERNAL)):
        raise Http404("six or fourteen")
    seen = _shown(request, slug)
    if seen.standard is None:
        raise Http404("no standard to print")
    chosen = DELIVERY if count == len(DELIVERY) else DELIVERY | INTERNAL
    content = seen.standard.content
    components = [(title, component_lines(content, name)) for name, title in chosen.items()]
    context = {"service": seen.service, "standard": seen.standard, "components": components, "count": count}
    return render(request, "catalogue/printout.html", context)


@public
def rights(request: HttpRequest) -> HttpResponse:
    """Nine rights and three duties (UU 25/2009 pasal 18 and 19), each with what one can do."""
    return render(request, "catalogue/rights.html")
