"""The door to the pages of one's own offices (places knows no roles), and a new office."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission, allowed
from balai.people import actions
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.forms import NewOfficeForm


@requires(Permission.OFFICE_EDIT)
def offices(request: HttpRequest) -> HttpResponse:
    mine = list(offices_where(request.user, Permission.OFFICE_EDIT).order_by("name"))
    may_create = allowed(request.user, Permission.OFFICE_CREATE)
    if len(mine) == 1 and not may_create:
        return redirect("places:office", mine[0].slug)
    return render(request, "people/offices.html", {"offices": mine, "may_create": may_create})


@requires(Permission.OFFICE_CREATE)
def create(request: HttpRequest) -> HttpResponse:
    """A kelurahan, an MPP, a UPT…: then its hours and counters, then it is shown to residents."""
    by = cast(Person, request.user)
    form = NewOfficeForm(request.POST or None, above=offices_where(by, Permission.OFFICE_CREATE))
    made = form.attempt(actions.open_office, by=by, now=clock.now())
    if made:
        return redirect("places:office", made.slug)
    return render(request, "people/create_office.html", {"form": form}, status=422 if form.errors else 200)
