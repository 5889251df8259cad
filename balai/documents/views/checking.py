"""Is this paper real? By its QR code, or by the short code under it. Nothing personal is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from balai.base import clock
from balai.base.audience import public
from balai.base.networks import network_of
from balai.base.private import private
from balai.documents import actions
from balai.documents.forms import CodeForm
from balai.people.clients import address_of


@public
def check(request: HttpRequest) -> HttpResponse:
    """For whoever has no camera."""
    form = CodeForm(request.POST or None)
    found = form.attempt(actions.find_letter, client=network_of(address_of(request)), now=clock.now())
    if found:
        return private(redirect("documents:checked", found.token))
    limited = form.broken is not None and form.broken.code.startswith("limit.")
    status = 429 if limited else 422 if form.is_bound else 200
    return private(render(request, "documents/check.html", {"form": form}, status=status))


@public
def checked(request: HttpRequest, token: str) -> HttpResponse:
    """One look-up, one page. Guessing without end is answered with a calm page (429)."""
    letter = actions.find_by_token(token=token, client=network_of(address_of(request)), now=clock.now())
    context = {"letter": letter, "has_report": hasattr(letter, "report")}
    response = render(request, "documents/checked.html", context, status=200 if letter else 404)
    return private(response)
