"""Residents' identities: sealed at rest, opened with a reason, erased in time, re-sealed under a new key."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.base.sealing import keyed_hash
from balai.people import actions, jobs
from balai.people.models import Identity, Opening
from tests.make import people, places
from tests.make.moment import NOW

pytestmark = pytest.mark.django_db


def test_nothing_readable_lies_in_the_table():
    made = people.identity(name="Warga Rekaan", phone="0812 0000 0001", email="warga@contoh.example")
    row = Identity.objects.filter(pk=made.pk).values().get()
    text = repr(row)
    for secret in ("Warga", "+62812", "812000", "contoh.example"):
        assert secret not in text
    assert (made.name, made.phone, made.email) == ("Warga Rekaan", "+6281200000001", "warga@contoh.example")
    assert bytes(row["phone_hash"] or b"") == keyed_hash("+6281200000001", "phone")


def opened(by, office, reason="Warga lupa membawa nomor antrean"):
    return actions.open_identity(identity=people.identity(), office=office, reason=reason, by=by, now=NOW)


def test_opening_takes_a_reason_and_leaves_an_entry(at):
    at(NOW)
    office = places.office()
    coordinator = people.officer("coordinator", office)
    assert opened(coordinator, office).name == "Warga Rekaan"
    entry = Entry.objects.get(verb="identity.opened")
    assert (entry.actor, entry.office) == (coordinator.pseudonym, office.slug)
    assert entry.facts == {}  # the reason may name somebody: it lies sealed, for the person to read
    opening = Opening.objects.get()
    assert (opening.role, opening.purpose) == ("koordinator layanan", "Warga lupa membawa nomor antrean")


@pytest.mark.parametrize("reason", ["", "   ", "perlu"])
def test_without_a_reason_nothing_opens(at, reason):
    at(NOW)
    office = places.office()
    with pytest.raises(RuleBroken, match="alasan"):
        opened(people.head(office), office, reason)
    assert not Entry.objects.filter(verb="identity.opened").exists()


@pytest.mark.parametrize("role", ["front_desk", "editor", "program_lead", "admin"])
def test_other_roles_open_nothing(at, role):
    at(NOW)
    office = places.office()
    with pytest.raises(PermissionDenied):
        opened(people.officer(role, office), office)


def test_another_office_opens_nothing(at):
    at(NOW)
    with pytest.raises(PermissionDenied):
        opened(people.head(places.office()), places.office())


def test_what_has_been_kept_long_enough_is_erased_once():
    kept = people.identity(keep_until=date(2026, 5, 24))
    for n in range(3):
        people.identity(phone=f"08120000001{n}", keep_until=date(2026, 5, 23))
    assert jobs.has_expired(NOW)
    assert jobs.erase_expired(NOW) == 3
    assert jobs.erase_expired(NOW) == 0
    assert not jobs.has_expired(NOW)
    assert list(Identity.objects.all()) == [kept]
    assert Entry.objects.get(verb="identity.erased").facts == {"count": 3}


def test_a_day_later_the_rest_goes():
    people.identity(keep_until=date(2026, 5, 24))
    assert jobs.erase_expired(NOW + timedelta(days=1)) == 1
