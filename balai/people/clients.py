"""Who is asking: the address behind the proxy, and the mark of a device that has signed in before."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from balai.base.cookies import keep_cookie, read_cookie
from balai.base.sealing import keyed_hash
from balai.people.models import Person

COOKIE = "balai_perangkat"
SALT = "balai.people.device"
YEAR = 365 * 24 * 3600
MOST = 8  # officers who share one counter's computer


def address_of(request: HttpRequest) -> str:
    """The address that the proxy saw (its own entry stands last); without a proxy, the peer's."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if getattr(settings, "BEHIND_PROXY", False) and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def device_of(request: HttpRequest, username: str) -> str:
    """The device's mark for this account, or ''. It opens nothing: it only has tries of its own."""
    return _marks(request).get(_name(username), "")


def _name(username: str) -> str:
    """The cookie names nobody."""
    return keyed_hash(username, "device")[1:9].hex()


def remember_device(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    marks = _marks(request)
    marks.pop(_name(person.username), None)
    kept = dict(list(marks.items())[-(MOST - 1) :]) | {_name(person.username): secrets.token_hex(8)}
    keep_cookie(response, COOKIE, signing.dumps(kept, salt=SALT, compress=True), seconds=YEAR)


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        marks = signing.loads(read_cookie(request, COOKIE), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return {}
    return marks if isinstance(marks, dict) else {}
