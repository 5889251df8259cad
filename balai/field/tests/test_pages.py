"""Officers' pages: phones, what arrived, what waits for a decision, and the paper twin."""

import base64
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.field import actions, forms
from balai.field.models import Device, Manifest, Submission
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_morning(at):
    at(make.NOW)


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def desk(office):
    return make.browser(make.field_officer(office))


def test_a_phone_is_invited_with_a_code_that_is_shown_once(office, desk):
    page = desk.post("/kelola/lapangan/hp/baru/", {"label": "HP RT 05", "office": office.pk, "quota": 300})
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page.content.decode())
    assert page.status_code == 201
    assert code
    assert "<svg" in page.content.decode()
    assert code[0] not in desk.get("/kelola/lapangan/hp/").content.decode()
    assert Device.objects.get().label == "HP RT 05"


def test_what_was_typed_stays_when_it_is_refused(office, desk):
    make.phone_of(office, label="HP RT 05")
    page = desk.post("/kelola/lapangan/hp/baru/", {"label": "HP RT 05", "office": office.pk, "quota": 77})
    assert page.status_code == 422
    assert "sudah dipakai" in page.content.decode()
    assert 'value="77"' in page.content.decode()


def test_a_phone_is_renamed_and_revoked_after_a_question(office, desk):
    phone = make.phone_of(office)
    address = f"/kelola/lapangan/hp/{phone.uid}/"
    desk.post(address, {"label": "HP Posko", "quota": 10})
    assert "Ya, cabut" in desk.get(f"{address}cabut/").content.decode()
    desk.post(f"{address}cabut/")
    row = Device.objects.get()
    assert (row.label, row.quota, row.state) == ("HP Posko", 10, "revoked")


def test_the_session_says_how_many_of_how_many_and_which_phone(office, desk):
    phone = make.phone_of(office, label="HP RT 05")
    ids = [phone.record() for _ in range(3)]
    phone.say()
    phone.send(ids[0])
    make.phone_of(office, label="HP RT 06")
    page = desk.get(f"/kelola/lapangan/{office.slug}/sesi/uji/1/").content.decode()
    assert "1 dari 3 catatan sudah tiba." in page
    assert re.search(r"Belum lengkap:</strong> HP RT 05 \(2 catatan\)", page)
    assert "Belum ada kabar: HP RT 06." in page
    desk.post(f"/kelola/lapangan/{office.slug}/sesi/uji/1/", {"device": phone.device.pk, "count": 9})
    assert Manifest.objects.get().count == 9


def test_what_is_held_is_shown_with_its_words_and_decided_with_a_reason(office, desk):
    held = make.submission(office)
    page = desk.get("/kelola/lapangan/diputuskan/").content.decode()
    assert held.short in page
    assert "HP sudah dicabut" in page
    address = f"/kelola/lapangan/diputuskan/{held.pk}"
    assert desk.post(f"{address}/terima/", {"note": "ya"}).status_code == 422
    assert desk.post(f"{address}/terima/", {"note": "HP hilang setelah kegiatan."}).status_code == 302
    assert Submission.objects.get().state == "received"


def test_a_strangers_words_are_shown_to_nobody(office, desk):
    phone, stranger = make.phone_of(office), make.phone_of()
    stranger.device.uid = phone.record()
    make.phone_record(stranger, nama="Warga Rekaan")
    page = desk.get("/kelola/lapangan/diputuskan/").content.decode()
    assert "Bukan dari HP kantor mana pun." in page
    assert "Rekaan" not in page


def test_a_kind_without_a_taker_is_said(office, desk):
    make.phone_record(make.phone_of(office), "kunjungan")
    assert "belum tersedia" in desk.get("/kelola/lapangan/").content.decode()


def test_the_paper_twin_carries_a_qr_that_opens_the_session(office, desk):
    page = desk.get(f"/kelola/lapangan/{office.slug}/sesi/uji/1/lembar/").content.decode()
    assert "<svg" in page
    assert "Jumlah orang" in page


def test_pages_ask_as_often_for_ten_as_for_two(office, desk):
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(path).status_code == 200
        return len(queries)

    def fill(number: int) -> None:
        for n in range(number):
            phone = make.phone_of(office)
            phone.record(about=f"uji/{n}")
            phone.say()
            make.submission(office)

    paths = ["", "hp/", "diputuskan/", f"{office.slug}/sesi/uji/1/"]
    fill(2)
    desk.get("/kelola/lapangan/")
    few = [asked(f"/kelola/lapangan/{path}") for path in paths]
    fill(4)
    assert [asked(f"/kelola/lapangan/{path}") for path in paths] == few


def test_a_revoked_devices_officer_page_offers_no_second_revoking(office, desk):
    phone = make.phone_of(office)
    actions.revoke_device(device=phone.device, by=make.field_officer(office), now=make.NOW)
    assert "Cabut HP ini" not in desk.get(f"/kelola/lapangan/hp/{phone.uid}/").content.decode()


def test_a_file_from_a_phone_is_read_once_however_often_it_comes(office, desk):
    phone, picture = make.phone_of(office), make.picture()
    ids = [phone.record(photos=[picture]), phone.record()]
    phone.send(ids[1])
    told = {
        "device": phone.uid,
        "records": [phone.made[id].decode() for id in ids] + ["rusak", 5],
        "photos": [{"id": ids[0], "raw": base64.b64encode(picture).decode()}, {"id": "x", "raw": "?"}],
    }

    def hand_in() -> str:
        file = SimpleUploadedFile("lapangan-1.json", json.dumps(told).encode(), "application/json")
        return str(desk.post("/kelola/lapangan/berkas/", {"file": file}).content.decode())

    assert "1 catatan baru, 1 sudah ada, 1 foto. 3 bagian tidak terbaca" in hand_in()
    assert "0 catatan baru, 2 sudah ada, 1 foto." in hand_in()
    assert Submission.objects.filter(state="received").count() == 2


def test_a_file_that_no_phone_writes_is_refused_before_it_is_read(desk, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_FILE", 10)
    page = desk.post("/kelola/lapangan/berkas/", {"file": SimpleUploadedFile("x.json", b"x" * 11)})
    assert page.status_code == 422
    assert "lebih besar" in page.content.decode()


@pytest.mark.parametrize(
    "raw", [b"[]", b"{", b'{"records": 5}', b"\xff", b'{"device": 1, "records": [], "photos": []}']
)
def test_what_is_no_file_of_ours_says_so(desk, raw):
    page = desk.post("/kelola/lapangan/berkas/", {"file": SimpleUploadedFile("x.json", raw)})
    assert page.status_code == 422
    assert "bukan berkas dari aplikasi lapangan" in page.content.decode()
