"""Roles at offices for a time. An ended role ends at once: the next request is refused."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission
from balai.people.models import Assignment, Person
from balai.people.rules import Role, roles_that_give
from balai.places.models import Office


def require_may_give(by: Person | None, role: str, *, at: Office, now: datetime) -> None:
    """`by=None` is the owner of the machine, at its command line."""
    if by is not None:
        held = Assignment.objects.in_force(now).filter(person=by, office=at, role__in=roles_that_give(role))
        if not (by.is_active and held.exists()):
            raise PermissionDenied(Permission.PEOPLE_ASSIGN)


@transaction.atomic
def assign(
    *,
    person: Person,
    role: str,
    office: Office,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: Person | None = None,
    now: datetime,
) -> Assignment:
    """This person holds this role at this office, from now or later, for a time or until ended."""
    require_may_give(by, role, at=office, now=now)
    return give_role(
        person=person, role=role, office=office, starts_at=starts_at, ends_at=ends_at, by=by, now=now
    )


def give_role(
    *,
    person: Person,
    role: str,
    office: Office,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: Person | None,
    now: datetime,
) -> Assignment:
    """For actions that have asked already whether `by` may."""
    person = locked(person)
    if by is not None and by.pk == person.pk:
        raise RuleBroken("role.own", "Tugas untuk diri sendiri ditetapkan oleh orang lain.")
    starts_at = starts_at or now
    if ends_at is not None and ends_at <= max(starts_at, now):
        raise RuleBroken("role.period", "Akhir tugas harus sesudah awalnya dan belum lewat.", field="ends_on")
    if Assignment.objects.overlapping(starts_at, ends_at).filter(person=person, role=role, office=office):
        raise RuleBroken("role.twice", "Petugas ini sudah memegang tugas itu pada waktu itu.", field="role")
    assignment = Assignment.objects.create(
        person=person, role=role, office=office, starts_at=starts_at, ends_at=ends_at
    )
    record("role.given", assignment, by=by, office=office, now=now, role=str(role), person=person.pseudonym)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, by: Person | None = None, now: datetime) -> Assignment:
    """Ends now. One that has not begun never begins."""
    assignment = locked(assignment)
    office = locked(assignment.office)
    require_may_give(by, assignment.role, at=office, now=now)
    if assignment.ends_at and assignment.ends_at <= now:
        raise RuleBroken("role.over", "Tugas ini sudah berakhir.")
    _require_someone_left(assignment, by, now)
    assignment.ends_at = max(now, assignment.starts_at)
    assignment.save(update_fields=["ends_at"])
    record("role.ended", assignment, by=by, office=office, now=now, role=assignment.role)
    return assignment


def _require_someone_left(assignment: Assignment, by: Person | None, now: datetime) -> None:
    """An office never loses its last head by a click; the command line may."""
    if by is None or assignment.role != Role.OFFICE_HEAD:
        return
    heads = Assignment.objects.in_force(now).filter(
        office=assignment.office_id, role=Role.OFFICE_HEAD, person__is_active=True
    )
    if not heads.exclude(pk=assignment.pk).exists():
        raise RuleBroken("role.last_head", "Ini kepala kantor terakhir. Tetapkan penggantinya dulu.")
