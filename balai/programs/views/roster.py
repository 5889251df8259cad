"""Who is on duty: officers say yes, gaps are seen early, and who worked on a day of rest rests (MSC-5)."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires, signed_in
from balai.base.permissions import Permission
from balai.programs import actions
from balai.programs.forms import DutyForm, RestForm
from balai.programs.models import Roster, Session
from balai.programs.models.session import HELD

AHEAD, BEHIND = timedelta(days=30), timedelta(days=30)


@requires(Permission.ROSTER_EDIT)
def roster(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    own = Session.objects.managed_by(request.user, Permission.ROSTER_EDIT).select_related("program__office")
    coming = own.filter(ends_at__gt=now, starts_at__lt=now + AHEAD, state__in=HELD).order_by("starts_at")
    resting = Roster.objects.editable_by(request.user).filter(
        confirmed_at__isnull=False, session__ends_at__lte=now, session__ends_at__gt=now - BEHIND
    )
    context = {
        "rows": [_row(session) for session in coming.prefetch_related("roster__person")],
        "resting": [
            {"duty": duty}
            for duty in resting.select_related("person", "session__program__office").order_by("session__on")
        ],
    }
    return render(request, "programs/manage/roster.html", context)


@requires(Permission.ROSTER_EDIT)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.managed_by(request.user, Permission.ROSTER_EDIT), pk=pk)
    form = DutyForm(request.POST or None, session=session, now=clock.now())
    if form.attempt(actions.assign_duty, session=session, by=request.user, now=clock.now()):
        return redirect("programs:roster")
    return render(request, "programs/manage/assign.html", {"form": form, "session": session})


@require_POST
@requires(Permission.ROSTER_EDIT)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Roster.objects.editable_by(request.user), pk=pk)
    actions.release_duty(duty=duty, by=request.user, now=clock.now())
    return redirect("programs:roster")


@require_POST
@requires(Permission.ROSTER_EDIT)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Roster.objects.editable_by(request.user), pk=pk)
    actions.confirm_duty(duty=duty, by=request.user, now=clock.now())
    return redirect("programs:roster")


@requires(Permission.ROSTER_EDIT)
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Roster.objects.editable_by(request.user), pk=pk)
    form = RestForm(request.POST or None, initial={"rest_on": duty.rest_on})
    if form.attempt(actions.set_rest_day, duty=duty, by=request.user, now=clock.now()):
        return redirect("programs:roster")
    return render(request, "programs/manage/rest.html", {"form": form, "duty": duty})


@signed_in
def my_duties(request: HttpRequest) -> HttpResponse:
    """What an officer is asked for; saying yes takes one press."""
    duties = Roster.objects.filter(person=_me(request), session__ends_at__gt=clock.now())
    rows = duties.select_related("session__program__office").order_by("session__starts_at")
    return render(request, "programs/manage/my_duties.html", {"duties": rows})


@require_POST
@signed_in
def say_yes(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Roster, pk=pk, person=_me(request))
    actions.confirm_duty(duty=duty, by=request.user, now=clock.now())
    return redirect("programs:my_duties")


def _row(session: Session) -> dict[str, object]:
    duties = list(session.roster.all())
    return {"session": session, "duties": duties, "is_confirmed": any(duty.confirmed_at for duty in duties)}


def _me(request: HttpRequest) -> Any:
    return request.user.pk
