"""Officers with their roles, and residents as sealed identities. All invented."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from balai.base import clock
from balai.base.phones import read_phone
from balai.notices.models import Notice
from balai.notices.rules import State, Why
from balai.people import actions
from balai.people.contacts import read_contact, tell
from balai.people.middleware import PROVED, SEEN, SINCE
from balai.people.models import Assignment, Consent, Identity, Person
from balai.people.rules import Purpose, Role
from balai.places.models import Office
from tests.make.moment import NOW
from tests.make.places import office as an_office

PASSWORD = "empat kata yang rekaan"
_numbers = count(1)

__all__ = ["PASSWORD", "assignment", "browser", "consent", "head", "identity", "officer", "role_of", "untold"]


def role_of(word: str) -> Role:
    """'penyusun' or 'editor': by its value, or by how its word on screen begins."""
    return Role(word) if word in Role.values else next(r for r in Role if r.label.startswith(word))


def officer(
    role: str = Role.FRONT_DESK,
    office: Office | None = None,
    *,
    name: str = "",
    starts_at: datetime | None = None,
) -> Person:
    """A person with this role at this office; password and second factor are set up."""
    number = next(_numbers)
    person = Person(username=name or f"petugas.{number}", display_name=name or f"Petugas {number}")
    person.set_password(PASSWORD)
    person.save()
    assignment(person, role_of(role), office or an_office(), starts_at=starts_at)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


def head(office: Office | None = None, *, name: str = "") -> Person:
    return officer(Role.OFFICE_HEAD, office, name=name)


def assignment(
    person: Person,
    role: str,
    office: Office,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Assignment:
    return actions.assign(
        person=person,
        role=role,
        office=office,
        starts_at=starts_at or datetime(2026, 1, 1, tzinfo=NOW.tzinfo),
        ends_at=ends_at,
        now=NOW,
    )


def identity(
    *,
    name: str = "Warga Rekaan",
    phone: str = "081200000001",
    email: str = "",
    keep_until: date | None = None,
) -> Identity:
    return actions.keep_identity(
        name=name,
        phone=read_phone(phone) if phone else "",
        email=email,
        keep_until=keep_until or date(2026, 8, 1),
    )


def consent(of: Identity | None = None, purpose: str = Purpose.CONTACT, *, now: datetime = NOW) -> Consent:
    return actions.give_consent(identity=of or identity(), purpose=purpose, now=now)


def browser(person: Person | None = None) -> Client:
    """A client; with a person, one that signed in a moment ago with both factors."""
    client = Client()
    if person is not None:
        client.force_login(person)
        session = client.session
        session[PROVED] = True
        session[SINCE] = session[SEEN] = int(clock.real_now().timestamp())
        session.save()
    return client


def untold(
    office: Office | None = None, *, phone: str = "0812 0000 0001", now: datetime = NOW, **more: Any
) -> Notice:  # fmt: skip
    """A message to somebody with only a telephone, at an office without a gateway: an officer rings up."""
    office = office or an_office()
    holder = read_contact(phone=phone).store(now.date() + timedelta(days=90))
    facts = {"code": "K7M2-P4QX", "link": "https://balai.id/suara/", "needs_pin": True, "office": office.name}
    tell("voices.news", holder, about=office, office=office, context=facts, now=now, key=phone, **more)
    row = Notice.objects.latest("pk")
    Notice.objects.filter(pk=row.pk).update(state=State.TO_CALL, why=Why.NO_WAY)
    return Notice.objects.get(pk=row.pk)
