"""The end of a day: every number ends in a state, and those who went home unserved are counted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission
from balai.queues import actions, pages
from balai.queues.forms import CloseForm
from balai.queues.models import Sitting


@requires(Permission.QUEUE_CALL)
def sheet(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """A4, for the binder: without names."""
    sitting = get_object_or_404(Sitting.objects.of_desks(request.user).with_everything(), pk=sitting_id)
    context = {"sitting": sitting, "sheet": pages.sheet(sitting), "now": clock.now(), "zone": sitting.zone}
    return render(request, "queues/sheet.html", {**context, "office": sitting.office})


@requires(Permission.QUEUE_MANAGE)
def close(request: HttpRequest, sitting_id: int) -> HttpResponse:
    sitting = get_object_or_404(Sitting.objects.managed_by(request.user).with_everything(), pk=sitting_id)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.attempt(actions.close_sitting, sitting=sitting, by=request.user, now=clock.now()):
        return redirect("queues:sheet", sitting.pk)
    context = {"sitting": sitting, "sheet": pages.sheet(sitting), "form": form, "office": sitting.office}
    context |= {"zone": sitting.zone, "now": clock.now()}
    return render(request, "queues/close.html", context, status=409 if form.broken else 200)
