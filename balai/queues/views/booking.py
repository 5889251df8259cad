"""Choosing a service and an hour, saying who comes, looking once more, and taking the number."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import public
from balai.base.private import private
from balai.people.contacts import sends_texts
from balai.programs.calendar import next_opening
from balai.programs.models import Program, Session
from balai.queues import actions, pages
from balai.queues.forms import BookForm
from balai.queues.models import Ticket
from balai.queues.own import remember, tickets_here, visitor_of, with_mark
from balai.queues.readings import ServiceChoice, opening, service_choices, time_choices


@public
def book(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """Three looks of one address: which service, which hour and who, and the summary before the deed."""
    now = clock.now()
    session = opening(slug, on)
    if session is None or not session.is_held or session.ends_at <= now:
        return not_bookable(request, slug, on, session, now)
    choices = service_choices(session)
    chosen = chosen_service(request, choices)
    context = {"session": session, "office": session.program.office, "choices": choices, "chosen": chosen}
    if chosen is None:
        return private(render(request, "queues/book_service.html", context))
    sitting = chosen.sitting
    if sitting is None or now < pages.booking_opens(sitting_of(session, chosen)):
        return private(render(request, "queues/book_later.html", later(context, chosen, session)))
    return book_time(request, context, now)


def book_time(request: HttpRequest, context: dict[str, Any], now: datetime) -> HttpResponse:
    session, chosen = context["session"], context["chosen"]
    form = BookForm(request.POST or None, sitting=chosen.sitting, chosen=chosen.row, now=now)
    if request.POST.get("langkah") == "ambil":
        token = form.attempt_once(
            actions.book_ticket, answer=token_of, purpose="queues.book", now=now, visitor=visitor_of(request)
        )
        if token:
            return remember(redirect("queues:ticket", token), request, token)
    if request.POST.get("langkah") == "periksa" and form.is_valid():
        context |= {"form": form, "sends_texts": sends_texts()}
        return private(render(request, "queues/book_check.html", context))
    times = time_choices(chosen.sitting, chosen.row.units, now=now, zone=session.zone)
    context |= {
        "form": form,
        "times": times,
        "picked": str(form["slot"].value() or request.GET.get("jam", "")),
        "mine": tickets_here(request, session) if form.broken and form.broken.code == "queue.twice" else [],
        "is_free_anywhere": any(time.is_open for time in times),
    }
    page = render(request, "queues/book_time.html", context, status=409 if form.broken else 200)
    return with_mark(private(page), request)


def token_of(ticket: Ticket) -> str:
    return ticket.token


def chosen_service(request: HttpRequest, choices: list[ServiceChoice]) -> ServiceChoice | None:
    """Named in the address; or there is only one anyway."""
    slug = request.GET.get("layanan", "")
    if len(choices) == 1 and not slug:
        return choices[0]
    return next((choice for choice in choices if choice.service.slug == slug), None)


def sitting_of(session: Session, chosen: ServiceChoice) -> Any:
    """With what is in our hands already, so that nothing is read twice."""
    sitting = chosen.sitting
    assert sitting
    sitting.session, sitting.line = session, chosen.row.line
    return sitting


def later(context: dict[str, Any], chosen: ServiceChoice, session: Session) -> dict[str, Any]:
    opens = pages.booking_opens(sitting_of(session, chosen)) if chosen.sitting else None
    return {**context, "opens": opens}


def not_bookable(
    request: HttpRequest, slug: str, on: date, session: Session | None, now: datetime
) -> HttpResponse:
    """Cancelled, over, moved, or no opening at all: why, and when the door opens next."""
    program = get_object_or_404(Program.objects.published().with_series(), slug=slug)
    following = next_opening(program, after=max(now, session.ends_at) if session else now)
    context = {"program": program, "office": program.office, "on": on, "session": session, "next": following}
    return render(request, "queues/book_closed.html", context, status=409 if session else 404)
