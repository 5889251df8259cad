"""Writings that wait for nobody's answer go to the database as one statement, where it can."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection

from balai.base.prepared import insert
from balai.base.prepared_rows import update
from balai.base.together import together
from balai.places.models import Counter, Office
from tests import make

pytestmark = pytest.mark.django_db


def statements(count: int) -> int:
    """So many writings gathered."""
    return 1 if connection.vendor == "postgresql" else count


def test_rows_and_columns_are_written_at_once_and_keys_come_back(django_assert_num_queries):
    office = make.office(counters=0)
    office.address = "Jalan Baru 1"
    with django_assert_num_queries(statements(3)), together():
        rows = [insert(Counter(office=office, number=number, name="Loket")) for number in (1, 2)]
        update(office, "address")
    assert [row.number for row in Counter.objects.filter(pk__in=[row.pk for row in rows])] == [1, 2]
    assert Office.objects.get(pk=office.pk).address == "Jalan Baru 1"


def counter_and_then(office: Office, then: Callable[[], object]) -> None:
    with together():
        insert(Counter(office=office, number=1, name="Loket"))
        then()


def test_a_row_that_is_gone_is_noticed_at_the_end():
    gone = Office(pk=10_000_000, name="hilang")
    with pytest.raises(DatabaseError, match="gone"):
        counter_and_then(make.office(counters=0), lambda: update(gone, "name"))


def test_what_was_gathered_before_a_mistake_is_forgotten(django_assert_num_queries):
    office = make.office(counters=0)
    with pytest.raises(ZeroDivisionError):
        counter_and_then(office, lambda: 1 / 0)
    with django_assert_num_queries(1):
        made = insert(Counter(office=office, number=2, name="Loket"))
    assert made.pk


def test_one_within_another_joins_it(django_assert_num_queries):
    office = make.office(counters=0)
    with django_assert_num_queries(statements(2)), together():
        insert(Counter(office=office, number=1, name="Loket"))
        with together():
            insert(Counter(office=office, number=2, name="Loket"))
