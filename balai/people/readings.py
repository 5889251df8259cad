"""What every page of every officer asks for: statements compiled once (base/prepared.py)."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import F, QuerySet

from balai.base.prepared import Prepared
from balai.people.models import Identity, Opening, Person
from balai.people.rights import Right

MOST_OPENINGS = 100


def person_signed_in(pk: int) -> Person | None:
    """With the rights of this moment: one request asks for them several times."""
    rows = PERSON.all(pk=pk)
    if not rows:
        return None
    rights = [Right(row.role_there, row.office_there, row.since, row.until) for row in rows if row.role_there]  # type: ignore[attr-defined]
    rows[0].rights = rights
    return rows[0]


def session_kept(key: str, moment: datetime) -> Session | None:
    return SESSION.first(key=key, moment=moment)


def openings_of(identity: Identity) -> list[Opening]:
    """Who read it: role, office, moment, purpose. The newest first. One query."""
    return OPENINGS.all(identity=identity.pk)


def _person(*, pk: int) -> QuerySet[Person]:
    """A row for each role; one without any for whom has none."""
    return Person.objects.filter(pk=pk, is_active=True).annotate(
        role_there=F("assignments__role"),
        office_there=F("assignments__office_id"),
        since=F("assignments__starts_at"),
        until=F("assignments__ends_at"),
    )


def _session(*, key: str, moment: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=moment)


def _openings(*, identity: int) -> QuerySet[Opening]:
    rows = Opening.objects.filter(identity=identity).select_related("office")
    return rows.order_by("-opened_at")[:MOST_OPENINGS]


OPENINGS = Prepared(_openings)
PERSON, SESSION = Prepared(_person), Prepared(_session)
