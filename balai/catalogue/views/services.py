"""Officers' pages: an office's own services, and which services it offers at all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission
from balai.catalogue import actions
from balai.catalogue.forms import NewServiceForm, ServeAgainForm, ServiceForm, StopServingForm
from balai.catalogue.models import NotServed, Service
from balai.catalogue.views.manage import _by, _home, _office, _page
from balai.people.permissions import offices_where


@requires(Permission.CATALOGUE_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """A service that this office alone has; then its standard as a draft."""
    mine = offices_where(request.user, Permission.CATALOGUE_EDIT).order_by("name")
    chosen = mine.filter(slug=request.GET.get("kantor", "")).first() or mine[0]
    form = NewServiceForm(
        request.POST or None, by=request.user, initial={"office": chosen, "issuer": chosen.name}
    )
    made = form.attempt(actions.create_service, by=_by(request), now=clock.now())
    if made and made.office:
        messages.success(request, "Layanan dibuat. Tulis standarnya, lalu terbitkan.")
        return redirect("catalogue:manage_standard", made.slug, made.office.slug)
    context = {"form": form, "chosen": chosen}
    return render(request, "catalogue/manage/service.html", context, status=422 if form.errors else 200)


@requires(Permission.CATALOGUE_EDIT)
def edit(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """Name and words of an own service; a shared one is not here."""
    chosen = _office(request, office)
    service = get_object_or_404(Service, slug=slug, office=chosen)
    form = ServiceForm.of(service, request.POST or None)
    if form.attempt(actions.edit_service, service=service, by=_by(request), now=clock.now()):
        messages.success(request, "Tersimpan. Pencarian memakai kata yang baru mulai sekarang.")
        return redirect("catalogue:manage_standard", slug, office)
    context = {"form": form, "chosen": chosen, "service": service}
    return render(request, "catalogue/manage/service.html", context, status=422 if form.errors else 200)


@requires(Permission.CATALOGUE_PUBLISH)
def stop(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """This office does not offer it: why, and where residents go."""
    page = _page(request, slug, office)
    said = NotServed.objects.filter(service=page["service"], office=page["chosen"]).first()
    known = {"reason": said.reason, "go_to": said.go_to} if said else {}
    form = StopServingForm(request.POST or None, initial=known)
    if form.attempt(
        actions.stop_serving,
        service=page["service"],
        office=page["chosen"],
        by=_by(request),
        now=clock.now(),
    ):
        messages.success(request, "Warga sekarang membaca ke mana harus datang.")
        return _home(page)
    context = page | {"form": form, "said": said}
    return render(request, "catalogue/manage/stop.html", context, status=422 if form.errors else 200)


@requires(Permission.CATALOGUE_PUBLISH)
def resume(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """Offered again, after asking."""
    page = _page(request, slug, office)
    form = ServeAgainForm(request.POST if request.method == "POST" else None)
    if form.attempt(
        actions.serve_again, service=page["service"], office=page["chosen"], by=_by(request), now=clock.now()
    ):
        messages.success(request, "Layanan ini dibuka lagi di kantor Anda.")
        return _home(page)
    return render(request, "catalogue/manage/resume.html", page | {"form": form})
