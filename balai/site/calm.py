"""Pages, or JSON for the API, that say what happened and what is safe; they need no database."""

import logging
import re
import sys
from typing import Any, NamedTuple

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template

from balai.base import views as pages
from balai.base.errors import Busy, RuleBroken
from balai.base.locks import is_busy

log = logging.getLogger("balai.request")
NEVER_AGAIN = re.compile(r"password|sandi|\bpin\b|otp|secret|recovery|authenticator", re.IGNORECASE)
SIGN_IN = ("account_", "mfa_", "usersessions_")  # allauth's names: what is typed there is a secret
MOST_FIELDS, LONGEST = 200, 20_000


class Trouble(NamedTuple):
    """One kind of bad day."""

    status: int
    page: str
    code: str
    message: str


UNREADABLE = Trouble(400, "base/400.html", "request.unreadable", "Permintaan ini tidak terbaca.")
PLAIN = Trouble(403, "base/403.html", "request.not_https", "Pakai https: permintaan ini lewat jalan terbuka.")
BUSY = Trouble(503, "base/busy.html", "database.busy", "Sedang sangat ramai. Coba lagi sebentar.")
AWAY = Trouble(
    503,
    "base/away.html",
    "database.away",
    "Basis data sedang tidak terjangkau. Coba lagi beberapa menit lagi.",
)


def answer(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The calm answer to a broken rule or a database that is busy or away; None for everything else."""
    if isinstance(error, RuleBroken):
        status = 429 if error.code.startswith("limit.") else 409
        return calm(request, Trouble(status, "base/conflict.html", error.code, error.message))
    if isinstance(error, Busy) or (isinstance(error, OperationalError) and is_busy(error)):
        return calm(request, BUSY)
    if isinstance(error, OperationalError | InterfaceError):
        log.error("database away", exc_info=error)
        return calm(request, AWAY)
    return None


def calm(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    if request.path.startswith("/api/"):
        words = {"code": trouble.code, "message": trouble.message}
        return JsonResponse(words, status=trouble.status, headers=_headers(trouble))
    name = trouble.page
    context: dict[str, Any] = {"code": trouble.code, "message": trouble.message}
    if trouble.status == 503 and (fields := sent_fields(request)):
        name = "engine/send_again.html"
        context |= {"shell": trouble.page, "fields": fields, "address": request.get_full_path()}
    page = get_template(name).render(context)
    return HttpResponse(page, status=trouble.status, headers=_headers(trouble))


def _headers(trouble: Trouble) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    if trouble.status == 503:
        headers["Retry-After"] = "5"
    return headers


def sent_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form carried, its one-time key included, so that it can be sent again as it was.

    Nothing secret, no files: then the page only says that going back keeps what was typed.
    """
    if request.method != "POST" or _is_secret(request):
        return []
    fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    too_much = len(fields) > MOST_FIELDS or sum(len(value) for _, value in fields) > LONGEST
    return [] if too_much or request.FILES else fields


def _is_secret(request: HttpRequest) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    marked = getattr(request, "sensitive_post_parameters", None)
    return (
        name.startswith(SIGN_IN) or bool(marked) or any(NEVER_AGAIN.search(field) for field in request.POST)
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: trouble in a middleware is answered calmly too; the unexpected is logged without values."""
    error = sys.exc_info()[1]
    known = answer(request, error)
    if known:
        return known
    log.error("unexpected", exc_info=error)
    if request.path.startswith("/api/"):
        words = {"code": "server.error", "message": "Ada yang salah di pihak kami. Coba lagi sebentar."}
        return JsonResponse(words, status=500, headers={"Cache-Control": "no-store"})
    return pages.server_error(request)
