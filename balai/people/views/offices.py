"""The door to the pages of one's own offices (places knows no roles), and a new office."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission, allowed
from balai.people import actions
from balai.people.forms import FirstHeadForm
from balai.people.models import Assignment, Person
from balai.people.permissions import offices_where, people_seen_by
from balai.people.rules import Role
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


@requires(Permission.OFFICE_CREATE)
def first_head(request: HttpRequest, slug: str) -> HttpResponse:
    """For an office without a head who has begun: an officer, or a new one with a start code."""
    by, now = cast(Person, request.user), clock.now()
    office = get_object_or_404(offices_where(by, Permission.OFFICE_CREATE), slug=slug)
    people = people_seen_by(by, now).filter(is_active=True).exclude(pk=by.pk)
    form = FirstHeadForm(request.POST or None, people=people)
    named = form.attempt(actions.name_first_head, office=office, by=by, now=now)
    if named and named.start_code:
        return render(request, "people/start_code.html", {"access": named, "office": office}, status=201)
    if named:
        return redirect("people:first_head", slug)
    heads = Assignment.objects.not_over(now).filter(office=office, role=Role.OFFICE_HEAD)
    has_begun = Assignment.objects.heads_begun().filter(office=office).exists()
    context = {
        "office": office,
        "heads": heads.select_related("person"),
        "has_begun": has_begun,
        "form": form,
    }
    return render(request, "people/first_head.html", context, status=422 if form.errors else 200)
