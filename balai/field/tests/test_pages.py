"""Officers' pages: phones, what arrived, what waits for a decision, and the paper twin."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.field import actions, forms, jobs
from balai.field.models import Device, Manifest, PhoneFile, Submission
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


def test_a_double_click_answers_with_the_first_code_and_makes_one_phone(office, desk):
    address = "/kelola/lapangan/hp/baru/"
    (key,) = re.findall(r'name="form_key" value="([^"]+)"', desk.get(address).content.decode())
    typed = {"label": "HP RT 05", "office": office.pk, "quota": 300, "form_key": key}
    pages = [desk.post(address, typed) for _ in range(2)]
    codes = {
        code
        for page in pages
        for code in re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page.content.decode())
    }
    assert ([page.status_code for page in pages], len(codes)) == ([201, 201], 1)
    assert Device.objects.count() == 1
    row = Device.objects.get()
    desk.post(f"/kelola/lapangan/hp/{row.uid}/kode/")  # a newer code: the first one opens nothing any more
    again = desk.post(address, typed)
    assert (again.status_code, str(row.uid) in again["Location"]) == (302, True)


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


def hand_in(desk, raw: bytes) -> str:
    """Brought and read by the job; what the file's page then says."""
    file = SimpleUploadedFile("lapangan-1.json", raw, "application/json")
    page = desk.post("/kelola/lapangan/berkas/", {"file": file})
    assert "sedang dibaca: 0 dari" in desk.get(page.url).content.decode()
    jobs.read_files(make.NOW)
    text = desk.get(page.url).content.decode()
    return ", ".join(" ".join(pair) for pair in re.findall(r"<dt[^>]*>(\d+)</dt><dd>([^<]*)</dd>", text))


def test_a_file_from_a_phone_is_read_once_however_often_it_comes(office, desk):
    phone, picture = make.phone_of(office), make.picture()
    ids = [phone.record(photos=[picture]), phone.record()]
    phone.send(ids[1])
    raw = make.saved(
        phone,
        records=[phone.made[id].decode() for id in ids] + ["rusak", 5],
        photos={ids[0]: picture, "x": b"?"},
    )
    lost = "3 bagian tidak terbaca, atau foto yang menunggu catatannya"
    assert hand_in(desk, raw) == f"1 catatan baru, 1 catatan yang sudah ada, 1 foto, {lost}"
    assert hand_in(desk, raw) == f"0 catatan baru, 2 catatan yang sudah ada, 1 foto, {lost}"
    assert Submission.objects.filter(state="received").count() == 2
    assert PhoneFile.objects.get().raw is None
    assert "1 foto" in desk.get("/kelola/lapangan/berkas/").content.decode()


def test_a_file_that_is_cut_short_by_a_crash_is_read_on_and_counts_each_piece_once(office, desk, monkeypatch):
    phone = make.phone_of(office)
    for _ in range(3):
        phone.record()
    row = actions.take_file(raw=make.saved(phone), by=make.field_officer(office), now=make.NOW)
    other = make.phone_file(office)
    told = iter([None, RuntimeError("the machine stops")])

    def receive(**more):
        if error := next(told, None):
            raise error
        return actions.receive(**more)

    monkeypatch.setattr("balai.field.actions.importing.receive", receive)
    with pytest.raises(RuntimeError):
        jobs.read_files(make.NOW)
    row.refresh_from_db()
    assert (row.read, row.new, row.done_at) == (1, 1, None)
    other.refresh_from_db()
    assert other.done_at  # one that breaks holds up none of the others
    assert jobs.has_files(make.NOW)
    jobs.read_files(make.NOW)
    row.refresh_from_db()
    assert (row.read, row.new, row.known, bool(row.done_at)) == (3, 3, 0, True)
    assert not jobs.has_files(make.NOW)


def test_a_photo_whose_record_came_in_a_later_file_is_taken_when_the_file_comes_again(office, desk):
    phone, picture = make.phone_of(office), make.picture()
    id = phone.record(photos=[picture])
    photos, records = make.saved(phone, records=[], photos={id: picture}), make.saved(phone)
    assert "1 bagian tidak terbaca" in hand_in(desk, photos)
    hand_in(desk, records)
    assert "1 foto" in hand_in(desk, photos)


def test_another_offices_officer_sees_no_file_of_this_phone(office):
    row = make.phone_file(office)
    there = make.browser(make.field_officer(make.office()))
    assert there.get(f"/kelola/lapangan/berkas/{row.pk}/").status_code == 404


def test_the_code_on_the_screen_goes_when_it_is_replaced_used_or_over(office, desk, at):
    def state(page) -> str:
        address = re.search(r'hx-get="([^"]+)"', page.content.decode())
        assert address
        answer = desk.get(address[1], headers={"HX-Request": "true"})
        return str(answer.status_code) + " ".join(
            re.findall(r"<strong>(.*?)</strong>", answer.content.decode())
        )

    first = desk.post("/kelola/lapangan/hp/baru/", {"label": "HP RT 05", "office": office.pk, "quota": 300})
    assert state(first) == "204"
    at(make.NOW + timedelta(minutes=1))
    device = Device.objects.get()
    second = desk.post(f"/kelola/lapangan/hp/{device.uid}/kode/")
    assert "Berlaku sampai" in second.content.decode()
    assert (state(first), state(second)) == ("200Kode ini sudah diganti.", "204")
    at(make.NOW + timedelta(hours=2))
    assert state(second) == "200Kode ini sudah lewat."
    Device.objects.update(state="active", public_key=b"x" * 65, enrolled_at=make.NOW)
    assert state(second) == "200HP ini sudah terdaftar."


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
