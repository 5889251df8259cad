"""Hiding an office asks its programmes first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import requires
from balai.base.forms import ActionForm
from balai.base.permissions import Permission
from balai.people.permissions import offices_where
from balai.places.models import Office
from balai.programs import actions
from balai.programs.actions.offices import awaited_at
from balai.programs.models import Program


@requires(Permission.OFFICE_EDIT)
def hide(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first: what residents stop seeing, and who still counts on it."""
    office, now = _office(request, slug), clock.now()
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(actions.retire_office, office=office, by=request.user, now=now):
        return redirect("places:office", slug)
    programs = Program.objects.filter(office=office, is_published=True).order_by("name")
    context = {"office": office, "awaited": awaited_at(office, now), "programs": programs, "form": form}
    return render(request, "programs/manage/hide_office.html", context, status=409 if form.errors else 200)


def _office(request: HttpRequest, slug: str) -> Office:
    office = get_object_or_404(offices_where(request.user, Permission.OFFICE_EDIT), slug=slug)
    if not office.is_active:
        raise Http404
    return office
