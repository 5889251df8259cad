"""What stands around every request: an id, calm error pages, and the demo's walls."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from balai.site import calm
from balai.site.logs import request_id

log = logging.getLogger("balai.request")
Next = Callable[[HttpRequest], HttpResponse]
REFUSALS = {403, 404}  # not allowed; of another office, so not there
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
            facts: dict[str, object] = {
                "route": match.view_name if match else "-",
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            }
            if response.status_code in REFUSALS:
                facts["who"] = who(request)
            log.info("request", extra=facts)


def who(request: HttpRequest) -> str:
    """The pseudonym of the officer who was refused, if anybody asked who it is; '-' for everybody else."""
    return getattr(getattr(request, "_cached_user", None), "pseudonym", "-")


class ContentPolicy(CSPMiddleware):
    """The policy is one text for every answer but those whose view asks for another: it is spelled once."""

    @cached_property
    def usual(self) -> str:
        return build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_usual = self.get_policy_parts(request, response) == PolicyParts()
        if not is_usual or getattr(response, "_csp_exempt", False):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response


class CalmErrors:
    """A broken rule is 409; a busy or absent database is 503; both tell what to do now (site/calm.py)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return calm.answer(request, error)


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
