"""Offices, counters, hours: who may, what is refused, what the database itself refuses."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.places import actions
from balai.places.models import Counter, Office, OpeningHours, Place
from balai.places.rules import DayHours
from tests.make import people, places
from tests.make.moment import NOW

pytestmark = pytest.mark.django_db


def test_an_office_takes_its_zone_from_its_place():
    kupang = places.place("53")
    assert places.office(zone="", place=kupang).zone == "Asia/Makassar"


def test_an_address_is_given_once():
    places.office("kec-satu")
    with pytest.raises(RuleBroken, match="sudah dipakai"):
        actions.create_office(slug="kec-satu", name="Dua", place=places.place(), now=NOW)


def test_a_head_changes_the_own_office_and_it_is_written_down():
    office = places.office()
    head = people.head(office)
    changed = actions.change_office(
        office=office, by=head, now=NOW, address="Jalan Rekaan 1", zone=office.zone
    )
    assert changed.address == "Jalan Rekaan 1"
    entry = Entry.objects.get(verb="office.changed")
    assert (entry.actor, entry.office, entry.facts) == (head.pseudonym, office.slug, {"fields": ["address"]})


def test_what_stays_the_same_is_no_deed():
    office = places.office()
    actions.change_office(office=office, by=people.head(office), now=NOW, address="")
    assert not Entry.objects.filter(verb="office.changed").exists()


@pytest.mark.parametrize("role", ["front_desk", "coordinator", "editor", "program_lead"])
def test_other_roles_change_no_office(role):
    office = places.office()
    with pytest.raises(PermissionDenied):
        actions.change_office(office=office, by=people.officer(role, office), now=NOW, name="Lain")


def test_a_head_changes_no_other_office():
    head = people.head(places.office())
    with pytest.raises(PermissionDenied):
        actions.add_counter(office=places.office(), number=1, by=head, now=NOW)


def test_a_counter_number_is_given_once():
    office = places.office(counters=1)
    with pytest.raises(RuleBroken, match="Loket 1 sudah ada"):
        actions.add_counter(office=office, number=1, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Counter.objects.create(office=office, number=1)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (("16:00", "07:30", None, None), "sesudah jam buka"),
        (("07:30", "16:00", "12:00", None), "awal dan akhir istirahat"),
        (("07:30", "16:00", "07:00", "08:00"), "di antara"),
        (("07:30", "16:00", "13:00", "12:00"), "di antara"),
    ],
)
def test_hours_that_cannot_be_are_refused(hours, said):
    day = DayHours(0, *(time.fromisoformat(hour) if hour else None for hour in hours))  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match=said):
        actions.set_hours(office=places.office(), hours=[day], now=NOW)


def test_a_week_is_replaced_as_a_whole():
    office = places.office()
    places.hours(office, weekdays=range(5))
    places.hours(office, weekdays=[5])
    assert list(OpeningHours.objects.filter(office=office).values_list("weekday", flat=True)) == [5]


def test_one_weekday_is_not_written_twice():
    day = DayHours(0, time(8), time(12))
    with pytest.raises(RuleBroken, match="sekali"):
        actions.set_hours(office=places.office(), hours=[day, day], now=NOW)


def test_a_mark_to_confirm_goes_when_an_officer_has_looked():
    office = places.office(to_confirm="jam buka")
    assert actions.confirm_office(office=office, by=people.head(office), now=NOW).to_confirm == ""


def broken_place(**values: object) -> None:
    usual = {"code": "99.05", "parent_code": "99", "name": "X", "level": "kabupaten", "zone": "Asia/Jakarta"}
    Place.objects.create(**(usual | {"parent": places.place("99")} | values))


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "98.05"},
        {"level": "kecamatan"},
        {"level": "negara"},
        {"parent": None},
        {"code": "99.0", "level": "kabupaten"},
        {"parent_code": ""},
    ],
    ids=str,
)
def test_the_database_refuses_a_region_outside_the_tree(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken_place(**wrong)


def test_the_database_accepts_a_region_inside_the_tree():
    broken_place()


def test_an_office_of_no_known_kind_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(slug="x", name="X", kind="warung", place=places.place(), zone="Asia/Jakarta")
