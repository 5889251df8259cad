"""What arrived and what did not: session by session, phone by phone; and what a person must decide."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.forms import ActionForm
from balai.base.permissions import Permission
from balai.base.qr import qr_svg
from balai.field import actions, readings, takers
from balai.field.forms import CountForm, ImportForm, NoteForm
from balai.field.models import Device, PhoneFile, Submission
from balai.field.rules import ABOUT
from balai.field.views.devices import HOME
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office

DEEDS: dict[str, tuple[Callable[..., Submission], type[ActionForm]]] = {
    "terima": (actions.accept, NoteForm),
    "tolak": (actions.refuse, NoteForm),
    "coba-lagi": (actions.try_again, ActionForm),
}


@requires(Permission.FIELD_MANAGE)
def overview(request: HttpRequest) -> HttpResponse:
    context = {
        "sessions": readings.sessions(request.user),
        "held": Submission.objects.seen_by(request.user).to_decide().count(),
        "unknown": readings.without_taker(request.user),
        "devices": Device.objects.managed_by(request.user).count(),
        "offered": _offered(request),
        "crumbs": HOME[:1],
    }
    return render(request, "field/overview.html", context)


def _offered(request: HttpRequest) -> list[dict[str, Any]]:
    """Sessions that may be recorded soon: their paper is printed before."""
    now, offices = clock.now(), offices_where(request.user, Permission.FIELD_MANAGE).order_by("name")
    return [
        {"office": office, "sheet": sheet}
        for office in offices[:10]
        for sheet in takers.sheets(office=office, now=now)
    ]


@requires(Permission.FIELD_MANAGE)
def take_file(request: HttpRequest) -> HttpResponse:
    """What a phone saved into a file because it could not send."""
    form = ImportForm(request.POST or None, request.FILES or None)
    kept = form.attempt(actions.take_file, by=cast(Person, request.user), now=clock.now())
    if kept:
        return redirect("field:file", kept.pk)
    files = PhoneFile.objects.seen_by(request.user).select_related("office").order_by("-at")
    context = {"form": form, "files": files.defer("raw")[:10], "crumbs": HOME}
    return render(request, "field/import.html", context, status=422 if form.errors else 200)


@requires(Permission.FIELD_MANAGE)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is read, and what it brought. The piece that asks again by itself is the page's own."""
    found = get_object_or_404(
        PhoneFile.objects.seen_by(request.user).select_related("office").defer("raw"), pk=pk
    )
    name = "field/_file.html" if request.headers.get("HX-Request") else "field/file.html"
    crumbs = [*HOME, ("Terima berkas", reverse("field:import"))]
    return render(request, name, {"file": found, "crumbs": crumbs})


@requires(Permission.FIELD_MANAGE)
def session(request: HttpRequest, slug: str, about: str) -> HttpResponse:
    office = _office(request, slug, about)
    form = CountForm(request.POST or None, devices=Device.objects.filter(office=office))
    by, now = cast(Person, request.user), clock.now()
    if form.attempt(actions.say_for_device, about=about, by=by, now=now):
        return redirect("field:session", slug, about)
    context = {
        "office": office,
        "about": about,
        "title": takers.titles([about])[about],
        "waiting": readings.waiting_at(office, about),
        "told": readings.arrivals(office, about),
        "desks": takers.desks(about=about, office=office),
        "form": form,
        "crumbs": HOME,
    }
    return render(request, "field/session.html", context, status=422 if form.errors else 200)


@requires(Permission.FIELD_MANAGE)
def paper(request: HttpRequest, slug: str, about: str) -> HttpResponse:
    """The twin on paper, a sheet for each part. Its QRs lead a phone to the session, officers to forms."""
    office = _office(request, slug, about)
    address = f"{settings.BALAI_URL}{reverse('field:app')}#sesi={about}"
    keyed_at = f"{settings.BALAI_URL}{reverse('field:session', args=[slug, about])}#salin"
    sheet = _sheet(office, about)
    context = {
        "office": office,
        "about": about,
        "title": takers.titles([about])[about],
        "sheet": sheet,
        "measures": sheet.measures if sheet else (),
        "qr": qr_svg(address, title="Kode QR sesi ini"),
        "desk_qr": qr_svg(keyed_at, title="Kode QR untuk menyalin lembar ini"),
        "lines": range(8),
        "columns": range(3),
        "notes": range(4),
    }
    return render(request, "field/paper.html", context)


@requires(Permission.FIELD_MANAGE)
def held(request: HttpRequest) -> HttpResponse:
    return _held_page(request)


def _held_page(request: HttpRequest, wrong: ActionForm | None = None, pk: int = 0) -> HttpResponse:
    rows = readings.to_decide(request.user)
    for row in rows:
        key = row["row"].pk
        row["form"] = wrong if wrong and key == pk else NoteForm(auto_id=f"id_{key}_%s")
    context = {"rows": rows, "crumbs": HOME}
    return render(request, "field/held.html", context, status=422 if wrong else 200)


@requires(Permission.FIELD_MANAGE)
@require_POST
def decide(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    row = get_object_or_404(Submission.objects.seen_by(request.user), pk=pk)
    if deed not in DEEDS:
        raise Http404
    action, kind = DEEDS[deed]
    form = kind(request.POST, auto_id=f"id_{pk}_%s")
    if form.attempt(action, submission=row, by=cast(Person, request.user), now=clock.now()):
        return redirect("field:held")
    return _held_page(request, form, pk)


def _office(request: HttpRequest, slug: str, about: str) -> Office:
    if not ABOUT.fullmatch(about):
        raise Http404
    return get_object_or_404(offices_where(request.user, Permission.FIELD_MANAGE), slug=slug)


def _sheet(office: Office, about: str) -> takers.Sheet | None:
    """How the app that it belongs to calls it; once it is past, only its own word is left."""
    offered = takers.sheets(office=office, now=clock.now())
    return next((sheet for sheet in offered if sheet.about == about), None)
