"""The quarantine of an office: what waits and why. The files themselves are not shown here to anybody."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.audit.nouns import noun_for
from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission
from balai.documents import actions
from balai.documents.forms import RefuseForm
from balai.documents.models import File
from balai.documents.rules import State
from balai.documents.scanners import does_without, the_scanner
from balai.people.models import Person

MOST = 200  # on one page; the oldest first
LATELY = 20


@requires(Permission.DOCUMENT_CHECK)
def quarantine(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, refused: RefuseForm | None = None, pk: int = 0) -> HttpResponse:
    mine = File.objects.watched_by(request.user).select_related("office")
    waiting = mine.waiting().order_by("made_at")
    context = {
        "rows": [_row(file, refused if file.pk == pk else None) for file in waiting[:MOST]],
        "count": waiting.count(),
        "lately": [_row(file) for file in mine.filter(state=State.REFUSED).order_by("-decided_at")[:LATELY]],
        "has_scanner": the_scanner() is not None,
        "does_without": does_without(),
        "crumbs": [("Kelola", "/kelola/")],
    }
    return render(request, "documents/quarantine.html", context, status=422 if refused else 200)


def _row(file: File, form: RefuseForm | None = None) -> dict[str, object]:
    form = form or RefuseForm(auto_id=f"id_{file.pk}_%s")
    return {"file": file, "about": noun_for(file.about_type), "form": form}


@requires(Permission.DOCUMENT_CHECK)
@require_POST
def scan_again(request: HttpRequest, pk: int) -> HttpResponse:
    file = get_object_or_404(File.objects.watched_by(request.user), pk=pk)
    actions.scan_again(file=file, by=cast(Person, request.user), now=clock.now())
    return redirect("documents:quarantine")


@requires(Permission.DOCUMENT_CHECK)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    file = get_object_or_404(File.objects.watched_by(request.user), pk=pk)
    form = RefuseForm(request.POST, auto_id=f"id_{pk}_%s")
    if form.attempt(actions.refuse, file=file, by=cast(Person, request.user), now=clock.now()):
        return redirect("documents:quarantine")
    return _page(request, form, pk)
