"""How a resident can be reached: read and checked, sealed apart from the matter; all of it may be missing.

The one place that knows which way a message takes, and what a form may promise about it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from balai.base.errors import RuleBroken
from balai.base.phones import read_phone
from balai.base.prepared import insert
from balai.base.sealing import keyed_hash, keyed_hashes, unseal
from balai.notices.actions import post
from balai.notices.channels import text
from balai.notices.rules import Channel
from balai.people.actions import new_identity
from balai.people.consents import may_contact
from balai.people.models import Identity
from balai.places.models import Office


@dataclass(frozen=True)
class Contact:
    """What somebody gave us, read and checked; nothing is stored yet."""

    phone: str = ""
    name: str = ""
    email: str = ""
    nik: str = ""

    @property
    def phone_hash(self) -> bytes | None:
        return keyed_hash(self.phone, "phone") if self.phone else None

    @property
    def phone_hashes(self) -> list[bytes]:
        """Under every key still kept, so that a rotation lets nobody book twice."""
        return keyed_hashes(self.phone, "phone") if self.phone else []

    @property
    def is_empty(self) -> bool:
        return not (self.phone or self.name or self.email or self.nik)

    def store(self, until: date) -> Identity | None:
        """Kept until that day, unless somebody shortens or lengthens it; None without anything to keep."""
        identity = self.sealed(until)
        return insert(identity) if identity else None

    def sealed(self, until: date) -> Identity | None:
        """The same, not written yet."""
        if self.is_empty:
            return None
        return new_identity(
            name=self.name, phone=self.phone, email=self.email, nik=self.nik, keep_until=until
        )


def marks_of(holder: Identity | None, phone_hash: bytes | memoryview | None) -> list[bytes]:
    """A stored phone under every key still kept; where only its hash is left, that one."""
    if phone_hash is None:
        return []
    return keyed_hashes(holder.phone, "phone") if holder and holder.phone_sealed else [bytes(phone_hash)]


def read_contact(*, phone: str = "", name: str = "", email: str = "", nik: str = "") -> Contact:
    email = email.strip().lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise RuleBroken(
                "contact.email_unreadable", "Alamat surel (e-mail) ini belum lengkap.", field="email"
            ) from None
    return Contact(
        read_phone(phone) if phone.strip() else "", " ".join(name.split())[:80], email, read_nik(nik)
    )


def read_nik(text: str) -> str:
    """The sixteen digits of a NIK; '' without any."""
    digits = re.sub(r"[\s.\-]", "", text)
    if digits and not re.fullmatch(r"[0-9]{16}", digits):
        raise RuleBroken("contact.nik_unreadable", "NIK memakai 16 angka.", field="nik")
    return digits


def address_of(holder: Identity | None) -> tuple[str, bytes, str] | None:
    """E-mail where there is one; else a telephone, by text or by an officer who calls."""
    if holder is None or not may_contact(holder):
        return None
    if holder.email_sealed:
        return Channel.EMAIL, keyed_hash(unseal(holder.email_sealed), "email"), holder.email_sealed
    if holder.phone_hash:
        return Channel.TEXT, bytes(holder.phone_hash), holder.phone_sealed
    return None


def tell(
    kind: str,
    holder: Identity | None,
    *,
    about: models.Model,
    office: Office,
    context: Mapping[str, object],
    now: datetime,
    key: str = "",
    useful_until: datetime | None = None,
    is_awaited: bool = False,
    is_narrow: bool = False,
) -> bool:
    """Into the outbox, once for this person, thing and key. False when there is nobody to tell."""
    to = address_of(holder)
    if to is None:
        return False
    channel, recipient, sealed = to
    post(
        kind, about=about, recipient_hash=recipient, address_sealed=sealed, channel=channel,
        context=context, now=now, key=key, office=office.slug, zone=office.zone,
        useful_until=useful_until, is_awaited=is_awaited, is_narrow=is_narrow,
    )  # fmt: skip
    return True


def sends_texts() -> bool:
    """Or do officers telephone?"""
    return text.is_set()


def phone_promise(when: str) -> str:
    """What a form may say about a telephone number: only what the office can do today."""
    if sends_texts():
        return f"{when}, kami kirim SMS (pesan singkat) ke nomor ini."
    return f"{when}, petugas menelepon nomor ini."
