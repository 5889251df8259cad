"""The bare limit: one atomic block, the guarded slot and the ticket alone, in the same server. No rules, no audit."""

import json
import os
import secrets
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

TAKE = "UPDATE queues_slot SET booked = booked + 1 WHERE id = %s AND booked + 1 + held <= seats"
INSERT = "INSERT INTO bench_ticket (slot_id, service_id, token) VALUES (%s, %s, %s)"


def book(request: HttpRequest) -> JsonResponse:
    body: dict[str, Any] = json.loads(request.body)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TAKE, [body["slot"]])
        if not cursor.rowcount:
            return JsonResponse({"code": "full"}, status=409)
        cursor.execute(INSERT, [body["slot"], 1, secrets.token_hex(16)])
    return JsonResponse({"ok": True}, status=201)


def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({})


urlpatterns = [path("book", book), path("sehat", alive)]
application = get_wsgi_application()
settings.ROOT_URLCONF = "bench.bare"
settings.MIDDLEWARE = []
application.load_middleware()
