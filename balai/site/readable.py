"""What nothing can read, and what came unguarded: refused once, before a database or a session is asked."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from balai.site.calm import PLAIN, UNREADABLE, calm

Next = Callable[[HttpRequest], HttpResponse]
NUL = "\x00"


class ReadableOnly:
    """An address or a cookie with a NUL (no database keeps one), or another alphabet than UTF-8.

    The alphabet that a request names is also used for its address: one page kept for everybody would
    show what only this request means by it.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if is_readable(request) else calm(request, UNREADABLE)


def is_readable(request: HttpRequest) -> bool:
    alphabet = (request.encoding or "utf-8").lower().replace("_", "-")
    query = request.META.get("QUERY_STRING", "")
    return (
        alphabet in {"utf-8", "utf8"}
        and NUL not in request.path
        and "%00" not in query
        and not any(NUL in value for value in request.COOKIES.values())
    )


class ApiNeedsHttps:
    """A page turns to https by itself; a program that speaks http is told so, and not helped along."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        open_road = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if open_road and request.path.startswith("/api/"):
            return calm(request, PLAIN)
        return self.get_response(request)


class Request(WSGIRequest):
    """'hex' is a codec of Python's, but no alphabet: Django fails over it before any middleware is asked."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        with suppress(LookupError):  # the name is kept, and refused by `ReadableOnly`
            super()._set_content_type_params(meta)  # type: ignore[misc]
