"""A voice from the sofa to "beres", and a talk in the quiet room; with and without scripts, by keyboard."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from balai.base.codes import show_code
from balai.people.models import Person
from balai.people.rules import Role
from balai.voices.models import Hearing, Voice
from tests import make
from tests.browser.pages import press, reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., "Page"]
KEPT = "[data-state]:text-matches('^Tersimpan [0-9]')"
MILLIMETRES = 25.4 / 72


@pytest.fixture(autouse=True)
def clock_stands(at: Callable[[datetime], None]) -> None:
    at(make.NOW)
    make.browser().get("/suara/")  # the first page of a process is slower than a visitor would meet


@pytest.fixture
def shaky(browser: "Browser") -> Iterator["Page"]:
    """A desk whose network comes and goes: its console may say so."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, timezone_id="Asia/Jakarta")
    yield context.new_page()
    context.close()


def signed_in(page: "Page", live: str, person: Person) -> "Page":
    session = reader(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live}])
    return page


def tell(page: "Page", live: str, office: str) -> str:
    """Without a name, from home; the code that is shown for it."""
    page.goto(f"{live}/suara/")
    page.click(f"main a:has-text('{office}')")
    page.check("[name=kind][value=pengaduan]")
    page.fill("[name=text]", make.WORDS)
    page.check("[name=naming][value=tanpa_nama]")
    press(page, "Kirim")
    assert page.locator(".errors").count() == 1  # without a name there must be a PIN
    assert page.input_value("[name=text]") == make.WORDS
    page.fill("[name=pin]", make.PIN)
    press(page, "Kirim")
    assert "Sudah kami terima." in page.inner_text("main")
    return page.inner_text("h1")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_what_is_told_at_home_is_handed_on_answered_and_solved(live: str, open_page: Open, javascript: bool):
    office, agency = make.office(name="Kecamatan Rekaan"), make.office(name="Dinas Rekaan")
    make.clocks("pengaduan")
    phone = open_page(javascript=javascript)
    code = tell(phone, live, office.name)

    desk = signed_in(open_page(javascript=javascript, width=1280), live, make.officer("koordinator", office))
    desk.goto(f"{live}/kelola/suara/")
    press(desk, code)
    desk.click("summary:text-is('Teruskan')")
    desk.select_option("[name=to_office]", label=agency.name)
    desk.locator("details[open]").get_by_role("button").click()
    desk.wait_for_selector("h1:text('Ini yang akan dibaca')")
    press(desk, "Kirim")

    liaison = signed_in(
        open_page(javascript=javascript, width=1280), live, make.officer(Role.LIAISON, agency)
    )
    liaison.goto(f"{live}/kelola/rujukan/")
    press(liaison, office.name)
    assert code not in liaison.inner_text("body")
    press(liaison, "Kami terima")
    liaison.click("summary:text-is('Jawab')")
    liaison.fill("details[open] [name=text]", "Lampu sudah kami ganti.")
    press(liaison, "Kirim jawaban")

    desk.reload()
    assert "Lampu sudah kami ganti." in desk.inner_text("main")
    desk.click("summary:text-is('Jawab')")
    desk.fill("details[open] [name=text]", "Lampu di depan balai RW sudah menyala lagi.")
    press(desk, "Kirim jawaban")

    again = open_page(javascript=javascript)
    again.goto(f"{live}/suara/lacak/")
    again.fill("[name=code]", code.lower())
    again.fill("[name=pin]", make.PIN)
    press(again, "Lihat")
    assert "sudah menyala lagi" in again.inner_text(".timeline")
    press(again, "Sudah beres")
    press(again, "Ya, sudah beres")
    assert "beres" in again.inner_text("header .lead")


def tab_to(page: "Page", words: str, most: int = 80) -> None:
    """As who has no mouse: on and on, until it is reached."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").strip() == words:
            return
    raise AssertionError(f"{words} is out of reach")


def test_the_desk_is_worked_by_keyboard_alone(live: str, open_page: Open):
    office = make.office()
    first, second = (make.voice(office, text=text) for text in (make.WORDS, "Selokan di ujung gang mampet."))
    page = signed_in(open_page(width=1280, height=860), live, make.officer("koordinator", office))
    page.goto(f"{live}/kelola/suara/")
    focused = "document.activeElement.innerText"
    shown = [show_code(voice.case.code) for voice in (first, second)]
    rows = page.locator("[data-inbox] th a").all_inner_texts()
    assert sorted(rows) == sorted(shown)
    for key, row in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        assert page.evaluate(focused) == rows[row]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.inner_text("h1") == rows[0]
    tab_to(page, "Sudah dibaca")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "Jawab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Sudah kami perbaiki, jk.")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Jawaban terkirim." in page.inner_text("main")
    assert "Sudah kami perbaiki, jk." in page.inner_text("main")


def begin(page: "Page", live: str) -> None:
    page.goto(f"{live}/kelola/dengar/")
    page.fill("[name=number]", "C007")
    press(page, "Mulai mendengar")
    assert "Boleh saya catat?" in page.inner_text("h1")


def test_a_talk_outlives_a_lost_network_and_ends_in_a_neutral_slip(live: str, shaky: "Page"):
    make.clocks("curhat")
    page = signed_in(shaky, live, make.listener())
    begin(page, live)
    press(page, "Ya, boleh")
    notes = page.locator("[name=text]")
    notes.press_sequentially("Anak saya")
    page.wait_for_selector(KEPT)

    page.context.set_offline(True)
    notes.press_sequentially(" tidak mau sekolah")
    page.wait_for_selector("[data-state]:text('mencoba lagi')")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    page.click("text=Bacakan kembali")  # held back: it would lead to nowhere
    assert notes.input_value() == "Anak saya tidak mau sekolah"
    page.context.set_offline(False)
    page.wait_for_selector(KEPT)

    page.route("**/simpan/", lambda route: (route.fetch(), route.abort()), times=1)  # kept, but not heard of
    notes.press_sequentially(" sejak")
    page.wait_for_selector("[data-state]:text('mencoba lagi')")
    notes.press_sequentially(" Senin.")
    page.wait_for_selector(KEPT)
    page.reload()
    assert notes.input_value() == "Anak saya tidak mau sekolah sejak Senin."

    press(page, "Bacakan kembali")
    assert "sejak Senin." in page.inner_text(".panel .lead")
    page.fill("[name=pin]", make.PIN)
    press(page, "Simpan")
    code = page.inner_text("h1")
    assert code == show_code(Voice.objects.get().case.code)
    press(page, "Cetak slip")
    assert page.inner_text("article").split() == [code, f"{live}/suara/lacak/"]
    paper = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert [tuple(round(float(side) * MILLIMETRES) for side in size) for size in sizes] == [(105, 148)]


def test_who_only_wants_to_be_heard_is_heard_without_scripts(live: str, open_page: Open):
    page = signed_in(open_page(javascript=False, width=1280), live, make.listener())
    begin(page, live)
    press(page, "Ya, boleh")
    page.fill("[name=text]", "Saya hanya ingin bercerita.")
    press(page, "Simpan sementara")
    assert page.input_value("[name=text]") == "Saya hanya ingin bercerita."
    press(page, "Tidak jadi dicatat")
    press(page, "Ya, hapus dan dengarkan saja")
    press(page, "Selesai")
    talk = Hearing.objects.get()
    assert (talk.state, talk.draft_sealed, talk.voice) == ("untold", "", None)
