"""Officers' pages: the services of an office, their flags, and a standard's way from draft to published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission, allowed
from balai.base.zones import local_day
from balai.catalogue import actions
from balai.catalogue.forms import DiscardForm, PublishForm, StandardEditor
from balai.catalogue.models import NotServed, Service, Standard
from balai.catalogue.reading import overview
from balai.catalogue.rules.content import Content
from balai.catalogue.rules.reading import changes, flags
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office


@requires(Permission.CATALOGUE_EDIT)
def standards(request: HttpRequest) -> HttpResponse:
    """All services of one office with what needs looking at."""
    offices = list(offices_where(request.user, Permission.CATALOGUE_EDIT).order_by("name"))
    chosen = next((o for o in offices if o.slug == request.GET.get("kantor")), offices[0])
    rows = overview(chosen, local_day(clock.now(), chosen.zone))
    context = {"offices": offices, "chosen": chosen, "rows": rows}
    return render(request, "catalogue/manage/list.html", context)


def _by(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the audience has seen to it
    return request.user


def _office(request: HttpRequest, slug: str) -> Office:
    """An office where this person edits standards; others are not there."""
    return get_object_or_404(offices_where(request.user, Permission.CATALOGUE_EDIT), slug=slug)


def _page(request: HttpRequest, slug: str, office_slug: str) -> dict[str, Any]:
    office = _office(request, office_slug)
    service = get_object_or_404(Service.objects.for_office(office), slug=slug)
    rows = Standard.objects.with_rows().filter(service=service)
    on = local_day(clock.now(), office.zone)
    in_force = list(rows.in_force(on).filter(office__isnull=True)) + list(rows.in_force(on).of(office))
    return {
        "service": service,
        "chosen": office,
        "current": in_force[-1] if in_force else None,
        "draft": rows.drafts().of(office).first(),
        "off": NotServed.objects.filter(service=service, office=office).first(),
        "today": on,
        "crumbs": [("Layanan dan standar", f"{reverse('catalogue:manage')}?kantor={office.slug}")],
        "may_publish": allowed(request.user, Permission.CATALOGUE_PUBLISH, at=office),
    }


def _draft(page: dict[str, Any]) -> Standard:
    draft = page["draft"]
    if not isinstance(draft, Standard):
        raise Http404("no draft")
    return draft


def _home(page: dict[str, Any], name: str = "manage_standard") -> HttpResponse:
    return redirect(f"catalogue:{name}", page["service"].slug, page["chosen"].slug)


@requires(Permission.CATALOGUE_EDIT)
@require_http_methods(["GET", "POST"])
def standard(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """What is in force, what is flagged, and the draft; POST begins one."""
    page = _page(request, slug, office)
    if request.method == "POST":
        actions.start_draft(service=page["service"], office=page["chosen"], by=_by(request), now=clock.now())
        return _home(page, "manage_edit")
    now_says = page["current"].content if page["current"] else Content()
    upcoming = (
        Standard.objects.published()
        .of(page["chosen"])
        .filter(service=page["service"], valid_from__gt=page["today"])
    )
    return render(
        request,
        "catalogue/manage/standard.html",
        page | {"flags": flags(now_says), "upcoming": upcoming.order_by("valid_from")},
    )


@requires(Permission.CATALOGUE_EDIT)
def edit(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """The draft, whole, in one form."""
    page = _page(request, slug, office)
    draft = _draft(page)
    editor = StandardEditor(draft, _posted(request))
    if editor.is_rearranging:
        editor = editor.rearranged()
    elif editor.data and editor.attempt(
        actions.edit_standard, standard=draft, by=_by(request), now=clock.now()
    ):
        messages.success(request, "Rancangan disimpan. Belum terbit.")
        return _home(page, "manage_compare")
    return render(request, "catalogue/manage/edit.html", page | {"editor": editor})


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@requires(Permission.CATALOGUE_EDIT)
def compare(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """Old and new, component by component."""
    page = _page(request, slug, office)
    draft = _draft(page)
    old = page["current"].content if page["current"] else Content()
    context = page | {"changes": changes(old, draft.content), "flags": flags(draft.content)}
    return render(request, "catalogue/manage/compare.html", context)


@requires(Permission.CATALOGUE_PUBLISH)
def publish(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """From which day on."""
    page = _page(request, slug, office)
    form = PublishForm(_posted(request), initial={"valid_from": page["today"]})
    if form.attempt(actions.publish_standard, standard=_draft(page), by=_by(request), now=clock.now()):
        messages.success(request, "Standar diterbitkan.")
        return _home(page)
    return render(request, "catalogue/manage/publish.html", page | {"form": form})


@requires(Permission.CATALOGUE_EDIT)
def discard(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """Throw the draft away, after asking."""
    page = _page(request, slug, office)
    draft = _draft(page)
    form = DiscardForm(_posted(request))
    if form.is_bound and form.is_valid():
        actions.discard_draft(standard=draft, by=_by(request), now=clock.now())
        messages.success(request, "Rancangan dibuang. Yang terbit tetap berlaku.")
        return _home(page)
    return render(request, "catalogue/manage/discard.html", page | {"form": form})
