"""The protocol: stored before it is read, one row however often it comes, and a receipt that proves it."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balai.base.sealing import SealBroken
from balai.documents.models import File
from balai.documents.tests.conftest import workshop_here as workshop_here
from balai.documents.tests.hostile import huge_png, pdf
from balai.field import actions, keys
from balai.field.envelopes import decode, encode, parts_of, read
from balai.field.models import Photo, Submission
from balai.field.rules import Reason, State
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_morning(at):
    at(make.NOW)


def proved(answer) -> dict:
    """What the receipt says, after its signature was checked as a phone does it."""
    text, signature = parts_of(answer.json()["receipt"].encode())
    facts = json.loads(text)
    assert keys.is_signed(text, signature, decode(keys.public_keys()["receipts"][str(facts["key"])]))
    return dict(facts)


def test_a_record_is_stored_byte_for_byte_and_receipted():
    phone = make.phone_of()
    id = phone.record(jumlah=21)
    answer = phone.send(id)
    row = Submission.objects.get()
    assert answer.status_code == 201
    assert (proved(answer)["id"], proved(answer)["state"]) == (id, "received")
    assert proved(answer)["sha256"] == bytes(row.sha256).hex()
    assert bytes(row.raw) == phone.made[id]
    assert (row.state, row.kind, row.about, row.office) == ("received", "uji", "uji/1", phone.device.office)


def test_the_same_again_gets_the_same_receipt_byte_for_byte_whatever_became_of_it():
    phone = make.phone_of()
    id = phone.record()
    first = phone.send(id)
    again = phone.send(id)
    assert (again.status_code, again.content) == (200, first.content)
    row = Submission.objects.get()
    Submission.objects.filter(pk=row.pk).update(state=State.APPLIED, applied_at=make.NOW, raw=None)
    assert phone.send(id).content == first.content


def test_other_bytes_under_the_same_id_are_kept_beside_the_first():
    phone = make.phone_of()
    id = phone.record(jumlah=21)
    phone.send(id)
    phone.record(id=id, jumlah=23)
    answer = phone.send(id)
    assert (answer.status_code, answer.json()["code"]) == (409, "field.conflict")
    assert proved(answer)["state"] == "conflict"
    assert list(Submission.objects.order_by("pk").values_list("state", "reason")) == [
        ("received", ""),
        ("conflict", "twice"),
    ]
    assert phone.send(id).content == answer.content


def test_an_unknown_device_is_kept_and_told_so():
    phone, stranger = make.phone_of(), make.phone_of()
    id = stranger.record()
    stranger.device.uid = phone.record()  # no device at all
    answer = stranger.send(id)
    assert (answer.status_code, proved(answer)["reason"]) == (202, "stranger")
    row = Submission.objects.get()
    assert (row.state, row.device, row.office, bytes(row.raw)) == (
        "quarantined",
        None,
        None,
        stranger.made[id],
    )


def test_a_forger_who_knows_the_device_lacks_its_key():
    phone, forger = make.phone_of(), make.phone_of()
    forger.device = phone.device
    answer = forger.send(forger.record())
    assert (answer.status_code, proved(answer)["reason"]) == (202, "signature")


def test_a_quarantined_forgery_does_not_stand_in_the_way_of_the_real_one():
    phone, forger = make.phone_of(), make.phone_of()
    forger.device = phone.device
    id = forger.record()
    forger.send(id)
    phone.record(id=id)
    assert phone.send(id).status_code == 201


def test_a_revoked_device_is_held_back():
    phone = make.phone_of()
    actions.revoke_device(device=phone.device, by=make.field_officer(phone.device.office), now=make.NOW)
    answer = phone.send(phone.record())
    assert (answer.status_code, proved(answer)["reason"]) == (202, "revoked")


def test_beyond_its_quota_a_device_is_held_back():
    phone = make.phone_of(quota=2)
    answers = [phone.send(phone.record()).status_code for _ in range(3)]
    assert answers == [201, 201, 202]
    assert Submission.objects.get(state="quarantined").reason == Reason.QUOTA


@pytest.mark.parametrize(
    ("text", "reason"),
    [(b"{}", "version"), (b'{"v":1}', "broken"), (b'{"v":7}', "version"), (b"PK\x03\x04", "broken")],
)
def test_what_is_signed_and_unreadable_is_kept(text, reason):
    phone = make.phone_of()
    id = phone.record()
    answer = phone.send(id, phone.sign(text))
    assert (answer.status_code, proved(answer)["reason"]) == (202, reason)
    assert Submission.objects.get().office == phone.device.office


def test_bytes_without_signature_are_kept():
    phone = make.phone_of()
    answer = phone.send(phone.record(), b"\xff\x00 bukan apa-apa")
    assert (answer.status_code, proved(answer)["reason"]) == (202, "broken")


def test_an_envelope_of_another_id_is_no_record_of_this_one():
    phone = make.phone_of()
    answer = phone.send(phone.record(), phone.made[phone.record()])
    assert (answer.status_code, proved(answer)["reason"]) == (202, "broken")


def test_our_readers_mistake_loses_nothing(monkeypatch):
    phone = make.phone_of()
    id = phone.record()
    monkeypatch.setattr("balai.field.actions.receiving.read", lambda raw: 1 / 0)
    answer = phone.send(id)
    assert (answer.status_code, proved(answer)["reason"]) == (202, "unread")
    assert bytes(Submission.objects.get().raw) == phone.made[id]


def test_what_was_cut_on_the_way_is_not_stored_and_sent_again():
    phone = make.phone_of()
    id = phone.record()
    whole = hashlib.sha256(phone.made[id]).hexdigest()
    cut = phone.post(f"records/{id}", phone.made[id][:-9], whole)
    assert (cut.status_code, cut.json()["code"]) == (400, "field.cut")
    assert not Submission.objects.exists()
    assert phone.send(id).status_code == 201


def test_too_large_is_said_with_a_code():
    phone = make.phone_of()
    answer = phone.send(phone.record(), b"x" * 64_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "field.too_large")


def test_strangers_are_limited_by_their_address(monkeypatch):
    monkeypatch.setattr("balai.field.actions.receiving.STRANGERS", 2)
    stranger, forger = make.phone_of(), make.phone_of()
    forger.device.uid = make.phone_of().uid
    stranger.device.uid = stranger.record()
    answers = [stranger.send(stranger.record()).status_code for _ in range(3)]
    assert answers == [202, 202, 429]
    assert forger.send(forger.record()).status_code == 429
    assert make.phone_of().send(make.phone_of().record(), b"x").status_code == 429
    phone = make.phone_of()
    assert phone.send(phone.record()).status_code == 201


def test_a_device_that_never_stops_is_slowed(monkeypatch):
    monkeypatch.setattr("balai.field.actions.receiving.PER_DEVICE", 2)
    phone = make.phone_of()
    assert [phone.send(phone.record()).status_code for _ in range(3)] == [201, 201, 429]
    assert phone.say().status_code == 429


def test_a_clock_a_day_ahead_is_taken_and_seen():
    phone = make.phone_of()
    assert phone.send(phone.record(made_at=make.NOW + timedelta(days=1))).status_code == 201
    assert Submission.objects.get().clock_is_off


def test_personal_fields_open_with_the_servers_key_and_for_their_record_alone():
    phone = make.phone_of()
    id = phone.record("titipan", personal={"nama": "Warga Rekaan"})
    assert "Rekaan" not in phone.made[id].decode()
    envelope = read(phone.made[id])
    assert keys.open_sealed(envelope) == {"nama": "Warga Rekaan"}
    with pytest.raises(SealBroken):
        keys.open_sealed(replace(envelope, id=phone.record()))


def test_the_database_refuses_two_accepted_of_one_id_and_the_same_bytes_twice():
    phone = make.phone_of()
    row = make.phone_record(phone)
    for digest in (row.sha256, b"x" * 32):
        row.pk, row.sha256 = None, digest
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_a_photo_comes_after_its_record_and_once():
    phone, picture = make.phone_of(), make.picture()
    id = phone.record(photos=[picture])
    early = phone.send_photo(id, picture)
    assert (early.status_code, early.json()["code"]) == (409, "field.record_first")
    phone.send(id)
    first = phone.send_photo(id, picture)
    assert first.status_code == 200
    assert proved(first)["photo"] == bytes(Photo.objects.get().sha256).hex()
    assert phone.send_photo(id, picture).content == first.content
    assert Photo.objects.get().file.is_picture


def test_a_photo_that_the_record_does_not_name_is_refused():
    phone = make.phone_of()
    id = phone.record(photos=[make.picture()])
    phone.send(id)
    answer = phone.send_photo(id, make.picture(colour="red"))
    assert answer.json()["code"] == "field.record_first"


NO_PHOTO = {
    "a ZIP": (lambda: b"PK\x03\x04" + b"0" * 500, "document.office"),
    "a decompression bomb": (huge_png, "document.pixels"),
    "one pixel": (lambda: make.picture(size=(1, 1)), "document.tiny"),
    "a cut file": (lambda: make.picture(size=(200, 200))[:-300], "document.broken"),
    "a text": (lambda: b"halo, ini foto saya", "document.kind"),
    "a PDF": (pdf, "document.kind"),
}


@pytest.mark.parametrize("name", NO_PHOTO)
@pytest.mark.usefixtures("workshop_here")
def test_what_is_no_photo_says_so_and_its_record_stays(name):
    phone, (made, code) = make.phone_of(), NO_PHOTO[name]
    raw = made()
    id = phone.record(photos=[raw])
    phone.send(id)
    answer = phone.send_photo(id, raw)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert answer.json()["message"].endswith(".")
    assert not Photo.objects.exists()
    assert not File.objects.exists()
    assert Submission.objects.get().state == State.RECEIVED


def test_a_photo_of_forty_megabytes_is_refused_before_it_is_in_memory():
    phone = make.phone_of()
    answer = phone.send_photo(phone.record(), b"x" * 40_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "field.too_large")


def test_a_record_costs_a_constant_number_of_queries():
    phone = make.phone_of()
    phone.send(phone.record())
    with CaptureQueriesContext(connection) as asked:
        phone.send(phone.record())
    assert len(asked) <= 14


def test_enrolment_answers_the_same_key_again_and_no_other():
    invited = make.invitation()
    point = encode(keys.point_of(ec.generate_private_key(keys.CURVE).public_key()))
    other = encode(keys.point_of(ec.generate_private_key(keys.CURVE).public_key()))
    answers = [enrolled(invited.code.lower(), key) for key in (point, point, other)]
    assert [a.status_code for a in answers] == [200, 200, 409]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["device"] == str(invited.device.uid)


@pytest.mark.parametrize("key", ["", "satu", "A" * 87, encode(bytes(65))])
def test_what_is_no_key_enrols_nothing(key):
    answer = enrolled(make.invitation().code, key)
    assert answer.json()["code"] == "field.key"


def test_a_code_is_over_after_an_hour(at):
    invited = make.invitation()
    at(make.NOW + timedelta(minutes=61))
    point = encode(keys.point_of(ec.generate_private_key(keys.CURVE).public_key()))
    assert enrolled(invited.code, point).json()["code"] == "field.code_over"


def enrolled(code: str, key: str):
    return Client().post("/api/v1/field/devices", json.dumps({"code": code, "key": key}), "application/json")


def test_whoever_posts_a_phones_bytes_as_another_does_not_stand_in_its_way():
    """An exported file in wrong hands: its envelopes come first, under another address."""
    phone, stranger = make.phone_of(), make.phone_of()
    id = phone.record(jumlah=21)
    digest = hashlib.sha256(phone.made[id]).hexdigest()
    address = f"/api/v1/field/devices/{stranger.uid}/records/{id}"
    stolen = Client().post(
        address, phone.made[id], "application/octet-stream", headers={"Balai-Sha256": digest}
    )
    assert (stolen.status_code, proved(stolen)["reason"]) == (202, "signature")
    answer = phone.send(id)
    assert (answer.status_code, proved(answer)["state"]) == (201, "received")
    assert phone.send(id).content == answer.content


def test_a_phone_whose_clock_fell_back_to_1970_loses_nothing():
    phone = make.phone_of()
    assert phone.send(phone.record(made_at=make.NOW.replace(year=1970, month=1, day=1))).status_code == 201


def test_photos_that_no_record_names_are_limited_and_those_that_one_names_are_not(monkeypatch, workshop_here):
    monkeypatch.setattr("balai.field.actions.receiving.STRANGERS", 2)
    phone, picture = make.phone_of(), make.picture()
    id = phone.record(photos=[picture])
    assert [phone.send_photo(id, b"x").status_code for _ in range(4)] == [409, 409, 429, 429]
    phone.send(id)
    assert phone.send_photo(id, picture).status_code == 200
