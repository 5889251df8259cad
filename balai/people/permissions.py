"""Where a person may do something: the query sets behind every list of officers' pages."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from balai.base import clock
from balai.base.permissions import Permission
from balai.people.models import Assignment, AssignmentQuerySet, Person
from balai.people.roles import roles_with
from balai.places.models import Office


def offices_where(person: object, permission: str) -> QuerySet[Office]:
    """The offices at which this person may do it now; none for a visitor. A subquery, no query of its own."""
    if not isinstance(person, Person) or not person.is_active:
        return Office.objects.none()
    held = Assignment.objects.in_force(clock.now()).filter(person=person, role__in=roles_with(permission))
    return Office.objects.filter(pk__in=held.values("office_id"))


def known_where(person: object, permission: str) -> list[int] | QuerySet[Office]:
    """The same as keys, where the rights came with the sign-in: an index gives its order for a key that it
    is told, and not for one that it has to look for.
    """
    rights = person.rights if isinstance(person, Person) and person.is_active else None
    if rights is None:
        return offices_where(person, permission)
    now = clock.now()
    return sorted({right.office for right in rights if right.gives(permission, now)})


def keys_where(person: Person, permission: str) -> list[int]:
    """Without a query where the rights came with the sign-in."""
    known = known_where(person, permission)
    return known if isinstance(known, list) else sorted(known.values_list("pk", flat=True))


def assignments_seen_by(head: object) -> AssignmentQuerySet:
    """Roles, past ones too, at the offices whose officers this person arranges."""
    offices = offices_where(head, Permission.PEOPLE_ASSIGN)
    return Assignment.objects.filter(office__in=offices).select_related("office", "person")


def people_seen_by(head: object, moment: datetime) -> QuerySet[Person]:
    """Officers with a role, now or once, at those offices; `held` is what they hold there."""
    seen = assignments_seen_by(head)
    held = Prefetch("assignments", seen.not_over(moment).order_by("starts_at"), to_attr="held")
    people = Person.objects.filter(pk__in=seen.values("person_id")).prefetch_related(held)
    return people.order_by("display_name")
