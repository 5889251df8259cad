"""Signing in and out, passwords and second factors: what happens is recorded, a code works once."""

import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from balai.audit.actions import record
from balai.base.locks import locked
from balai.engine.actions import once
from balai.engine.models import Installation
from balai.people.models import Person

BACKEND = "balai.people.backend.Officers"
DEMO = "demo"  # a session that the demo's role switch began: it asks for no second factor


@transaction.atomic
def choose_password(*, person: Person, password: str, now: datetime) -> Person:
    """The officer's own password; a start code is used up with it."""
    person = locked(person)
    person.set_password(password)
    person.start_code_until = None
    person.save(update_fields=["password", "start_code_until"])
    record("person.password_chosen", person, by=person, now=now)
    return person


@transaction.atomic
def note_second_factor(*, person: Person, now: datetime) -> None:
    record("person.second_factor_set", person, by=person, now=now)


@transaction.atomic
def replace_second_factor(*, person: Person, old: Authenticator | None, now: datetime) -> None:
    """The new telephone is proved in the same transaction: there is no moment without a second factor."""
    if old is not None:
        Authenticator.objects.filter(pk=old.pk, user=person).delete()
    record("person.second_factor_replaced", person, by=person, now=now)


def take_code_once(*, person: Person, code: str, now: datetime) -> bool:
    """False: this code has been used before, in this process or another (RFC 6238, 5.2)."""
    mine = secrets.token_hex(8)
    digits = "".join(c for c in code if c.isalnum())
    return once(key=f"{person.pk}:{digits}", purpose="totp", now=now, do=lambda: mine) == mine


@transaction.atomic
def note_sign_in(*, person: Person, now: datetime) -> None:
    record("person.signed_in", person, by=person, now=now)


@transaction.atomic
def note_sign_out(*, person: Person, why: str, now: datetime) -> None:
    record("person.signed_out", person, by=person, now=now, why=why)


@transaction.atomic
def note_locked_out(*, person: Person, now: datetime) -> None:
    """Too many wrong tries on this account from one client."""
    record("person.tries_refused", person, by=None, now=now)


@transaction.atomic
def end_sign_in(*, sign_in: UserSession, by: Person, now: datetime) -> None:
    """One of one's own sign-ins: its next request finds nobody."""
    if sign_in.user_id != by.pk:
        raise PermissionDenied
    record("person.sign_in_ended", by, by=by, now=now)
    sign_in.end()


def demo_sign_in(request: HttpRequest, person: Person) -> None:
    """Step into a role without a password: in the demo alone, on a database marked as demo."""
    if not settings.IS_DEMO or not Installation.objects.filter(pk=1, is_demo=True).exists():
        raise PermissionDenied
    login(request, person, backend=BACKEND)
    request.session[DEMO] = True
