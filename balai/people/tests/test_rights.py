"""What an officer brings along to a page: the same rights as asked of the tables."""

from datetime import timedelta

import pytest

from balai.base import clock
from balai.base.permissions import Permission
from balai.people.backend import Officers
from balai.people.models import Assignment, Person
from balai.people.rules import Role
from balai.places.models import Office
from tests import make

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Person:
    found = Officers().get_user(person.pk)
    assert found
    return found


def test_rights_hold_at_their_office_alone():
    here, there = make.office("satu"), make.office("dua")
    person = signed_in(make.officer(Role.COORDINATOR, here))
    assert person.rights is not None
    assert person.may(Permission.QUEUE_CALL)
    assert person.may(Permission.QUEUE_MANAGE, at=here)
    assert not person.may(Permission.QUEUE_CALL, at=there)
    assert not person.may(Permission.QUEUE_CALL, at=Office(name="belum disimpan"))
    assert not person.may(Permission.OFFICE_CREATE)


def test_a_role_that_ended_or_has_not_begun_gives_nothing(django_assert_num_queries):
    office, now = make.office("satu"), clock.now()
    person = make.officer(Role.FRONT_DESK, office)
    Assignment.objects.filter(person=person).update(
        starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1)
    )
    head = {"role": Role.OFFICE_HEAD, "starts_at": now + timedelta(days=1)}
    Assignment.objects.create(person=person, office=office, **head)
    with django_assert_num_queries(1):
        found = signed_in(person)
        assert not found.may(Permission.QUEUE_CALL, at=office)
        assert not found.may(Permission.QUEUE_CALL)


def test_nobody_without_a_role_and_nobody_inactive():
    person = make.officer(Role.FRONT_DESK, make.office("satu"))
    Assignment.objects.filter(person=person).delete()
    assert signed_in(person).rights == []
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert Officers().get_user(person.pk) is None
