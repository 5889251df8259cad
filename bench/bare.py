"""The bare limit: a Django endpoint with the ticket alone. No rules, no audit, no notice, no middleware."""

import json
import secrets
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone

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


def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({})


urlpatterns = [path("book", book), path("sehat", alive)]
