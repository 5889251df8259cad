"""What stands around every request: an id, calm error pages, and the demo's walls."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template

from balai.base.errors import Busy, RuleBroken
from balai.base.locks import is_busy
from balai.site.logs import request_id

log = logging.getLogger("balai.request")
Next = Callable[[HttpRequest], HttpResponse]
SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestId:
    """Gives each request an id and writes one line about it: the route's name, never the address."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        token = request_id.set(given if SAFE_ID.fullmatch(given) else secrets.token_hex(8))
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            self._write(request, response, started)
            return response
        finally:
            request_id.reset(token)

    @staticmethod
    def _write(request: HttpRequest, response: HttpResponse, started: float) -> None:
        if log.isEnabledFor(logging.INFO):
            match = request.resolver_match
            log.info(
                "request",
                extra={
                    "route": match.view_name if match else "-",
                    "method": request.method,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def calm(request: HttpRequest, status: int, template: str, code: str, message: str) -> HttpResponse:
    """A page, or JSON for the API, that says what happened and what is safe; needs no database."""
    if wants_json(request):
        return JsonResponse({"code": code, "message": message}, status=status)
    page = get_template(template).template.render(_plain_context({"code": code, "message": message}))
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def _plain_context(values: dict[str, object]):  # type: ignore[no-untyped-def]
    from django.template import Context

    return Context(values)


class CalmErrors:
    """A broken rule is 409; a busy or absent database is 503; both tell what to do now."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            return self._database(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RuleBroken):
            status = 429 if error.code.startswith("limit.") else 409
            return calm(request, status, "base/conflict.html", error.code, error.message)
        if isinstance(error, Busy) or (isinstance(error, OperationalError) and is_busy(error)):
            return calm(
                request, 503, "base/busy.html", "database.busy", "Sedang sangat ramai. Coba lagi sebentar."
            )
        if isinstance(error, (OperationalError, InterfaceError)):
            return self._database(request, error)
        return None

    @staticmethod
    def _database(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("database away", exc_info=error)
        message = "Basis data sedang tidak terjangkau. Coba lagi beberapa menit lagi."
        return calm(request, 503, "base/away.html", "database.away", message)


class DemoGuard:
    """The demo answers this machine alone: no forwarded requests, no other host name."""

    FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-Ip", "Via")

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().rsplit(":", 1)[0]
        if host not in settings.ALLOWED_HOSTS or any(name in request.headers for name in self.FORWARDED):
            return HttpResponse(
                "Demo hanya untuk komputer ini sendiri.", status=403, content_type="text/plain"
            )
        return self.get_response(request)
