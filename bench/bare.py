"""The bare limit: Django endpoints without rules, audit, notice, page or middleware.

One writes the ticket alone; one reads what a resident's own page shows.
"""

import json
import secrets
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone

from balai.base.sealing import token_hash
from balai.cases.models import Case
from balai.documents.models import File
from balai.queues.models import Slot


class BareTicket(models.Model):
    slot = models.ForeignKey(Slot, on_delete=models.DO_NOTHING, related_name="+")
    service_id = models.BigIntegerField()
    token = models.CharField(max_length=32)
    taken_at = models.CharField(max_length=40)

    class Meta:
        app_label = "queues"
        db_table = "bench_ticket"
        managed = False


def book(request: HttpRequest) -> JsonResponse:
    """As one writes it in Django without a second thought: a guarded update, an insert, one block."""
    body: dict[str, Any] = json.loads(request.body)
    with transaction.atomic():
        free = Slot.objects.filter(pk=body["slot"], booked__lt=F("seats") - F("held"))
        if not free.update(booked=F("booked") + 1):
            return JsonResponse({"code": "full"}, status=409)
        ticket = BareTicket._default_manager.create(
            slot_id=body["slot"],
            service_id=1,
            token=secrets.token_hex(16),
            taken_at=timezone.now().isoformat(),
        )
    return JsonResponse({"id": ticket.pk}, status=201)


def follow(request: HttpRequest, token: str) -> JsonResponse:
    """The rows of a resident's own page, as one reads them without a second thought."""
    case = Case.objects.select_related("office").get(token_hash=token_hash(token), is_revoked=False)
    steps = case.moves.order_by("at").values_list("verb", "at")
    said = case.messages.order_by("at").values_list("text_sealed", "at")
    owed = case.promises.filter(kept_at=None).order_by("due_at").values_list("hop", "owner__name", "due_at")
    files = File.objects.about(case).order_by("made_at").values_list("kind", "made_at")
    found = {"code": case.code, "state": case.state, "office": case.office.name}
    return JsonResponse(
        {**found, "steps": list(steps), "said": list(said), "owed": list(owed), "files": list(files)}
    )


def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({})


urlpatterns = [path("book", book), path("follow/<str:token>", follow), path("sehat", alive)]
