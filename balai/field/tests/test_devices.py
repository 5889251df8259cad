"""Phones and what they say that they hold."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from balai.base.errors import RuleBroken
from balai.field import actions, readings
from balai.field.models import Manifest
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_morning(at):
    at(make.NOW)


def test_forty_one_of_forty_seven_and_which_phone():
    office = make.office()
    phones = [make.phone_of(office, label=f"HP RT 0{n}") for n in range(1, 7)]
    for number, phone in enumerate(phones):
        made = [phone.record() for _ in range(7 if number else 12)]
        phone.say()
        for id in made if phone is not phones[3] else made[:1]:
            phone.send(id)
    told = readings.arrivals(office, "uji/1")
    assert (told.arrived, told.expected) == (41, 47)
    assert [(row.device.label, row.missing) for row in told.rows if row.missing] == [("HP RT 04", 6)]


def test_a_phone_that_is_off_is_counted_by_what_its_holder_says():
    office = make.office()
    phone = make.phone_of(office)
    by = make.field_officer(office)
    actions.say_for_device(device=phone.device, about="uji/1", count=6, by=by, now=make.NOW)
    assert readings.arrivals(office, "uji/1").missing == 6
    phone.record()
    phone.say()
    assert readings.arrivals(office, "uji/1").missing == 1
    with pytest.raises(PermissionDenied):
        actions.say_for_device(
            device=phone.device, about="uji/1", count=6, by=make.field_officer(), now=make.NOW
        )


def test_an_older_manifest_that_comes_late_changes_nothing():
    phone = make.phone_of()
    phone.record()
    phone.say(number=5)
    phone.record()
    answer = phone.say(number=4)
    assert (answer.json()["count"], Manifest.objects.get().count) == (1, 1)


def test_a_manifest_is_signed_by_its_own_active_device():
    phone, forger = make.phone_of(), make.phone_of()
    forger.device = phone.device
    assert forger.say().json()["code"] == "field.stranger"
    actions.revoke_device(device=phone.device, by=make.field_officer(phone.device.office), now=make.NOW)
    assert phone.say().json()["code"] == "field.stranger"
    assert not Manifest.objects.exists()


def test_its_answer_brings_the_keys_the_time_and_the_label():
    phone = make.phone_of(label="HP RT 05")
    news = phone.say().json()
    assert news["label"] == "HP RT 05"
    assert set(news["keys"]) == {"box", "receipts"}
    assert news["now"].startswith("20")
    assert news["sheets"] == []


def test_a_clock_a_day_off_is_seen():
    phone = make.phone_of()
    phone.say(at=make.NOW - timedelta(days=1))
    assert Manifest.objects.get().clock_is_off


def test_labels_are_told_apart_within_an_office():
    office = make.office()
    make.phone_of(office, label="HP RT 05")
    with pytest.raises(RuleBroken, match="sudah dipakai"):
        make.invitation(office, label=" HP  RT 05 ")
    make.phone_of(label="HP RT 05")


def test_only_the_offices_own_officers_arrange_its_phones():
    phone, other = make.phone_of(), make.field_officer()
    deeds = [
        lambda: actions.revoke_device(device=phone.device, by=other, now=make.NOW),
        lambda: actions.change_device(device=phone.device, label="x", quota=1, by=other, now=make.NOW),
        lambda: actions.invite_again(device=phone.device, by=other, now=make.NOW),
        lambda: actions.invite_device(office=phone.device.office, label="x", by=other, now=make.NOW),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()


def test_a_new_code_ends_the_old_one():
    invited = make.invitation()
    by = make.field_officer(invited.device.office)
    again = actions.invite_again(device=invited.device, by=by, now=make.NOW)
    assert again.code != invited.code
    with pytest.raises(RuleBroken, match="sudah diganti dengan yang baru"):
        actions.enrol(code=invited.code, point=POINT, now=make.NOW)
    with pytest.raises(RuleBroken, match="sudah lewat"):
        actions.enrol(code=again.code, point=POINT, now=make.NOW + timedelta(hours=1))
    assert actions.enrol(code=again.code, point=POINT, now=make.NOW).is_active
    actions.revoke_device(device=invited.device, by=by, now=make.NOW)
    with pytest.raises(RuleBroken, match="sudah dicabut"):
        actions.enrol(code=again.code, point=POINT, now=make.NOW)


POINT = (
    "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"  # the generator
)
