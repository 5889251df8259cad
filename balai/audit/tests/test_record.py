"""A deed is written once, cheaply, and the database refuses to forget it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from balai.audit import triggers
from balai.audit.actions import mac_holds
from balai.audit.models import Anchor, Entry, Seal
from balai.audit.testing import allow_flush
from tests.make.audit import MOMENT, deed, deeds

pytestmark = pytest.mark.django_db


def test_recording_costs_one_insert(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        deed()
    assert asked[0]["sql"].startswith("INSERT")


def test_a_deed_reads_back_as_it_was_written():
    deed(now=MOMENT + timedelta(microseconds=123456), note="ä “kutip” \\ baris")
    assert mac_holds(Entry.objects.get())


def test_two_like_deeds_are_told_apart():
    assert deed().mac != deed().mac


CHANGES = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
}
COLUMNS = {"audit_entry": "verb", "audit_seal": "sealed_at", "audit_anchor": "at"}


@pytest.fixture
def chain():
    deeds(3)
    Anchor.objects.create(seal_number=1, digest=b"x" * 32, at=MOMENT)
    connection.check_constraints()  # what PostgreSQL keeps for the end of the transaction


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match=triggers.SAYS),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", triggers.TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_or_remove(chain, table, change):
    refused(CHANGES[change].format(table=table, column=COLUMNS[table]))


@pytest.mark.parametrize("table", triggers.TABLES)
def test_the_database_refuses_to_empty_or_replace(chain, table):
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")
    else:
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


def test_a_seal_cannot_be_given_to_an_entry_again(chain):
    if connection.vendor == "postgresql":
        pytest.skip("the unique index refuses")
    refused(
        "INSERT OR REPLACE INTO audit_seal (number, entry_id, digest, sealed_at) "
        "SELECT 99, entry_id, digest, sealed_at FROM audit_seal LIMIT 1"
    )


def test_a_test_database_may_be_emptied_in_the_stated_way(chain):
    with allow_flush():
        Seal.objects.all().delete()
        Entry.objects.all().delete()
    deed()
    refused("DELETE FROM audit_entry")


def test_no_other_database_may_be_emptied(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/var/lib/balai/balai.sqlite3")
    with pytest.raises(RuntimeError, match="no test database"), allow_flush():
        pass


def test_missing_triggers_are_noticed():
    assert triggers.missing(connection) == []
    triggers.run(connection, triggers.drop_statements(connection.vendor))
    assert set(triggers.missing(connection)) == set(triggers.names(connection.vendor))
