"""An officer's desk: the line, the person in front, and one address for all deeds."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.base import clock, zones
from balai.base.audience import requires
from balai.base.codes import read_number
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, allowed
from balai.people.permissions import offices_where
from balai.queues import actions, desk_readings, pages
from balai.queues.forms import CodeForm, NoteForm, TransferForm, TurnAwayForm, WalkInForm
from balai.queues.models import Sitting, Ticket
from balai.queues.printing import allowed_printers
from balai.queues.views.deeds import DEEDS, At, Done


@requires(Permission.QUEUE_CALL)
def desks(request: HttpRequest) -> HttpResponse:
    """Today's lines and their counters: which one is mine."""
    now = clock.now()
    offices = list(offices_where(request.user, Permission.QUEUE_CALL))
    managed = set(offices_where(request.user, Permission.QUEUE_MANAGE).values_list("pk", flat=True))
    zone = offices[0].zone if offices else "Asia/Jakarta"
    today: date = zones.local_day(now, zone)
    lines = pages.sittings_of_day(request.user, today, managed)
    context = {"lines": lines, "today": today, "office": offices[0] if len(offices) == 1 else None}
    return render(request, "queues/desks.html", context)


def sitting_at(request: HttpRequest, sitting_id: int, counter: int) -> Sitting:
    """Only where this officer may call; elsewhere there is nothing to see."""
    sitting = desk_readings.sitting_at(sitting_id, counter)
    if sitting is None or not allowed(request.user, Permission.QUEUE_CALL, at=sitting.office):
        raise Http404
    return sitting


@requires(Permission.QUEUE_CALL)
@require_POST
def open_counter(request: HttpRequest, sitting_id: int, counter: int) -> HttpResponse:
    sitting = sitting_at(request, sitting_id, counter)
    try:
        actions.open_counter(sitting=sitting, counter=counter, by=request.user, now=clock.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("queues:desks")
    return redirect("queues:desk", sitting_id, counter)


@requires(Permission.QUEUE_CALL)
def desk(request: HttpRequest, sitting_id: int, counter: int) -> HttpResponse:
    """Whole; or with `?potongan=antrean` the line alone, when a colleague has changed it: the script that
    asked puts the key of its page into the forms.
    """
    sitting = sitting_at(request, sitting_id, counter)
    if request.GET.get("potongan") == "antrean":
        return HttpResponse(pages.line_piece(sitting, counter).for_form(""))
    context = whole(request, sitting, counter, Done(**recalled(request, sitting)))
    return render(request, "queues/desk.html", context)


def recalled(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    """After a redirect: what was done, which number may be taken back, and for which a slip is due."""
    wanted = {name: read_number(request.GET.get(name, "")) for name in ("undoable", "slip")}
    numbers = {name: pk for name, pk in wanted.items() if pk is not None}
    found = sitting.tickets.select_related("service").in_bulk(numbers.values()) if numbers else {}
    told = [(message.message, message.level_tag) for message in messages.get_messages(request)]
    words, kind = told[-1] if told else ("", "")
    kind = "error" if kind == "error" else "ok"
    return {"message": words, "kind": kind} | {n: found[pk] for n, pk in numbers.items() if pk in found}


def whole(request: HttpRequest, sitting: Sitting, counter: int, done: Done) -> dict[str, Any]:
    choices = desk_readings.offered(sitting)
    view = pages.desk(sitting, counter, request.user)
    return {
        "desk": view,
        "line_html": view.line.for_form(get_token(request)),
        "sitting": sitting,
        "office": sitting.office,
        "zone": sitting.zone,
        "done": done,
        "walk_in": WalkInForm(None, services=choices),
        "transfer": TransferForm(
            None,
            services=choices,
            counters=sitting.line.counters,
            elsewhere=desk_readings.offered_elsewhere(sitting) if view.current else (),
        ),
        "note": NoteForm(auto_id="catatan_%s", initial={"text": view.current.note if view.current else ""}),
        "turn_away": TurnAwayForm(auto_id="tolak_%s"),
        "find": CodeForm(),
        "printers": [f"{host}:{port}" for host, port in allowed_printers()],
    }


@requires(Permission.QUEUE_CALL)
@require_POST
def deed(request: HttpRequest, sitting_id: int, counter: int, deed: str) -> HttpResponse:
    """One verb. By htmx the whole desk comes back; without it, a redirect that says what was done."""
    if deed not in DEEDS:
        raise Http404
    sitting = sitting_at(request, sitting_id, counter)
    try:
        done = DEEDS[deed](At(request, sitting, counter, clock.now()))
    except RuleBroken as broken:
        done = Done(broken.message, kind="error")
    if request.headers.get("HX-Request") == "true":
        sitting = sitting_at(request, sitting_id, counter)
        return render(request, "queues/_desk.html", whole(request, sitting, counter, done))
    return told_by_redirect(request, sitting_id, counter, done)


def told_by_redirect(request: HttpRequest, sitting_id: int, counter: int, done: Done) -> HttpResponse:
    if done.message:
        messages.add_message(
            request, messages.ERROR if done.kind == "error" else messages.SUCCESS, done.message
        )
    if done.leaves:
        return redirect("queues:desks")
    kept: dict[str, Ticket | None] = {"undoable": done.undoable, "slip": done.slip}
    words = urlencode({name: ticket.pk for name, ticket in kept.items() if ticket})
    return redirect(reverse("queues:desk", args=[sitting_id, counter]) + (f"?{words}" if words else ""))
