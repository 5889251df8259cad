"""The waiting list of a full day: joining it, and answering when a place comes free."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from balai.base import clock
from balai.base.audience import public
from balai.base.forms import ActionForm
from balai.base.private import private
from balai.queues import actions
from balai.queues.forms import WaitForm
from balai.queues.models import Wait
from balai.queues.own import remember, tickets_here, visitor_of, with_mark
from balai.queues.readings import opening, service_choices
from balai.queues.views.booking import chosen_service, not_bookable


@public
def join_wait(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    now, session = clock.now(), opening(slug, on)
    if session is None or not session.is_held or session.ends_at <= now:
        return not_bookable(request, slug, on, session, now)
    chosen = chosen_service(request, service_choices(session))
    if chosen is None or chosen.sitting is None:
        return redirect("queues:book", slug, on)
    form = WaitForm(request.POST or None)
    token = form.attempt_once(
        actions.join_wait,
        sitting=chosen.sitting,
        service=chosen.service,
        answer=lambda row: row.token,
        purpose="queues.wait",
        now=now,
        visitor=visitor_of(request),
    )
    if token:
        return private(redirect("queues:wait", token))
    context = {"session": session, "office": session.program.office, "chosen": chosen, "form": form}
    context["mine"] = tickets_here(request, session) if form.broken else []
    page = render(request, "queues/join_wait.html", context, status=409 if form.broken else 200)
    return with_mark(private(page), request)


@public
def wait(request: HttpRequest, token: str) -> HttpResponse:
    """Where one stands in the list; when a place is offered, two buttons and a clock."""
    row = (
        Wait.objects.by_token(token)
        .select_related("service", "slot", "sitting__session__program__office")
        .first()
    )
    if row is None:
        raise Http404
    now = clock.now()
    form = ActionForm(request.POST if request.method == "POST" else None)
    if request.POST.get("jawab") == "terima":
        ticket = form.attempt(actions.accept_offer, wait=row, now=now)
        if ticket:
            return remember(redirect("queues:ticket", ticket.token), request, ticket.token)
    elif form.attempt(actions.leave_wait, wait=row, now=now) is not None:
        return private(redirect("queues:wait", token))
    row.refresh_from_db(fields=["state", "slot", "answer_until", "ticket"])
    session = row.sitting.session
    context = {
        "wait": row,
        "session": session,
        "office": session.program.office,
        "zone": session.zone,
        "form": form,
    }
    context["ahead"] = row.sitting.waits.in_order().filter(pk__lt=row.pk).count()
    return private(render(request, "queues/wait.html", context, status=409 if form.broken else 200))
