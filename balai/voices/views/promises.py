"""Promises by their state: for heads, and for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from balai.base import clock
from balai.base.audience import public, requires
from balai.base.permissions import Permission
from balai.cases.models import Case
from balai.places.models import Office
from balai.voices.desk_readings import ledger, public_ledger
from balai.voices.trends.reading import has_public


@requires(Permission.PROMISE_READ)
def head(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    found = ledger(request.user, now)
    listed = {p.case_id for p in [*found.late, *found.today, *found.week]}
    may_open = set(Case.objects.worked_by(request.user).filter(pk__in=listed).values_list("pk", flat=True))
    context = {"ledger": found, "now": now, "may_open": may_open, "crumbs": [("Kelola", "/kelola/")]}
    return render(request, "voices/promises/head.html", context)


@public
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """Kept and late, without a word of the matter."""
    shown = get_object_or_404(Office.objects.active().select_related("place"), slug=slug)
    context = {"office": shown, "ledger": public_ledger(shown, clock.now()), "has_trends": has_public(shown)}
    return render(request, "voices/promises/office.html", context)
