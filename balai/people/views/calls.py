"""Messages that wait for a telephone call, and how the others went out today."""

from collections.abc import Callable
from functools import partial
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission
from balai.base.private import private
from balai.notices.models import Notice
from balai.people import actions, calls
from balai.people.models import Person

DEEDS: dict[str, tuple[Callable[..., Notice], str]] = {
    "sudah": (partial(actions.end_call, is_told=True), "Tercatat: orangnya sudah diberi tahu."),
    "tidak-tersambung": (partial(actions.end_call, is_told=False), "Tercatat: tidak bisa dihubungi."),
    "nanti": (actions.leave_call, "Kabar tetap di daftar."),
    "kembali": (actions.put_back, "Kabar kembali ke daftar."),
}


@requires(Permission.CONTACT_CALL)
def listing(request: HttpRequest) -> HttpResponse:
    found = calls.page_of(cast(Person, request.user), clock.now())
    return render(request, "people/calls.html", found | {"crumbs": [("Kelola", "/kelola/")]})


@requires(Permission.CONTACT_CALL)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the number stands on the answer to this one request and nowhere else."""
    notice = get_object_or_404(calls.seen_by(request.user), pk=pk)
    by, now = cast(Person, request.user), clock.now()
    opened, broken = None, None
    if request.method == "POST":
        try:
            opened = actions.open_call(notice=notice, by=by, now=now)
        except RuleBroken as error:
            broken = error
    since = opened.rung_since if opened else notice.rung_since(but=by.pseudonym, now=now)
    context = {"notice": notice, "opened": opened, "broken": broken, "rung_since": since}
    return private(render(request, "people/call.html", context, status=409 if broken else 200))


@requires(Permission.CONTACT_CALL)
@require_POST
def deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    notice = get_object_or_404(calls.seen_by(request.user), pk=pk)
    if deed not in DEEDS:
        raise Http404
    do, said = DEEDS[deed]
    try:
        do(notice=notice, by=cast(Person, request.user), now=clock.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, said)
    return redirect("people:calls")
