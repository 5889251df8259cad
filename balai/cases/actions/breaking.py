"""Break-glass: for an hour, with a reason, and never unseen."""

from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import seal
from balai.cases.models import Case, Glass
from balai.people.models import Assignment, Person
from balai.people.roles import roles_with

SHORTEST_REASON = 30


@transaction.atomic
def break_glass(*, case: Case, reason: str, by: Person, now: datetime) -> Glass:
    """Somebody who may open identities here sees a case of risk that is not on their desk.

    It cannot be made longer: another hour is another entry, and somebody is told again.
    """
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
        case=case, person=by, told=told, reason_sealed=seal(reason.strip()), opened_at=now
    )
    record("case.glass_broken", case, by=by, now=now, office=case.office, told=told.pseudonym)
    return glass


def _second_person(case: Case, by: Person, now: datetime) -> Person | None:
    """A head of this office; else whoever else may see all of risk here."""
    held = Assignment.objects.in_force(now).filter(
        office=case.office, role__in=roles_with(Permission.CASE_NARROW), person__is_active=True
    )
    row = held.exclude(person=by).select_related("person").order_by("starts_at", "pk").first()
    return row.person if row else None


@transaction.atomic
def read_glass(*, glass: Glass, by: Person, now: datetime) -> Glass:
    """The second person has read it. Twice is once."""
    glass = locked(glass)
    require(by, Permission.CASE_NARROW, at=glass.case.office)
    if glass.person_id == by.pk:
        raise RuleBroken("glass.own", "Pembukaan Anda sendiri dibaca oleh orang lain.")
    if glass.read_at is None:
        glass.read_at, glass.read_by = now, by
        glass.save(update_fields=["read_at", "read_by"])
        record("case.glass_read", glass.case, by=by, now=now, office=glass.case.office)
    return glass
