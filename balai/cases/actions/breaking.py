"""Break-glass: for an hour, with a reason, and never unseen."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import keyed_hash, seal
from balai.cases.models import Case, Glass
from balai.notices.actions import post
from balai.notices.rules import Channel
from balai.people.actions import role_at, without_persons
from balai.people.models import Assignment, Person
from balai.people.roles import roles_with
from balai.places.rules import ancestors_of

SHORTEST_REASON = 30


@transaction.atomic
def break_glass(*, case: Case, reason: str, by: Person, now: datetime) -> Glass:
    """Somebody who may open identities here sees a case of risk that is not on their desk.

    It cannot be made longer: another hour is another entry, and somebody is told again.
    """
    case = locked(case)  # two clicks at once are one emergency
    require(by, Permission.IDENTITY_OPEN, at=case.office)
    if Case.objects.worked_by(by).filter(pk=case.pk).exists():
        raise RuleBroken("glass.needless", "Laporan ini sudah ada di meja Anda.")
    if len(reason.strip()) < SHORTEST_REASON:
        message = f"Tulis keadaan daruratnya, paling sedikit {SHORTEST_REASON} huruf. Atasan membacanya."
        raise RuleBroken("glass.reason", message, field="reason")
    told = _second_person(case, by, now)
    if told is None:
        raise RuleBroken(
            "glass.nobody", "Belum ada orang kedua yang dapat diberi tahu. Hubungi kepala kantor."
        )
    glass = Glass.objects.create(
        case=case, person=by, told=told, reason_sealed=seal(without_persons(reason)), opened_at=now,
        role=role_at(by, case.office, Permission.IDENTITY_OPEN, now),
    )  # fmt: skip
    _tell(glass, now)
    record("case.glass_broken", case, by=by, now=now, office=case.office, told=told.pseudonym)
    return glass


def _second_person(case: Case, by: Person, now: datetime) -> Person | None:
    """Who may see all of risk at this office; where nobody else does, at the nearest office above it.

    An agency's office of the same region is no office above: it has no part in this case.
    """
    above = ancestors_of(case.office.place.code)
    held = Assignment.objects.in_force(now).filter(
        role__in=roles_with(Permission.CASE_NARROW), person__is_active=True, person__start_code_until=None
    )
    higher = Q(office__place__code__in=above, office__agency=None)
    near = held.filter(Q(office=case.office) | higher).exclude(person=by)
    rows = list(near.select_related("person", "office__place").order_by("starts_at", "pk"))

    def steps(row: Assignment) -> int:
        return 0 if row.office_id == case.office_id else 1 + above.index(row.office.place.code)

    found = min(rows, key=steps, default=None)
    return found.person if found else None


def _tell(glass: Glass, now: datetime) -> None:
    """At once. Officers have no address: what they have is their screen. Nothing of the matter is said."""
    office = glass.case.office
    facts = {
        "office": office.name,
        "day": zones.day(zones.local_day(now, office.zone)),
        "hours": zones.span(now, glass.ends_at, office.zone),
        "link": settings.BALAI_URL + reverse("voices:glasses"),
    }
    post(
        "cases.glass_broken", about=glass, recipient_hash=keyed_hash(glass.told.pseudonym, "officer"),
        address_sealed="", channel=Channel.CONSOLE, context=facts, now=now,
    )  # fmt: skip


@transaction.atomic
def read_glass(*, glass: Glass, by: Person, now: datetime) -> Glass:
    """The second person has read it. Twice is once."""
    glass = locked(glass)
    if glass.told_id != by.pk:
        require(by, Permission.CASE_NARROW, at=glass.case.office)
    if glass.person_id == by.pk:
        raise RuleBroken("glass.own", "Pembukaan Anda sendiri dibaca oleh orang lain.")
    if glass.read_at is None:
        glass.read_at, glass.read_by = now, by
        glass.save(update_fields=["read_at", "read_by"])
        record("case.glass_read", glass.case, by=by, now=now, office=glass.case.office)
    return glass
