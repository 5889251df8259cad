"""Whoever gets past the triggers is found at the exact entry."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from balai.audit import anchors, jobs, triggers, verify
from balai.audit.chain import BEGINNING, link
from balai.audit.models import Entry, Seal
from balai.audit.testing import allow_flush
from balai.audit.verify import Finding, Kind
from tests.make.audit import MOMENT, deeds

COUNT = 6


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path):
    settings.BALAI_ANCHORS = str(tmp_path / "anchors.log")


@pytest.fixture
def chain(db):
    return [entry.pk for entry in deeds(COUNT)]


def set_foreign_keys(on: bool) -> None:
    statement = f"SET session_replication_role = {'DEFAULT' if on else 'replica'}"
    if connection.vendor == "sqlite":
        statement = f"PRAGMA {'foreign_keys' if not connection.in_atomic_block else 'defer_foreign_keys'} = "
        statement += ("ON" if on else "OFF") if not connection.in_atomic_block else "ON"
    triggers.run(connection, [statement])


@contextmanager
def unguarded() -> Iterator[None]:
    """What somebody may do who owns the database but not the keys: triggers off, foreign keys off."""
    with allow_flush():
        set_foreign_keys(on=False)
        yield
        set_foreign_keys(on=True)


def tamper(*statements: str) -> None:
    with unguarded():
        triggers.run(connection, list(statements))


@pytest.fixture(autouse=True)
def no_check_of_keys_at_the_end(monkeypatch):
    """A removed entry leaves its seal pointing nowhere, which the test case itself would refuse."""
    monkeypatch.setattr(connection, "check_constraints", lambda *a, **k: None)


def found() -> list[tuple[Kind, int | None]]:
    return [(f.kind, f.entry if f.entry else f.seal) for f in findings()]


def findings() -> list[Finding]:
    return list(verify.findings(now=MOMENT))


def test_an_honest_chain_is_clean(chain):
    jobs.anchor(MOMENT)
    assert found() == []


@pytest.mark.parametrize("at", range(COUNT))
@pytest.mark.parametrize(
    "change",
    ["verb = 'queue.ticket_served'", "actor = 'x'", "office = 'x'", "subject_id = '99'", "facts = '{}'"],
)
def test_a_changed_entry_is_named(chain, at, change):
    tamper(f"UPDATE audit_entry SET {change} WHERE id = {chain[at]}")
    assert found() == [(Kind.CHANGED, chain[at])]


def test_a_changed_moment_is_named(chain):
    tamper(f"UPDATE audit_entry SET at = (SELECT max(at) FROM audit_entry) WHERE id = {chain[1]}")
    assert found() == [(Kind.CHANGED, chain[1])]


@pytest.mark.parametrize("at", range(COUNT))
def test_a_removed_entry_is_named(chain, at):
    tamper(f"DELETE FROM audit_entry WHERE id = {chain[at]}")
    assert found() == [(Kind.REMOVED, chain[at])]


@pytest.mark.parametrize("at", range(COUNT - 1))
def test_an_entry_removed_with_its_seal_leaves_a_gap(chain, at):
    tamper(
        f"DELETE FROM audit_seal WHERE entry_id = {chain[at]}",
        f"DELETE FROM audit_entry WHERE id = {chain[at]}",
    )
    assert found() == [(Kind.REMOVED, at + 1)]


INSERT = (
    "INSERT INTO audit_entry (at, verb, actor, office, subject_type, subject_id, facts, mac) "
    "SELECT at, {verb}, actor, office, subject_type, subject_id, facts, {mac} FROM audit_entry "
    "WHERE id = {like}"
)


@pytest.mark.parametrize("sealed", [False, True])
def test_an_entry_put_in_without_the_key_is_named(chain, sealed):
    mac = "decode(repeat('01', 41), 'hex')" if connection.vendor == "postgresql" else "zeroblob(41)"
    tamper(INSERT.format(verb="'queue.invented'", mac=mac, like=chain[0]))
    if sealed:
        jobs.seal(MOMENT, above=0)
    assert found() == [(Kind.INSERTED, Entry.objects.latest("pk").pk)]


@pytest.mark.parametrize("sealed", [False, True])
def test_a_copy_of_a_true_entry_is_named(chain, sealed):
    tamper(INSERT.format(verb="verb", mac="mac", like=chain[2]))
    if sealed:
        jobs.seal(MOMENT, above=0)
    kinds = found()
    assert (Kind.COPIED, Entry.objects.latest("pk").pk) in kinds
    assert {kind for kind, _ in kinds} <= {Kind.COPIED, Kind.LATE}


def swap(one: int, other: int) -> None:
    """Two whole entries change their places; each still reads as it was written."""
    tamper(
        f"UPDATE audit_seal SET entry_id = -1 WHERE entry_id = {one}",
        f"UPDATE audit_seal SET entry_id = {one} WHERE entry_id = {other}",
        f"UPDATE audit_seal SET entry_id = {other} WHERE entry_id = -1",
    )


def test_entries_that_changed_places_are_both_named(chain):
    swap(chain[1], chain[4])
    assert sorted(found()) == sorted([(Kind.REORDERED, chain[1]), (Kind.REORDERED, chain[4])])


def test_neighbours_that_changed_places_are_both_named(chain):
    swap(chain[2], chain[3])
    assert sorted(found()) == sorted([(Kind.REORDERED, chain[2]), (Kind.REORDERED, chain[3])])


def test_a_changed_seal_is_named_and_not_its_follower(chain):
    tamper("UPDATE audit_seal SET digest = (SELECT digest FROM audit_seal WHERE number = 1) WHERE number = 3")
    assert found() == [(Kind.SEAL_CHANGED, chain[2])]


def test_a_cut_tail_is_found_by_the_last_anchor(chain):
    jobs.anchor(MOMENT)
    tamper(
        "DELETE FROM audit_anchor",
        "DELETE FROM audit_seal WHERE number > 4",
        f"DELETE FROM audit_entry WHERE id > {chain[3]}",
    )
    assert found() == [(Kind.CUT, COUNT)]


def rewrite_without(gone: int) -> None:
    """The careful forger: removes an entry, and makes every later seal anew."""
    entries = [seal.entry for seal in Seal.objects.select_related("entry").order_by("number")]
    with allow_flush():
        Seal.objects.all().delete()
        Entry.objects.filter(pk=gone).delete()
        digest = BEGINNING
        for number, entry in enumerate((e for e in entries if e.pk and e.pk != gone), 1):
            digest = link(digest, entry)
            Seal.objects.create(number=number, entry=entry, digest=digest, sealed_at=MOMENT)


def test_a_rewritten_chain_is_found_back_to_the_last_anchor_that_fits(chain):
    jobs.anchor(MOMENT)
    later = [entry.pk for entry in deeds(4)]
    jobs.anchor(MOMENT)
    rewrite_without(later[1])
    tamper("DELETE FROM audit_anchor")
    [cut] = findings()
    assert (cut.kind, cut.seal) == (Kind.CUT, COUNT + 4)
    assert f"sesudah segel ke-{COUNT}" in cut.text


def test_a_chain_rewritten_to_the_same_length_is_found_too(chain):
    jobs.anchor(MOMENT)
    rewrite_without(chain[0])
    tamper("DELETE FROM audit_anchor")
    deeds(3)
    assert (Kind.REWRITTEN, COUNT) in found()


def test_an_anchor_file_that_was_scribbled_in_is_said(chain):
    anchors.path().write_text("bukan json\n")
    assert "baris 1" in findings()[0].text


def test_triggers_that_were_taken_off_are_said(chain):
    triggers.run(connection, triggers.drop_statements(connection.vendor))
    assert {f.kind for f in findings()} == {Kind.UNGUARDED}


@pytest.mark.slow
class AnyTampering(TestCase):
    """Whatever single entry is touched in whatever way, that entry is named and no other."""

    @given(
        at=st.integers(0, 8),
        how=st.sampled_from(["verb", "facts", "mac", "remove"]),
        text=st.text("abc", min_size=1),
    )
    def test_one_touched_entry_is_named(self, at, how, text):
        ids = [entry.pk for entry in deeds(9)]
        self.touch(ids[at], how, text)
        expected = Kind.REMOVED if how == "remove" else Kind.CHANGED
        assert [(f.kind, f.entry) for f in findings()] == [(expected, ids[at])]

    @given(order=st.permutations(range(7)))
    def test_every_moved_entry_is_named(self, order):
        ids = [entry.pk for entry in deeds(7)]
        with allow_flush():
            for number in range(7):
                Seal.objects.filter(number=number + 1).update(number=number + 101)
            seals = {seal.number - 101: seal for seal in Seal.objects.all()}
            for place, which in enumerate(order):
                digest = seals[place].digest
                Seal.objects.filter(number=which + 101).update(number=place + 1, digest=b"-" * 32)
                Seal.objects.filter(number=place + 1).update(digest=digest)
        moved = {ids[which] for place, which in enumerate(order) if place != which}
        assert {f.entry for f in findings() if f.kind == Kind.REORDERED} == moved

    def touch(self, pk: int, how: str, text: str) -> None:
        rows = Entry.objects.filter(pk=pk)
        with unguarded():
            if how == "remove":
                rows._raw_delete("default")
            elif how == "mac":
                rows.update(mac=b"\x01" + hashlib.sha256(text.encode()).digest() + b"12345678")
            else:
                rows.update(**{how: text if how == "verb" else {"x": text}})
