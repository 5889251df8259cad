"""Where a person may do something: the query sets behind every list of officers' pages."""

from django.db.models import QuerySet

from balai.base import clock
from balai.people.models import Assignment
from balai.people.roles import roles_with
from balai.places.models import Office


def offices_where(person: object, permission: str) -> QuerySet[Office]:
    """The offices at which this person may do it now; none for a visitor."""
    pk = getattr(person, "pk", None)
    held = Assignment.objects.in_force(clock.now()).filter(person_id=pk, role__in=roles_with(permission))
    return Office.objects.filter(pk__in=held.values("office_id")) if pk else Office.objects.none()
