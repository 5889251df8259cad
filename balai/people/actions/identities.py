"""Who residents are: sealed when kept, recorded when opened, erased when their time is over."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.masking import mask
from balai.base.permissions import Actor, Permission, require
from balai.base.prepared import insert
from balai.base.sealing import keyed_hash, ring, seal, unseal
from balai.people.models import Assignment, Identity, Opening, Person
from balai.people.roles import GRANTS
from balai.places.known_names import known_names
from balai.places.models import Office

SECRETS = ("secret", "seed")  # of a telephone, of recovery codes
SHORTEST_REASON, LONGEST_REASON = 10, 400
BATCH = 500


@dataclass(frozen=True)
class OpenedIdentity:
    """For one page and one reason; never kept, logged or put into a session."""

    name: str
    phone: str
    email: str
    nik: str = ""


def keep_identity(
    *, name: str = "", phone: str = "", email: str = "", nik: str = "", keep_until: date
) -> Identity:
    """Sealed, inside the transaction of the action that needs it. The phone is in E.164 already."""
    return insert(new_identity(name=name, phone=phone, email=email, nik=nik, keep_until=keep_until))


def new_identity(
    *, name: str = "", phone: str = "", email: str = "", nik: str = "", keep_until: date
) -> Identity:
    """Not written yet: for an action that writes it along with its own."""
    return Identity(
        name_sealed=seal(name),
        phone_sealed=seal(phone),
        phone_hash=keyed_hash(phone, "phone") if phone else None,
        email_sealed=seal(email),
        nik_sealed=seal(nik),
        keep_until=keep_until,
    )


@transaction.atomic
def change_identity(*, identity: Identity, name: str, phone: str, email: str, keep_until: date) -> Identity:
    identity = locked(identity)
    identity.name_sealed, identity.phone_sealed, identity.email_sealed = seal(name), seal(phone), seal(email)
    identity.phone_hash = keyed_hash(phone, "phone") if phone else None
    identity.nik_sealed = seal(identity.nik)
    identity.keep_until = keep_until
    identity.save()
    return identity


@transaction.atomic
def open_identity(
    *, identity: Identity, office: Office, reason: str, by: Actor, now: datetime,
    permission: Permission = Permission.IDENTITY_OPEN,
) -> OpenedIdentity:  # fmt: skip
    """Reads what is sealed. The person concerned is shown that it was, in which role, when and what for.

    Another `permission`: for who may read this one name because the person agreed. The caller has asked that.
    """
    require(by, permission, at=office)
    identity = locked(identity)
    if len(reason.strip()) < SHORTEST_REASON:
        message = "Tuliskan alasan membuka identitas, paling sedikit 10 huruf."
        raise RuleBroken("identity.no_reason", message, field="reason")
    Opening.objects.create(
        identity=identity, person=by if isinstance(by, Person) else None, office=office,
        role=role_at(by, office, permission, now),
        purpose_sealed=seal(without_persons(reason)), opened_at=now,
    )  # fmt: skip
    record("identity.opened", identity, by=by, office=office, now=now)
    return OpenedIdentity(identity.name, identity.phone, identity.email, identity.nik)


def without_persons(reason: str) -> str:
    """The person concerned reads it: it names neither the officer nor anybody else."""
    return mask(reason.strip()[:LONGEST_REASON], known_names()).text


def role_at(by: Actor, office: Office, permission: Permission, now: datetime) -> str:
    """By which duty this person may do it here, as the person concerned reads it: never the name."""
    held = Assignment.objects.in_force(now).filter(person=by.pk, office=office).order_by("pk")
    roles = [row.get_role_display() for row in held if permission in GRANTS[row.role]]
    return roles[0] if roles else "petugas"


def erase_expired_identities(*, today: date, now: datetime) -> int:
    """Whose keeping time is over, in small transactions; run twice it finds nothing."""
    erased = 0
    while True:
        with transaction.atomic():
            ids = list(Identity.objects.filter(keep_until__lt=today).values_list("pk", flat=True)[:BATCH])
            if not ids:
                return erased
            Identity.objects.filter(pk__in=ids).delete()
            record("identity.erased", Identity(pk=0), by=None, now=now, count=len(ids))
        erased += len(ids)


def reseal_identities(*, after: int = 0) -> tuple[int, int]:
    """One batch under the newest keys: (rows seen, last id). Zero rows: done."""
    newest_seal, newest_hash = f"{max(ring('seal'))}.", max(ring("hash"))
    with transaction.atomic():
        rows = list(Identity.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:BATCH])
        for row in rows:
            old_hash = bytes(row.phone_hash or b"")
            texts = (row.name_sealed, row.phone_sealed, row.email_sealed, row.nik_sealed)
            if any(t and not t.startswith(newest_seal) for t in texts) or (
                old_hash and old_hash[0] != newest_hash
            ):
                change_identity(
                    identity=row, name=row.name, phone=row.phone, email=row.email, keep_until=row.keep_until
                )
    return len(rows), rows[-1].pk if rows else after


def reseal_factors() -> int:
    """The secrets of officers' second factors (few) under the newest key."""
    newest = f"{max(ring('seal'))}."
    with transaction.atomic():
        factors = list(Authenticator.objects.select_for_update())
        old = [f for f in factors if any(_is_old(f.data.get(name), newest) for name in SECRETS)]
        for factor in old:
            factor.data |= {n: seal(unseal(factor.data[n])) for n in SECRETS if factor.data.get(n)}
            factor.save(update_fields=["data"])
    return len(old)


def _is_old(sealed: object, newest: str) -> bool:
    return isinstance(sealed, str) and not sealed.startswith(newest)
