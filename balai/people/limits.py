"""How often may be tried: counted in the database, before the password or code is looked at.

An outsider locks nobody out: tries count per account and client. A device that has signed in before has a
count of its own, so not even somebody behind the same address (the waiting room's Wi-Fi) can use it up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from balai.base import clock
from balai.base.networks import network_of
from balai.engine.actions import count, forget_tries, window_of
from balai.people import rules
from balai.people.clients import address_of, device_of


@dataclass(frozen=True)
class Refusal:
    """Too many tries; `until` says when the next one counts."""

    until: datetime
    is_first: bool  # the first refusal of this window: worth an entry in the audit


def count_password_try(request: HttpRequest, username: str) -> Refusal | None:
    device = device_of(request, username)
    if not device:
        refusal = _count(f"sign-in:{_network(request)}", rules.TRIES_ADDRESS, rules.TRY_WINDOW)
        if refusal:
            return refusal
    return _count(_own_bucket(request, username), rules.TRIES_OWN, rules.TRY_WINDOW)


def forget_password_tries(request: HttpRequest, username: str) -> None:
    forget_tries(bucket=_own_bucket(request, username))


def count_code_try(pk: int) -> Refusal | None:
    """Guesses of the second factor: only somebody who has the password can make any."""
    return _count(f"code:{pk}", rules.CODE_TRIES_ACCOUNT, rules.CODE_WINDOW)


def _own_bucket(request: HttpRequest, username: str) -> str:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"sign-in:{username}:again"  # asked for the password once more, inside a sign-in
    client = device_of(request, username) or _network(request)
    return f"sign-in:{username}:{client}"


def _network(request: HttpRequest) -> str:
    """Somebody with a million IPv6 addresses of one network still has one count."""
    return network_of(address_of(request))


def _count(bucket: str, limit: int, per: timedelta) -> Refusal | None:
    moment = clock.real_now()
    tries = count(bucket=bucket, per=per, now=moment)
    if tries <= limit:
        return None
    return Refusal(until=window_of(per=per, now=moment) + per, is_first=tries == limit + 1)
