"""Officers' pages of an office and of the calendar. Another office's page does not exist (404)."""

from datetime import date
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Actor, Permission, allowed
from balai.places import actions
from balai.places.calendar import holidays_between, joint_leave_is_fixed
from balai.places.forms import (
    AgencyForm,
    ChangeCounterForm,
    CounterForm,
    HoursForm,
    NeighbourhoodsForm,
    OfficeForm,
    OverrideForm,
    ShowForm,
    YearForm,
)
from balai.places.hours import week_in_words
from balai.places.models import (
    Agency,
    Counter,
    HolidayOverride,
    HolidayYear,
    Neighbourhood,
    Office,
    OpeningHours,
)
from balai.places.rules import OfficeKind, Rt, Season, write_rts

FIRST_YEAR, LAST_YEAR = 2020, 2100


def _office(request: HttpRequest, slug: str) -> Office:
    office = get_object_or_404(Office, slug=slug)
    if not allowed(request.user, Permission.OFFICE_EDIT, at=office):
        raise Http404
    return office


def _by(request: HttpRequest) -> Actor:
    return cast(Actor, request.user)


def _page(request: HttpRequest, office: Office, **forms: Any) -> HttpResponse:
    """The whole page; the form that was refused stands in it as it was sent."""
    rows = list(OpeningHours.objects.filter(office=office).order_by("weekday"))
    weeks = [_week(season, rows, forms.get(season.value)) for season in Season]
    context = {
        "office": office,
        "form": forms.get("facts") or OfficeForm.of(office),
        "weeks": weeks,
        "counters": Counter.objects.filter(office=office).order_by("number"),
        "counter_form": forms.get("counter") or CounterForm(),
        "show_form": forms.get("show"),
        "has_hours": any(row.season == Season.NORMAL for row in rows),
        "has_rts": office.kind == OfficeKind.WARD,
        "year": clock.now().year,
        "may_name_head": not office.is_active and allowed(request.user, Permission.OFFICE_CREATE, at=office),
        "saved": request.GET.get("tersimpan") == "ya",
    }
    return render(request, "places/office.html", context, status=422 if forms else 200)


def _week(season: Season, rows: list[OpeningHours], refused: HoursForm | None) -> dict[str, Any]:
    mine = [row for row in rows if row.season == season]
    form = refused or HoursForm(hours=mine, prefix=season)
    return {"season": season, "form": form, "words": week_in_words(mine), "is_refused": refused is not None}


def _saved(slug: str) -> HttpResponse:
    response = redirect("places:office", slug)
    response["Location"] += "?tersimpan=ya"
    return response


@requires(Permission.OFFICE_EDIT)
def office(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = _office(request, slug)
    form = OfficeForm.of(chosen, request.POST or None)
    if form.attempt(actions.change_office, office=chosen, by=_by(request), now=clock.now()):
        return _saved(slug)
    return _page(request, chosen, **({"facts": form} if form.is_bound else {}))


@requires(Permission.OFFICE_EDIT)
@require_POST
def hours(request: HttpRequest, slug: str, season: str) -> HttpResponse:
    chosen = _office(request, slug)
    if season not in Season.values:
        raise Http404
    form = HoursForm(request.POST, hours=[], prefix=season)
    if form.is_valid():
        form.attempt(actions.set_hours, office=chosen, season=season, by=_by(request), now=clock.now())
    return _page(request, chosen, **{season: form}) if form.errors else _saved(slug)


@requires(Permission.OFFICE_EDIT)
@require_POST
def add_counter(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = _office(request, slug)
    form = CounterForm(request.POST)
    added = form.attempt(actions.add_counter, office=chosen, by=_by(request), now=clock.now())
    return _saved(slug) if added else _page(request, chosen, counter=form)


@requires(Permission.OFFICE_EDIT)
@require_POST
def change_counter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    counter = get_object_or_404(Counter, office=_office(request, slug), number=number)
    ChangeCounterForm(request.POST).attempt(
        actions.change_counter, counter=counter, by=_by(request), now=clock.now()
    )
    return _saved(slug)


@requires(Permission.OFFICE_EDIT)
@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    actions.confirm_office(office=_office(request, slug), by=_by(request), now=clock.now())
    return _saved(slug)


@requires(Permission.OFFICE_EDIT)
@require_POST
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Residents see the office from now on."""
    chosen, form = _office(request, slug), ShowForm(request.POST)
    done = form.attempt(actions.show_office, office=chosen, by=_by(request), now=clock.now())
    return _saved(slug) if done else _page(request, chosen, show=form)


@requires(Permission.OFFICE_EDIT)
def neighbourhoods(request: HttpRequest, slug: str) -> HttpResponse:
    """Its RTs as a list that one types; what they are for, apps above say."""
    chosen = _office(request, slug)
    rows = Neighbourhood.objects.of(chosen)
    text = write_rts(Rt(row.rw, row.rt, row.streets) for row in rows)
    form = NeighbourhoodsForm(request.POST or None, initial={"text": text})
    kept = form.attempt(actions.set_neighbourhoods, office=chosen, by=_by(request), now=clock.now())
    if kept is not None:
        response = redirect("places:neighbourhoods", slug)
        response["Location"] += "?tersimpan=ya"
        return response
    context = {"office": chosen, "form": form, "rows": rows, "saved": request.GET.get("tersimpan") == "ya"}
    return render(request, "places/neighbourhoods.html", context, status=422 if form.errors else 200)


@requires(Permission.OFFICE_EDIT)
def agencies(request: HttpRequest) -> HttpResponse:
    """Who can be asked for a table, or decides a service: one list for all offices."""
    form = AgencyForm(request.POST or None)
    if form.attempt(actions.create_agency, by=_by(request), now=clock.now()):
        response = redirect("places:agencies")
        response["Location"] += "?tersimpan=ya"
        return response
    context = {
        "agencies": Agency.objects.order_by("name"),
        "form": form,
        "saved": request.GET.get("tersimpan") == "ya",
    }
    return render(request, "places/agencies.html", context, status=422 if form.errors else 200)


def _calendar(request: HttpRequest, year: int, **forms: Any) -> HttpResponse:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    fixed = HolidayYear.objects.filter(year=year).first()
    known = {f: getattr(fixed, f) for f in YearForm.base_fields} if fixed else {}
    overrides = {row.on: row for row in HolidayOverride.objects.filter(on__year=year)}
    context = {
        "year": year,
        "fixed": fixed,
        "is_fixed": joint_leave_is_fixed(year),
        "days": holidays_between(date(year, 1, 1), date(year, 12, 31)).values(),
        "overrides": sorted(overrides.values(), key=lambda row: row.on),
        "form": forms.get("decree") or YearForm(initial=known),
        "override_form": forms.get("override") or OverrideForm(year=year),
    }
    return render(request, "places/calendar.html", context, status=422 if forms else 200)


@requires(Permission.OFFICE_EDIT)
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    form = YearForm(request.POST or None)
    if form.attempt(actions.record_holiday_year, year=year, by=_by(request), now=clock.now()):
        return redirect("places:calendar", year)
    return _calendar(request, year, **({"decree": form} if form.is_bound else {}))


@requires(Permission.OFFICE_EDIT)
@require_POST
def override(request: HttpRequest, year: int) -> HttpResponse:
    form = OverrideForm(request.POST, year=year)
    done = form.attempt(actions.override_holiday, by=_by(request), now=clock.now())
    return redirect("places:calendar", year) if done else _calendar(request, year, override=form)


@requires(Permission.OFFICE_EDIT)
@require_POST
def withdraw(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    row = get_object_or_404(HolidayOverride, pk=pk, on__year=year)
    actions.withdraw_override(on=row.on, by=_by(request), now=clock.now())
    return redirect("places:calendar", year)
