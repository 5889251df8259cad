"""A Friday at Jalan DI Panjaitan: three phones, half of it without a network, and the report of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balai.cases.models import Case
from balai.documents import actions as documents
from balai.field import actions
from balai.field.models import Submission
from balai.people.rules import Role
from balai.programs.field import about_of
from balai.programs.models import Session
from balai.programs.planting import Planter
from balai.programs.results import worked
from tests import make
from tests.browser.pages import open_as
from tests.make.programs import terms

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FRIDAY = date(2026, 5, 29)
KINDS = ["hadir", "hasil", "catatan", "titipan", "foto"]


@pytest.fixture
def friday(at: Callable[[datetime], None]) -> Session:
    rule = terms(weekdays=frozenset({FRIDAY.weekday()}))
    street = "Jalan DI Panjaitan"
    program = make.program(name="Jumat Bersih", rule=rule, place_text=street, records=KINDS)
    owed = {"of": program, "office": program.office, "is_owed": True, "since": FRIDAY - timedelta(days=90)}
    documents.set_duty(**owed, by=Planter(), now=make.NOW)
    session = make.session(program=program, on=FRIDAY)
    at(session.starts_at)
    return session


def a_phone(open_page: Callable[..., "Page"], live: str, session: Session, label: str) -> "Page":
    """Enrolled, on this Friday, and then in the street, where nothing is heard of the office."""
    page = open_page()
    invited = make.invitation(session.program.office, label=label, now=session.starts_at)
    page.goto(f"{live}/lapangan/#daftar={invited.code}")
    page.click("text=Daftarkan >> nth=-1")
    page.wait_for_selector("text=HP ini terdaftar.")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.select_option("#sesi", about_of(session))
    return page


def record(page: "Page", kind: str, **values: str | int | Path) -> None:
    page.click(f"[data-new={kind}]")
    form = page.locator(f"[data-form={kind}]")
    for name, value in values.items():
        field = form.locator("[type=file]" if isinstance(value, Path) else f"[name={name}]")
        if isinstance(value, Path):
            field.set_input_files(value)
            form.locator("text=1 foto disimpan.").wait_for()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    form.locator("button:text-is('Simpan')").click()
    page.wait_for_selector("text=/^Tersimpan/")


def test_three_phones_half_of_it_without_a_network_end_in_a_report_that_prints(
    open_page: Callable[..., "Page"],
    live: str,
    friday: Session,
    tmp_path: Path,
    at: Callable[[datetime], None],
) -> None:
    office, now, about = friday.program.office, friday.starts_at, about_of(friday)
    lurah, writer = make.head(office), make.officer(Role.PROGRAM_LEAD, office)
    first, second, third = (a_phone(open_page, live, friday, f"HP {n}") for n in (1, 2, 3))
    before, after = tmp_path / "sebelum.png", tmp_path / "sesudah.png"
    for file, ink in ((before, "#554433"), (after, "#88bbdd")):
        file.write_bytes(make.picture("PNG", size=(1200, 900), colour=ink))

    # The first half hour there is a network.
    record(first, "hadir", kelompok="rt_rw", rincian="RT 05", jumlah=21)
    record(second, "foto", titik="Depan gardu", sisi="sebelum", berkas=before)
    record(third, "hadir", kelompok="kelurahan", jumlah=4)
    for page in (first, second, third):
        page.wait_for_selector("text=1 sudah tiba, 0 belum dikirim.")
        page.context.set_offline(True)

    # Then there is none; one of them is even closed and opened again.
    record(first, "hasil", tempat="Jalan DI Panjaitan", rw="02", saluran_m=500, karung=100, truk=3)
    record(second, "hadir", kelompok="rt_rw", rincian="RT 05", jumlah=23)
    second.reload()
    second.wait_for_selector("text=Tidak ada jaringan.")
    record(second, "foto", titik="Depan gardu", sisi="sesudah", berkas=after)
    record(third, "titipan", untuk="surat-pengantar", tulisan="Untuk pindah sekolah anak.")
    record(third, "titipan", untuk="cek-nik", tulisan="NIK anak belum muncul.", nik="9912345678900001")
    record(third, "titipan", untuk="pengaduan", tulisan="Lampu jalan mati di depan warung.")
    record(third, "catatan", tulisan="Tidak ada bak kontrol di jembatan kecil.", berkas=before)

    desk = open_page(width=1280)
    first.context.set_offline(False)
    first.click("[data-send]")
    first.wait_for_selector("text=2 sudah tiba, 0 belum dikirim.")
    open_as(desk, live, writer, f"/kelola/lapangan/{office.slug}/sesi/{about}/")
    desk.select_option("[name=device]", label="HP 2")  # its holder telephones: three
    desk.fill("[name=count]", "3")
    desk.click("text=Simpan jumlah")
    assert "4 dari 6 catatan sudah tiba" in desk.inner_text("main")
    for page, count in ((second, 3), (third, 5)):
        page.context.set_offline(False)
        page.click("[data-send]")
        page.wait_for_selector(f"text={count} sudah tiba, 0 belum dikirim.", timeout=20_000)
    actions.apply_due(now=now)
    desk.reload()
    assert "Semua 10 catatan sudah tiba." in desk.inner_text("main")
    assert set(Submission.objects.values_list("state", flat=True)) == {"applied"}
    assert Case.objects.count() == 4  # three errands and what the hands could not mend

    # Two phones counted RT 05: the lurah decides.
    open_as(desk, live, lurah, f"/kelola/hadir/{friday.pk}/")
    assert "bertentangan" in desk.inner_text("main")
    desk.click("summary:text('Pilih 23')")
    desk.fill("details[open] [name=reason]", "Dihitung bersama.")
    desk.click("button:text('Hitung yang ini') >> visible=true")
    assert "bertentangan" not in desk.inner_text("main")
    assert worked(friday).sums.words == "500 m saluran, 100 karung, 3 truk"

    # The report: written, approved by somebody else, read by everybody, printed.
    at(friday.ends_at + timedelta(hours=1))
    open_as(desk, live, writer, f"/kelola/laporan/{friday.pk}/")
    desk.fill("[name=attended]", "27")
    desk.fill("[name=minutes]", "Got sepanjang jalan dibersihkan. Bak kontrol diteruskan ke dinas.")
    desk.click("button:text('Ajukan untuk disetujui')")
    open_as(desk, live, lurah, f"/kelola/laporan/{friday.pk}/")
    desk.fill("[name=signed_as]", "Lurah Contoh")
    desk.click("button:text('Setujui dan terbitkan')")
    desk.goto(f"{live}/program/{friday.program.slug}/{friday.on}/laporan/")
    said = desk.inner_text("main")
    assert "500 m saluran, 100 karung, 3 truk" in said
    assert "27" in said
    assert len(desk.pdf(prefer_css_page_size=True)) > 10_000
