"""Public pages are kept for a few seconds, compressed once: a village on one page costs one rendering.

Only pages that are the same for everybody, named here one by one, and only for browsers without any cookie
but the office that they chose and marks that none of these pages read: what depends on a cookie or hands one
out is never kept.
"""

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from balai.base.cookies import full_name, read_cookie
from balai.catalogue.views.visitor import OFFICE_COOKIE
from balai.people.clients import COOKIE as DEVICE
from balai.queues.own import MARK

Next = Callable[[HttpRequest], HttpResponse]
MOST = 500  # pages; the one that nobody asked for longest goes first
LONGEST_ADDRESS = 300
MARKS = (MARK, DEVICE)  # of booking and of signing in alone
NAMES = {
    "front:home",
    "front:offices",
    "front:session",
    "catalogue:search",
    "front:service",
    "catalogue:checklist",
    "catalogue:rights",
    "programs:program",
    "programs:month",
    "voices:trends",
    "voices:trends_table",
}


@dataclass(frozen=True)
class Page:
    """What one address answered, until when it may be told again."""

    until: float
    headers: dict[str, str]
    body: bytes
    match: ResolverMatch

    def answer(self, request: HttpRequest) -> HttpResponse:
        request.resolver_match = self.match
        return HttpResponse(self.body, headers=self.headers)


class KeptPages:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.seconds: int = settings.KEEP_SECONDS
        self.ignored = {full_name(name) for name in (OFFICE_COOKIE, *MARKS)}
        self.pages: OrderedDict[tuple[object, ...], Page] = OrderedDict()
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.seconds or request.method != "GET" or request.COOKIES.keys() - self.ignored:
            return self.get_response(request)
        try:
            key = key_of(request)
        except DisallowedHost:
            return self.get_response(request)  # refused further in, with the headers of every answer
        page = self.pages.get(key)
        if page and page.until > time.monotonic():
            return page.answer(request)
        response = self.get_response(request)
        if is_for_everybody(request, response):
            page = page_of(request, response, self.seconds)
            self._keep(key, page)
            return page.answer(request)
        return response

    def _keep(self, key: tuple[object, ...], page: Page) -> None:
        with self.lock:
            self.pages.pop(key, None)
            self.pages[key] = page
            while len(self.pages) > MOST:
                self.pages.popitem(last=False)


def key_of(request: HttpRequest) -> tuple[object, ...]:
    """All that such a page depends on; DisallowedHost for a name that is not ours."""
    office = read_cookie(request, OFFICE_COOKIE)
    return (request.scheme, request.get_host(), request.get_full_path(), office, takes_gzip(request))


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        match is not None
        and match.view_name in NAMES
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def page_of(request: HttpRequest, response: HttpResponse, seconds: int) -> Page:
    assert request.resolver_match
    headers, body = dict(response.items()), response.content
    headers["Vary"] = "Accept-Encoding, Cookie"
    if takes_gzip(request) and "Content-Encoding" not in headers:
        body, headers["Content-Encoding"] = gzip.compress(body, 6, mtime=0), "gzip"
    headers["Content-Length"] = str(len(body))
    return Page(time.monotonic() + seconds, headers, body, request.resolver_match)


def takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")
