"""Trends: for everybody, and inside the office. Pages read what is frozen; they count nothing."""

import csv
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from balai.base import clock
from balai.base.audience import public, requires
from balai.base.permissions import Permission
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office
from balai.voices import actions
from balai.voices.forms.trends import DeedForm, FateForm, ProposalForm
from balai.voices.models import Proposal
from balai.voices.rules.trends import Audience
from balai.voices.trends.catalogue import dataset
from balai.voices.trends.reading import (
    CSV_COLUMNS,
    Trend,
    names_in,
    topic_name,
    trend_of,
    with_something,
)

EVERYTHING = 10_000  # periods of a download


@public
def trends(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "voices/trends/public.html", {"trend": public_trend(slug)})


@public
def table(request: HttpRequest, slug: str) -> HttpResponse:
    return as_csv(public_trend(slug, most=EVERYTHING))


@public
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """DCAT: so that other sites find the figures by themselves."""
    about = dataset(public_trend(slug), settings.BALAI_URL)
    return JsonResponse(about, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


def public_trend(slug: str, **how: int) -> Trend:
    office = get_object_or_404(Office.objects.active().select_related("place"), slug=slug)
    return found(trend_of(office, Audience.PUBLIC, **how))


def found(trend: Trend | None) -> Trend:
    if trend is None:
        raise Http404
    return trend


def as_csv(trend: Trend) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tren-{trend.city.code}-{trend.audience}.csv"'
    writer = csv.writer(response)
    writer.writerow(CSV_COLUMNS)
    writer.writerows(trend.rows_of_csv())
    return response


def own_office(request: HttpRequest, slug: str, permission: Permission = Permission.TREND_READ) -> Office:
    mine = offices_where(request.user, permission).select_related("place")
    return get_object_or_404(mine, slug=slug)


@requires(Permission.TREND_READ)
def manage(request: HttpRequest) -> HttpResponse:
    """The own offices in whose city something is counted; with one alone, its page at once."""
    rows = offices_where(request.user, Permission.TREND_READ).select_related("place").order_by("name")
    mine = with_something(list(rows))
    if len(mine) == 1:
        return redirect("voices:manage_trend", mine[0].slug)
    return render(request, "voices/trends/offices.html", {"offices": mine, "crumbs": HOME})


HOME = [("Kelola", "/kelola/")]


@requires(Permission.TREND_READ)
def manage_trend(request: HttpRequest, slug: str) -> HttpResponse:
    office = own_office(request, slug)
    trend = found(trend_of(office, Audience.INSIDE))
    may_tell = cast(Person, request.user).may(Permission.TREND_TELL, at=office)
    context = {"trend": trend, "may_tell": may_tell, "crumbs": HOME}
    return render(request, "voices/trends/inside.html", context)


@requires(Permission.TREND_READ)
def manage_table(request: HttpRequest, slug: str) -> HttpResponse:
    return as_csv(found(trend_of(own_office(request, slug), Audience.INSIDE, most=EVERYTHING)))


@requires(Permission.TREND_TELL)
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """'Kami dengar, kami lakukan'."""
    office = own_office(request, slug, Permission.TREND_TELL)
    form = DeedForm(request.POST or None, office=with_trend(office))
    if form.attempt(actions.publish_deed, office=office, by=cast(Person, request.user), now=clock.now()):
        return redirect("voices:manage_trend", slug)
    context = {"office": office, "form": form, "crumbs": crumbs(office)}
    return render(request, "voices/trends/tell.html", context, status=422 if form.errors else 200)


@requires(Permission.TREND_TELL)
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    office = own_office(request, slug, Permission.TREND_TELL)
    form = ProposalForm(request.POST or None, office=with_trend(office))
    made = form.attempt(actions.propose, office=office, by=cast(Person, request.user), now=clock.now())
    if made:
        return redirect("voices:proposal", slug, made.pk)
    context = {"office": office, "form": form, "crumbs": crumbs(office)}
    return render(request, "voices/trends/propose.html", context, status=422 if form.errors else 200)


@requires(Permission.TREND_READ)
def proposal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """To print and to hand in; below it what became of it."""
    office = own_office(request, slug)
    row = get_object_or_404(Proposal.objects.of(office).select_related("cell__period__city"), pk=pk)
    form = FateForm(request.POST or None, fate=row.fate)
    if form.attempt(actions.decide_proposal, proposal=row, by=cast(Person, request.user), now=clock.now()):
        return redirect("voices:proposal", slug, pk)
    topic = topic_name(row.cell, names_in(row.cell.period.city))
    may_tell = cast(Person, request.user).may(Permission.TREND_TELL, at=office)
    context = {"office": office, "row": row, "form": form, "topic": topic, "may_tell": may_tell}
    context |= {"crumbs": crumbs(office)}
    return render(request, "voices/trends/proposal.html", context, status=422 if form.errors else 200)


def with_trend(office: Office) -> Office:
    """404 where there is nothing to speak of."""
    found(trend_of(office, Audience.PUBLIC, most=1))
    return office


def crumbs(office: Office) -> list[tuple[str, str]]:
    return [*HOME, (f"Tren {office.name}", reverse("voices:manage_trend", args=[office.slug]))]
