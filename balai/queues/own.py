"""The tickets that this browser holds (a cookie that only the server reads)."""

import secrets

from django.core import signing
from django.http import HttpRequest, HttpResponse

from balai.base.cookies import keep_cookie, read_cookie
from balai.base.private import private
from balai.base.sealing import token_hash
from balai.people.clients import address_of
from balai.programs.models import Session
from balai.queues.models import Ticket
from balai.queues.rules.fairness import Visitor

COOKIE, MARK, SALT = "tiket", "peramban", "balai.queues.browser"
MOST, KEEP_SECONDS = 5, 30 * 24 * 3600


def held_tokens(request: HttpRequest) -> list[str]:
    parts = read_cookie(request, COOKIE).split(".")
    return [part for part in parts if len(part) == 22][:MOST]


def remember(response: HttpResponse, request: HttpRequest, token: str) -> HttpResponse:
    """The newest first."""
    tokens = [token, *(t for t in held_tokens(request) if t != token)][:MOST]
    keep_cookie(response, COOKIE, ".".join(tokens), seconds=KEEP_SECONDS)
    return private(response)


def visitor_of(request: HttpRequest) -> Visitor:
    """Whose fair share counts: this network, and the mark that `with_mark` gave this browser."""
    try:
        mark = signing.loads(read_cookie(request, MARK), salt=SALT, max_age=KEEP_SECONDS)
    except signing.BadSignature:
        mark = ""
    return Visitor(address=address_of(request), browser=str(mark))


def with_mark(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """A mark that says nothing but 'the same browser as before'; signed, so that nobody makes their own."""
    if not visitor_of(request).browser:
        mark = signing.dumps(secrets.token_urlsafe(9), salt=SALT)
        keep_cookie(response, MARK, mark, seconds=KEEP_SECONDS)
    return response


def tickets_here(request: HttpRequest, session: Session | None = None) -> list[Ticket]:
    """Those whose links this browser holds and that are still alive; one query, none without a cookie."""
    hashes = [token_hash(token) for token in held_tokens(request)]
    if not hashes:
        return []
    rows = Ticket.objects.live().with_everything().filter(token_hash__in=hashes, is_revoked=False)
    rows = rows.filter(sitting__session=session) if session else rows
    return list(rows.order_by("on", "due_at"))
