"""Hold a row, and know a busy database from one that is away."""

import pytest
from django.db import OperationalError, connection, transaction

from balai.base.locks import is_busy, locked
from balai.engine.models import Lease
from balai.engine.tests.crowd import together
from tests.make.audit import MOMENT


def number(row: Lease) -> int:
    return row.failures


@pytest.fixture
def row(db) -> Lease:
    return Lease.objects.create(name="nomor", holder="", until=MOMENT)


def test_a_held_row_is_as_it_is_now(row):
    Lease.objects.update(failures=7)
    with transaction.atomic():
        assert number(locked(row)) == 7
    assert number(row) == 0


def test_postgresql_really_holds_it(row, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1) as asked:
        locked(row)
    assert ("FOR UPDATE" in asked[0]["sql"]) is (connection.vendor == "postgresql")


def step(pk: int, hold) -> None:
    """Reads, then writes what it read plus one: only right when nobody comes between."""
    with transaction.atomic():
        row = hold(Lease(pk=pk))
        row.failures += 1
        row.save(update_fields=["failures"])


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_sixteen_steps_are_sixteen():
    row = Lease.objects.create(name="nomor", holder="", until=MOMENT)
    assert together(16, lambda _: step(row.pk, locked)) == [None] * 16
    row.refresh_from_db()
    assert row.failures == 16


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_steps_are_lost_on_postgresql():
    """The control: the race is real where SQLite's single writer does not stand in for the lock."""
    if connection.vendor == "sqlite":
        pytest.skip("an IMMEDIATE transaction holds everything")
    row = Lease.objects.create(name="nomor", holder="", until=MOMENT)
    for _ in range(10):
        together(16, lambda _: step(row.pk, lambda lease: Lease.objects.get(pk=lease.pk)))
        row.refresh_from_db()
        if row.failures < 16:
            return
        Lease.objects.update(failures=0)
    raise AssertionError("sixteen threads never met in ten rounds")


class Refused(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def failure(text: str, sqlstate: str = "") -> OperationalError:
    error = OperationalError(text)
    error.__cause__ = Refused(sqlstate) if sqlstate else None
    return error


@pytest.mark.parametrize(
    ("error", "busy"),
    [
        (failure("database is locked"), True),
        (failure("canceling statement due to lock timeout", "55P03"), True),
        (failure("deadlock detected", "40P01"), True),
        (failure("server closed the connection unexpectedly", "57P01"), False),
        (failure("disk I/O error"), False),
    ],
)
def test_busy_is_not_away(error, busy):
    assert is_busy(error) is busy
