"""A head's pages: who works here, with which role and until when."""

from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission
from balai.people import actions
from balai.people.forms import AssignForm, CreateOfficerForm
from balai.people.models import Person
from balai.people.permissions import assignments_seen_by, offices_where, people_seen_by
from balai.places.models import Office


@requires(Permission.PEOPLE_ASSIGN)
def listing(request: HttpRequest) -> HttpResponse:
    people = people_seen_by(request.user, clock.now())
    return render(request, "people/officers.html", {"people": people})


@requires(Permission.PEOPLE_ASSIGN)
def create(request: HttpRequest) -> HttpResponse:
    by, now = cast(Person, request.user), clock.now()
    form = CreateOfficerForm(request.POST or None, offices=offices_where(by, Permission.PEOPLE_ASSIGN))
    made = form.attempt(actions.create_officer, by=by, now=now)
    if made:
        return render(request, "people/start_code.html", {"access": made, "office": None}, status=201)
    return render(request, "people/create_officer.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.PEOPLE_ASSIGN)
def officer(request: HttpRequest, pseudonym: str) -> HttpResponse:
    return _page(request, _seen(request, pseudonym), AssignForm(offices=_offices(request)))


@requires(Permission.PEOPLE_ASSIGN)
@require_POST
def give(request: HttpRequest, pseudonym: str) -> HttpResponse:
    person = _seen(request, pseudonym)
    form = AssignForm(request.POST, offices=_offices(request))
    given = form.attempt(actions.assign, person=person, by=cast(Person, request.user), now=clock.now())
    return redirect("people:officer", pseudonym) if given else _page(request, person, form)


@requires(Permission.PEOPLE_ASSIGN)
@require_POST
def end(request: HttpRequest, pseudonym: str, pk: int) -> HttpResponse:
    held = get_object_or_404(assignments_seen_by(request.user), pk=pk, person__pseudonym=pseudonym)
    actions.end_assignment(assignment=held, by=cast(Person, request.user), now=clock.now())
    return redirect("people:officers")


@requires(Permission.PEOPLE_ASSIGN)
def reset(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Asks first; then a new start code, shown once."""
    person = _seen(request, pseudonym)
    if request.method != "POST":
        return render(request, "people/reset.html", {"person": person})
    access = actions.reset_access(person=person, by=cast(Person, request.user), now=clock.now())
    return render(request, "people/start_code.html", {"access": access, "office": None})


def _offices(request: HttpRequest) -> QuerySet[Office]:
    return offices_where(request.user, Permission.PEOPLE_ASSIGN)


def _seen(request: HttpRequest, pseudonym: str) -> Person:
    return get_object_or_404(people_seen_by(request.user, clock.now()), pseudonym=pseudonym)


def _page(request: HttpRequest, person: Person, form: AssignForm) -> HttpResponse:
    now = clock.now()
    held = assignments_seen_by(request.user).filter(person=person).order_by("-starts_at")
    context = {"person": person, "form": form, "held": held.not_over(now), "past": held.over(now), "now": now}
    return render(request, "people/officer.html", context, status=422 if form.errors else 200)
