"""Ngopi Kemuning, from its plan to the report that everybody reads, with what was promised in it kept."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from balai.base import clock
from balai.base.sealing import unseal
from balai.cases.rules.states import Kind
from balai.cases.rules.terms import Hop
from balai.documents import actions as documents
from balai.documents.models import Letter
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.notices.models import Notice
from balai.people.rules import Role
from balai.programs.models import Hall, Program, Session, Speaker
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays, Pattern
from balai.voices import actions as voices
from balai.voices import jobs
from tests import make
from tests.browser.pages import open_as, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIB = ZoneInfo("Asia/Jakarta")
FRIDAY = date(2026, 5, 22)
PLANNED = datetime(2026, 5, 12, 10, tzinfo=WIB)
HEIR = "Bagaimana mengurus ahli waris kalau pewaris meninggal di luar kota?"
CARD = "Berapa lama KTP yang hilang diganti?"
ANSWER = "Surat kematian dari kota itu berlaku. Bawa aslinya."
BLAME = "Petugas loket tiga itu memang malas semua."
Open = Callable[..., "Page"]


@pytest.fixture
def program(at: Callable[[datetime], None]) -> Program:
    """Listed date by date; takes questions, asks how it was, owes a report."""
    at(PLANNED)
    for hop, days in {Hop.VERIFY: 3, Hop.FOLLOW_UP: 5, Hop.ANSWER: 5, Hop.CONFIRM: 10}.items():
        make.term(Kind.QUESTION, hop, days)
    rule = make.terms(
        pattern=Pattern.DATES, weekdays=frozenset(), opens=None, closes=None, on_holidays=OnHolidays.ASK
    )
    made = make.program(name="Ngopi Kemuning", slug="ngopi", rule=rule, published=False)
    voices.set_intake(program=made, kinds=[Kind.QUESTION], by=Planter(), now=PLANNED)
    make.pulse(made)
    duty = {"of": made, "office": made.office, "is_owed": True, "since": PLANNED.date()}
    documents.set_duty(**duty, by=Planter(), now=PLANNED)
    return made


def plan(desk: "Page", live: str, program: Program) -> Session:
    """NGO-1: theme, place and two agencies on one page."""
    for slug, name in (("upt-contoh", "UPT Disdukcapil Contoh"), ("bapenda-contoh", "Bapenda Contoh")):
        make.agency(slug, name=name)
    open_as(desk, live, make.head(program.office), f"/kelola/program/{program.slug}/acara/")
    typed = {
        "on": str(FRIDAY), "opens": "09:00", "closes": "11:00", "theme": "Mengurus ahli waris",
        "place_text": "Aula kecamatan", "agenda": "15 Pembukaan\n90 Tanya jawab", "role_2": "pembicara pajak",
    }  # fmt: skip
    for name, words in typed.items():
        desk.fill(f"[name={name}]", words)
    desk.select_option("[name=agency_1]", label="UPT Disdukcapil Contoh")
    desk.select_option("[name=agency_2]", label="Bapenda Contoh")
    press(desk, "Simpan acara")
    desk.goto(f"{live}/kelola/program/{program.slug}/")
    press(desk, "Terbitkan untuk warga")
    return Session.objects.get(program=program)


def ask(page: "Page", text: str, **contact: str) -> None:
    press(page, "Tulis pertanyaan")
    page.fill("[name=text]", text)
    if contact:
        page.click("summary:has-text('menerima jawaban')")
    for name, words in contact.items():
        page.fill(f"[name={name}]", words)
    press(page, "Kirim pertanyaan")


def moderate(desk: "Page", words: str, deed: str, *, pick: str = "", **fields: str) -> None:
    """One question of the board: opened, its form unfolded, filled in and sent."""
    press(desk, words)
    desk.click(f"summary:text-is('{deed}')")
    form = desk.locator("details[open]", has=desk.locator("form"))
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    if pick:
        form.locator(f"label:has-text('{pick}')").click()
    with desk.expect_navigation():
        form.get_by_role("button").click()


def test_a_session_goes_from_its_plan_to_a_published_report_and_its_promise_is_kept(
    open_page: Open, live: str, program: Program, tmp_path: Path, at: Callable[[datetime], None]
) -> None:
    office, desk = program.office, open_page(width=1280)
    camat, writer = make.head(office), make.officer(Role.COORDINATOR, office)
    session = plan(desk, live, program)
    public, board = f"{live}/program/ngopi/{FRIDAY}/", f"{live}/tanya/ngopi/{FRIDAY}/"

    # Nobody is named before they said yes; one of the two says it by the link.
    home = open_page(javascript=False)
    home.goto(public)
    assert "Menunggu konfirmasi" in home.inner_text("main")
    assert "Bapenda" not in home.inner_text("main")
    upt = Speaker.objects.get(agency__slug="upt-contoh")
    desk.goto(f"{live}/kelola/program/ngopi/{FRIDAY}/rencana/")
    assert f"{live}/undangan/{upt.token}/" in desk.locator(f"#text_{upt.pk}").input_value()
    speaker = open_page()
    speaker.goto(f"{live}/undangan/{upt.token}/")
    speaker.fill("[name=comes_as]", "Kepala UPT")
    press(speaker, "Ya, kami hadir")
    home.reload()
    assert "UPT Disdukcapil Contoh (Kepala UPT)" in home.inner_text("main")
    assert "1 pembicara lain masih menunggu konfirmasi" in home.inner_text("main")

    # Asked beforehand, from a telephone without scripts, with a number for the answer.
    home.goto(board)
    ask(home, HEIR, phone="081200000042")
    assert "Pertanyaan 1 di papan" in home.inner_text("main")
    own = home.url.partition("?")[0]

    # The morning: the hall's code, a telephone in the hall, a slip of paper.
    at(session.starts_at - timedelta(minutes=10))
    open_as(desk, live, writer, f"/kelola/hadir/{session.pk}/")
    press(desk, "Buat kode ruang")
    phone = open_page()
    phone.goto(f"{live}/hadir/{Hall.objects.get().code}/")
    press(phone, "Saya hadir")
    phone.goto(board)
    ask(phone, CARD)
    desk.goto(f"{live}/kelola/tanya/{session.pk}/baru/")
    desk.fill("[name=text]", BLAME)
    press(desk, "Simpan, lalu yang berikutnya")
    assert "Pertanyaan 3 tercatat" in desk.inner_text("main")

    # On the board: two are shown, one is hidden, and everybody sees that and why one may be.
    at(session.starts_at + timedelta(minutes=20))
    desk.goto(f"{live}/kelola/tanya/{session.pk}/")
    for words in (HEIR, CARD):
        with desk.expect_navigation():
            desk.locator("[data-question]", has_text=words).get_by_role("button", name="Tampilkan").click()
    moderate(desk, BLAME, "Sembunyikan", pick="kasar")
    phone.goto(board)
    assert phone.locator(".stats div", has_text="Disembunyikan").inner_text().endswith("1")
    assert BLAME not in phone.inner_text("main")
    phone.locator("li", has_text=HEIR).get_by_role("button").click()
    phone.wait_for_selector("text=1 dukungan hadir, 0 dari luar")
    home.goto(board)
    with home.expect_navigation():
        home.locator("li", has_text=HEIR).get_by_role("button").click()
    assert "1 dukungan hadir, 1 dari luar" in home.inner_text("main")

    # One is answered while the hall listens, one is promised.
    screen = open_page(width=1280, height=720)
    for words, deed, fields in (
        (CARD, "Sudah dijawab", {"text": "Satu hari kerja, tanpa biaya."}),
        (HEIR, "Perlu tindak lanjut", {"unit": "Kasi Pelayanan", "days": "5"}),
    ):
        with desk.expect_navigation():
            desk.locator("[data-question]", has_text=words).get_by_role("button", name="Bahas").click()
        screen.goto(f"{board}layar/")
        assert words in screen.inner_text(".big")
        moderate(desk, words, deed, **fields)
    phone.goto(board)
    assert "Satu hari kerja, tanpa biaya." in phone.inner_text("main")
    assert "menjawab paling lambat Rabu, 3 Juni 2026, 17.00 WIB" in phone.inner_text("main")

    # 38 by code, 14 on a sheet; and how it was.
    for _ in range(37):
        make.attendance(session, now=session.starts_at)
    sheet = tmp_path / "lembar.png"
    sheet.write_bytes(make.picture("PNG", size=(800, 600)))
    desk.goto(f"{live}/kelola/hadir/{session.pk}/")
    count = desk.locator("form", has=desk.locator("[name=number]"))
    count.locator("[name=group]").select_option("residents")
    count.locator("[name=number]").fill("14")
    count.locator("[type=file]").set_input_files(sheet)
    press(desk, "Catat lembar")
    at(session.ends_at + timedelta(minutes=5))
    documents.scan_waiting(now=clock.now(), scanner=FakeClamAV())
    desk.reload()
    assert "Hadir 52 = 38 + 14 orang" in desk.inner_text("main")
    phone.goto(f"{live}/kesan/ngopi/{FRIDAY}/")
    for field in phone.locator("fieldset").all():
        field.locator("label").first.click()
    press(phone, "Kirim jawaban")
    assert "Terima kasih" in phone.inner_text("h1")

    # Monday: written by one, approved by the camat; another number than the counted one needs a reason.
    at(datetime(2026, 5, 25, 9, tzinfo=WIB))
    open_as(desk, live, writer, f"/kelola/laporan/{session.pk}/")
    desk.fill("[name=attended]", "60")
    desk.fill("[name=minutes]", "Warga bertanya tentang surat waris. Satu pertanyaan ditindaklanjuti.")
    press(desk, "Ajukan untuk disetujui")
    assert desk.locator(".errors").count() == 1
    desk.fill("[name=attended]", "52")
    press(desk, "Ajukan untuk disetujui")
    open_as(desk, live, camat, f"/kelola/laporan/{session.pk}/")
    desk.fill("[name=signed_as]", "Camat Contoh")
    press(desk, "Setujui dan terbitkan")
    documents.draw_letters(now=clock.now(), press=lambda page: (b"%PDF-1.7 rekaan", 1))
    home.goto(f"{public}laporan/")
    said = home.inner_text("main")
    for words in ("52", "UPT Disdukcapil Contoh", "Kasi Pelayanan", "Rabu, 3 Juni 2026", "Disembunyikan 1"):
        assert words in said
    assert desk.context.request.get(f"{public}laporan/1/pdf/").body().startswith(b"%PDF")
    desk.goto(f"{public}laporan/")
    assert len(desk.pdf(prefer_css_page_size=True)) > 10_000
    home.goto(f"{live}/periksa/{Letter.objects.get().token}/")  # the address of its QR code
    assert "Berlaku." in home.inner_text("main")

    # The promise stands in the ledger, is kept on its day, and who asked is told.
    at(datetime(2026, 6, 3, 10, tzinfo=WIB))
    open_as(desk, live, camat, "/kelola/janji/")
    assert "Kasi Pelayanan" in desk.locator("section", has_text="Hari ini").inner_text()
    home.goto(f"{live}/janji/{office.slug}/")
    assert home.inner_text(".stats").endswith("Sedang berjalan\n3\nDitepati, 90 hari terakhir\n3")
    open_as(desk, live, writer, f"/kelola/tanya/{session.pk}/")
    moderate(desk, HEIR, "Sudah dijawab", text=ANSWER)
    jobs.tell_news(clock.now())
    home.reload()
    assert home.inner_text(".stats").endswith("Sedang berjalan\n2\nDitepati, 90 hari terakhir\n4")
    home.goto(own)
    assert ANSWER in home.inner_text(".panel.leaf")
    assert ANSWER in unseal(Notice.objects.get(kind="voices.board_answer").text_sealed)
