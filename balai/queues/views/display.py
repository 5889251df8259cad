"""The screen of the waiting room: numbers and counters, nothing else."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from balai.base import clock
from balai.base.audience import public
from balai.queues.live import public_state
from balai.queues.models import Sitting


@public
def display(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Alive by the hub; without JavaScript the browser asks anew every few seconds."""
    sitting = get_object_or_404(Sitting.objects.public().with_everything(), pk=sitting_id)
    state, now = public_state(sitting), clock.now()
    calls = state["calls"]
    context = {"sitting": sitting, "office": sitting.office, "zone": sitting.zone, "now": now, "state": state}
    context |= {"called": calls[0] if calls else None, "last": calls[1:], "calls_json": json.dumps(calls)}
    context["voice"] = f"{settings.STATIC_URL}queues/suara/"
    response = render(request, "queues/display.html", context)
    response["Cache-Control"] = "no-store"
    return response
