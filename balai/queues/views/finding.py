"""From a link, or from code and phone, to a ticket; and what this browser remembers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import public
from balai.base.cookies import forget_cookie
from balai.base.private import private
from balai.people.clients import address_of
from balai.queues import actions
from balai.queues.forms import FindForm
from balai.queues.models import Ticket
from balai.queues.own import COOKIE, remember, tickets_here
from balai.queues.readings import ticket_by_link
from balai.queues.rules.fairness import Visitor


def by_link(token: str) -> Ticket:
    """A link that never was, died or was revoked looks the same."""
    found = ticket_by_link(token, clock.now())
    if found is None:
        raise Http404
    return found


@public
def find(request: HttpRequest) -> HttpResponse:
    """Code and phone; a refusal says neither whether the code exists nor whether the phone is known."""
    form = FindForm(request.POST or None)
    ticket = form.attempt(actions.find_ticket, client=client_of(request), now=clock.now())
    if ticket:
        return remember(redirect("queues:ticket", ticket.token), request, ticket.token)
    context = {"form": form, "mine": tickets_here(request)}
    return private(render(request, "queues/find.html", context, status=status_of(form)))


def status_of(form: FindForm) -> int:
    if form.broken is None:
        return 200
    return 429 if form.broken.code.startswith("limit.") else 409


def client_of(request: HttpRequest) -> str:
    return Visitor(address_of(request)).network


@public
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """A borrowed phone keeps nothing."""
    response = redirect("queues:find")
    forget_cookie(response, COOKIE)
    return private(response)
