"""A phone on the street: enrolled, without network, recording, coming home; when it may be forgotten."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balai.base.codes import show_code
from balai.field import keys
from balai.field.actions import apply_due
from balai.field.envelopes import read
from balai.field.models import Device, Manifest, Submission
from balai.places.models import Office
from balai.programs import actions
from balai.programs.field import about_of
from balai.programs.planting import Planter
from balai.programs.results import worked
from balai.voices.models import Voice
from balai.voices.rules.errands import receipt_code
from tests import make

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def that_morning(at: Callable[[datetime], None]) -> None:
    at(make.NOW)


@pytest.fixture
def cut_page(open_page: Callable[..., "Page"]) -> "Page":
    """A phone whose roads to the office the test answers itself: a service worker would go round them."""
    return open_page(service_workers="block")


def enrolled(page: "Page", live: str, *, works_offline: bool = True, office: Office | None = None) -> Device:
    invited = make.invitation(office, label="HP RT 05")
    page.goto(f"{live}/lapangan/#daftar={invited.code}")
    page.click("text=Daftarkan >> nth=-1")
    page.wait_for_selector("text=HP ini terdaftar.")
    if works_offline:
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    assert page.url == f"{live}/lapangan/"  # the code is gone from the address
    device: Device = invited.device
    return device


def record_heads(page: "Page", label: str, number: int) -> None:
    page.click("[data-new=hadir]")
    page.fill("#rincian", label)
    page.fill("#jumlah", str(number))
    page.click("[data-page=hadir] button:text-is('Simpan')")
    page.wait_for_selector("text=Tersimpan di HP ini.")


def test_without_a_network_it_opens_records_and_brings_everything_home(
    page: "Page", live: str, tmp_path: Path
) -> None:
    device = enrolled(page, live)
    page.wait_for_selector("text=Terhubung dengan kantor.")
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("text=Tidak ada jaringan.")
    record_heads(page, "RT 05", 21)
    page.click("[data-new=hadir]")
    page.fill("#rincian", "RT 06")  # and the phone is switched off in the middle of it
    page.wait_for_function("Lapangan.records().then((all) => all.some((r) => r.open.rincian === 'RT 06'))")
    page.reload()
    page.wait_for_selector("text=Belum selesai")
    page.click("text=Ubah >> nth=0")
    page.wait_for_function("document.querySelector('#rincian').value === 'RT 06'")
    page.fill("#jumlah", "12")
    page.click("[data-page=hadir] button:text-is('Simpan')")

    page.click("[data-new=catatan]")
    page.fill("#tulisan", "Bak kontrol tidak ada di depan warung.")
    (tmp_path / "foto.png").write_bytes(make.picture("PNG", size=(3200, 2000)))
    page.set_input_files("#foto", tmp_path / "foto.png")
    page.wait_for_selector("text=1 foto disimpan.")
    page.click("[data-page=catatan] button:text-is('Simpan')")
    page.wait_for_selector("text=3 belum dikirim")
    assert not Submission.objects.exists()
    kept = page.evaluate("Lapangan.records().then((all) => JSON.stringify(all))")
    assert "warung" not in kept  # sealed before it was stored

    page.click("summary")
    page.click("[data-forget]")
    page.wait_for_selector("text=3 catatan belum sampai ke kantor.")

    page.context.set_offline(False)
    page.click("[data-send]")
    page.wait_for_selector("text=3 sudah tiba, 0 belum dikirim.", timeout=20_000)
    rows = {row.kind + str(n): row for n, row in enumerate(Submission.objects.order_by("made_at", "pk"))}
    assert {row.state for row in rows.values()} == {"received"}
    assert {row.device for row in rows.values()} == {device}
    said = [read(bytes(row.raw or b"")) for row in rows.values()]
    assert sorted(one.open["jumlah"] for one in said if one.kind == "hadir") == [12, 21]
    (note,) = [one for one in said if one.kind == "catatan"]
    assert keys.open_sealed(note) == {"tulisan": "Bak kontrol tidak ada di depan warung."}
    row = Submission.objects.get(kind="catatan")
    assert row.photos.get().file.width == 1600
    assert sum(m.count for m in Manifest.objects.all()) == 3
    assert "raw" not in json.loads(page.evaluate("Lapangan.records().then((all) => JSON.stringify(all))"))[0]


def test_a_lost_answer_is_asked_for_again_and_the_record_is_there_once(cut_page: "Page", live: str) -> None:
    enrolled(cut_page, live, works_offline=False)
    lost = []

    def lose(route: "Route") -> None:
        if len(lost) < 2:
            lost.append(route.fetch())  # the office has it, the phone never hears
            route.abort()
        else:
            route.continue_()

    cut_page.route("**/records/*", lose)
    record_heads(cut_page, "RT 05", 21)
    for _ in range(2):  # nobody waits for the seconds in between
        cut_page.wait_for_selector("text=Kantor belum bisa menerima.")
        cut_page.click("[data-send]")
    cut_page.wait_for_selector("text=1 sudah tiba, 0 belum dikirim.", timeout=20_000)
    assert len(lost) == 2
    assert Submission.objects.count() == 1


def test_a_forged_receipt_lets_nothing_go_and_holds_up_nothing_else(cut_page: "Page", live: str) -> None:
    enrolled(cut_page, live, works_offline=False)
    forged = '{"v":1,"key":1,"state":"received"}\n' + "A" * 86
    first: list[str] = []

    def forge(route: "Route") -> None:
        first.append(route.request.url)
        if route.request.url == first[0]:
            route.fulfill(json={"receipt": forged})
        else:
            route.continue_()

    cut_page.route("**/records/*", forge)
    record_heads(cut_page, "RT 05", 21)
    cut_page.wait_for_selector("text=Kantor belum bisa menerima.")
    record_heads(cut_page, "RT 06", 12)
    cut_page.wait_for_selector("text=1 sudah tiba, 1 belum dikirim.")
    assert Submission.objects.count() == 1


def test_the_queue_goes_into_a_file_and_then_the_phone_may_be_forgotten(page: "Page", live: str) -> None:
    device = enrolled(page, live)
    page.context.set_offline(True)
    record_heads(page, "RT 05", 21)
    page.wait_for_selector("text=1 belum dikirim")
    with page.expect_download() as saved:
        page.click("[data-export]")
    told = json.loads(Path(saved.value.path()).read_text())
    envelope = read(told["records"][0].encode())
    assert (told["device"], envelope.open["jumlah"]) == (str(device.uid), 21)
    page.click("summary")
    page.click("[data-forget]")
    page.wait_for_selector("#kode", timeout=10_000)


def test_a_photo_that_the_office_refused_goes_from_the_phone_only_once_it_is_saved(
    cut_page: "Page", live: str, tmp_path: Path
) -> None:
    enrolled(cut_page, live, works_offline=False)
    refused = {"code": "document.unread", "message": "Foto ini tidak terbaca."}
    cut_page.route("**/photos/*", lambda route: route.fulfill(status=422, json=refused))
    cut_page.click("[data-new=catatan]")
    cut_page.fill("#tulisan", "Got mampet.")
    (tmp_path / "foto.png").write_bytes(make.picture("PNG"))
    cut_page.set_input_files("#foto", tmp_path / "foto.png")
    cut_page.wait_for_selector("text=1 foto disimpan.")
    cut_page.click("[data-page=catatan] button:text-is('Simpan')")
    cut_page.click("text=Hapus salinan")
    cut_page.wait_for_selector("text=Foto catatan ini belum sampai ke kantor.")
    cut_page.click("summary")
    cut_page.click("[data-forget]")
    cut_page.wait_for_selector("text=1 catatan belum sampai ke kantor.")
    with cut_page.expect_download() as saved:
        cut_page.click("[data-export]")
    assert len(json.loads(Path(saved.value.path()).read_text())["photos"]) == 1
    cut_page.wait_for_selector("text=Berkas disimpan.")
    cut_page.click("text=Hapus salinan")
    cut_page.wait_for_selector("text=Belum ada catatan.")


def test_without_javascript_the_page_points_to_the_paper(open_page: Callable[..., "Page"], live: str) -> None:
    page = open_page(javascript=False)
    page.goto(f"{live}/lapangan/")
    assert page.is_visible("text=pakai lembar kertas dari petugas.")


def test_a_desk_without_network_takes_three_sealed_errands(page: "Page", live: str) -> None:
    """GR-5: codes on paper, nothing readable on the phone, each a case of its own once it has arrived."""
    device = enrolled(page, live)
    for kind in ("titipan", "pengaduan"):
        make.clocks(kind)
    page.wait_for_selector("text=Terhubung dengan kantor.")
    page.context.set_offline(True)
    codes = {}
    told = {"surat-pengantar": "Untuk nikah.", "cek-nik": "Ditolak bank.", "pengaduan": "Lampu di gang mati."}
    for asked, words in told.items():
        page.click("[data-new=titipan]")
        page.wait_for_selector("[data-page=titipan]:not([hidden])")
        codes[asked] = page.inner_text("[data-receipt]")
        page.select_option("#untuk", asked)
        assert page.is_visible("#titip-nik") is (asked == "cek-nik")
        page.fill("#titip-tulisan", words)
        page.fill("#titip-nama", "Warga Rekaan")
        page.fill("#titip-pin", make.PIN)
        if asked == "cek-nik":
            page.fill("#titip-nik", "9901010101010001")
        page.click("[data-page=titipan] button:text-is('Simpan')")
        page.wait_for_selector(f"text=Kode tanda terima: {codes[asked]}")
    kept = page.evaluate("Lapangan.records().then((all) => JSON.stringify(all))")
    assert not any(words in kept for words in (*told.values(), "Warga Rekaan", make.PIN, "9901010101010001"))
    page.context.set_offline(False)
    page.click("[data-send]")
    page.wait_for_selector("text=3 sudah tiba, 0 belum dikirim.", timeout=20_000)
    assert codes["cek-nik"] in page.inner_text("[data-list]")  # may be read out again
    assert apply_due(now=make.NOW) == 3
    found = {voice.text: voice for voice in Voice.objects.select_related("case__office", "identity")}
    for asked, words in told.items():
        (voice,) = [one for text, one in found.items() if words in text]
        assert show_code(voice.case.code) == codes[asked]
        assert (voice.case.office, voice.identity.name) == (device.office, "Warga Rekaan")
        assert voice.identity.nik == ("9901010101010001" if asked == "cek-nik" else "")


def test_a_work_day_offers_its_own_buttons_and_its_results_arrive_offline(page: "Page", live: str) -> None:
    program = make.work_program()
    actions.edit_program(program=program, records=["hadir", "hasil"], by=Planter(), now=make.NOW)
    session = make.session(program=program, on=date(2026, 5, 22))
    invited = make.invitation(program.office, label="HP RT 05")
    page.goto(f"{live}/lapangan/#daftar={invited.code}")
    page.click("text=Daftarkan >> nth=-1")
    page.wait_for_selector("text=Jumat Bersih, Jumat, 22 Mei 2026", state="attached")
    assert page.is_visible("[data-new=hadir]")
    page.wait_for_selector("[data-new=catatan]", state="hidden")
    page.context.set_offline(True)
    page.select_option("#sesi", about_of(session))
    page.click("[data-new=hasil]")
    page.fill("#tempat", "Jalan DI Panjaitan")
    page.click("[data-page=hasil] button:text-is('Simpan')")
    page.wait_for_selector("text=Isi paling sedikit satu hasil.")
    for field, value in (("rw", "2"), ("saluran", "500"), ("karung", "100"), ("truk", "3")):
        page.fill(f"#{field}", value)
    page.click("[data-page=hasil] button:text-is('Simpan')")
    page.wait_for_selector("text=Jalan DI Panjaitan")
    page.context.set_offline(False)
    page.click("[data-send]")
    page.wait_for_selector("text=1 sudah tiba, 0 belum dikirim.", timeout=20_000)
    apply_due(now=make.NOW)
    assert worked(session).sums.words == "500 m saluran, 100 karung, 3 truk"


NEWER = """
const gone = (owner, names) => names.split(" ").forEach((name) => delete owner[name]);
gone(Array.prototype, "at flat flatMap findLast toSorted");
gone(String.prototype, "at matchAll replaceAll");
gone(Element.prototype, "replaceChildren toggleAttribute");
gone(Blob.prototype, "arrayBuffer text stream");
gone(Object, "fromEntries hasOwn groupBy");
gone(Promise, "allSettled any");
gone(window, "BigInt AbortController structuredClone createImageBitmap queueMicrotask");
"""


def test_a_phone_of_2017_records_photographs_and_sends(cut_page: "Page", live: str, tmp_path: Path) -> None:
    """The floor of docs/decisions/field.md: what such a browser lacks is taken away before the app comes."""
    cut_page.add_init_script(NEWER)
    enrolled(cut_page, live, works_offline=False)
    assert cut_page.evaluate("[typeof BigInt, typeof createImageBitmap, typeof [].at]") == ["undefined"] * 3
    record_heads(cut_page, "RT 05", 21)
    cut_page.click("[data-new=foto]")
    cut_page.fill("#spot", "Gang Damai")
    (tmp_path / "foto.png").write_bytes(make.picture("PNG", size=(3200, 2000)))
    cut_page.set_input_files("#foto-titik", tmp_path / "foto.png")
    cut_page.wait_for_selector("[data-page=foto] >> text=1 foto disimpan.")
    cut_page.click("[data-page=foto] button:text-is('Simpan')")
    cut_page.click("[data-new=titipan]")
    cut_page.wait_for_selector("[data-page=titipan]:not([hidden])")
    code = cut_page.inner_text("[data-receipt]")
    cut_page.select_option("#untuk", "pengaduan")
    cut_page.fill("#titip-tulisan", "Lampu mati.")
    cut_page.click("[data-page=titipan] button:text-is('Simpan')")
    cut_page.wait_for_selector("text=3 sudah tiba, 0 belum dikirim.", timeout=20_000)
    assert Submission.objects.get(kind="foto").photos.get().file.width == 1600
    errand = Submission.objects.get(kind="titipan")
    assert show_code(receipt_code(errand.client_id)) == code
    cut_page.click("[data-export]")
    cut_page.wait_for_selector("text=Tidak ada yang perlu disimpan.")


def test_a_browser_that_cannot_read_the_scripts_points_to_the_paper(cut_page: "Page", live: str) -> None:
    cut_page.route("**/aplikasi-*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    cut_page.goto(f"{live}/lapangan/")
    assert cut_page.is_visible("text=Chrome 63")
    assert cut_page.is_visible("text=pakai lembar kertas dari petugas.")
