"""Officers: made with a one-time start code, reset by their head, never seen by a mail server."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.people.actions.assignments import give_role, require_may_give
from balai.people.models import Assignment, Person
from balai.people.rules import START_CODE_LASTS, new_start_code, read_username
from balai.places.models import Office


@dataclass(frozen=True)
class NewAccess:
    """An officer and the code to begin with: shown once, kept nowhere."""

    person: Person
    start_code: str


@transaction.atomic
def create_officer(
    *,
    username: str,
    display_name: str,
    role: str,
    office: Office,
    ends_at: datetime | None = None,
    by: Person | None = None,
    now: datetime,
) -> NewAccess:
    """A new officer with a first role; the start code lasts three days."""
    require_may_give(by, role, at=office, now=now)
    made = make_officer(username=username, display_name=display_name, office=office, by=by, now=now)
    give_role(person=made.person, role=role, office=office, ends_at=ends_at, by=by, now=now)
    return made


def make_officer(
    *, username: str, display_name: str, office: Office, by: Person | None, now: datetime
) -> NewAccess:
    """An officer without a role yet; for actions that have asked already whether `by` may."""
    username, display_name = read_username(username), display_name.strip()
    if not display_name:
        raise RuleBroken("person.display_name", "Isi sebutan petugas.", field="display_name")
    if Person.objects.filter(username=username).exists():
        raise RuleBroken("person.taken", f"Nama pengguna '{username}' sudah dipakai.", field="username")
    code = new_start_code()
    person = Person(username=username, display_name=display_name, start_code_until=now + START_CODE_LASTS)
    person.set_password(code)
    person.save()
    record("person.created", person, by=by, office=office, now=now)
    return NewAccess(person, code)


@transaction.atomic
def rename_officer(*, person: Person, display_name: str, by: Person | None, now: datetime) -> Person:
    person = locked(person)
    require_over(by, person, now=now)
    person.display_name = display_name.strip()
    person.save(update_fields=["display_name"])
    record("person.renamed", person, by=by, now=now)
    return person


@transaction.atomic
def reset_access(*, person: Person, by: Person | None = None, now: datetime) -> NewAccess:
    """Lost telephone or password: a new start code, a new second factor, every sign-in ended."""
    person = locked(person)
    require_over(by, person, now=now)
    if by is not None and by.pk == person.pk:
        raise RuleBroken("person.own_reset", "Akses Anda sendiri diatur di halaman akun.")
    code = new_start_code()
    person.set_password(code)  # with the old password's hash every old session ends
    person.start_code_until = now + START_CODE_LASTS
    person.save(update_fields=["password", "start_code_until"])
    Authenticator.objects.filter(user=person).delete()
    UserSession.objects.filter(user=person).delete()
    record("person.access_reset", person, by=by, now=now)
    return NewAccess(person, code)


def require_over(by: Person | None, person: Person, *, now: datetime) -> None:
    """May give every role that this person holds: nobody becomes more by resetting somebody else."""
    held = list(Assignment.objects.not_over(now).filter(person=person).select_related("office"))
    if by is not None and not held:
        held = list(Assignment.objects.filter(person=person).select_related("office"))
    for assignment in held:
        require_may_give(by, assignment.role, at=assignment.office, now=now)
