"""A Sunday morning from the sofa to the counter: booked, called, watched, with and without JavaScript."""

from collections.abc import Callable, Iterator
from itertools import cycle, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.hall import Hall
from tools.voice.make import clips_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def morning(shared: Path) -> Hall:
    return Hall(shared / "morning")


@pytest.fixture
def hall(morning: Hall, tmp_path: Path) -> Iterator[Hall]:
    site = Hall(tmp_path, like=morning).start()
    yield site
    site.stop()


def book_page(hall: Hall) -> str:
    return f"{hall.url}/antrean/{hall.facts['slug']}/2026-05-24/"


def desk(hall: Hall, page: "Page", *, counter: int, officer: int = 0) -> "Page":
    page.context.add_cookies([hall.cookie(officer)])  # type: ignore[list-item]
    page.goto(f"{hall.url}/meja/{hall.facts['sitting']}/{counter}/")
    return page


def hear(display: "Page", words: int, seconds: int = 30) -> list[dict[str, Any]]:
    """So many clips have been said; waited for without `eval`, which the pages forbid."""
    clips: list[dict[str, Any]] = []
    for _ in range(seconds * 10):
        clips = display.evaluate("said")
        if len(clips) >= words:
            break
        display.wait_for_timeout(100)
    return clips


@pytest.fixture
def shaky(browser: "Browser") -> Iterator["Page"]:
    """A screen whose network comes and goes: its console may say so."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, timezone_id="Asia/Jakarta")
    yield context.new_page()
    context.close()


def watch(hall: Hall, page: "Page") -> "Page":
    page.goto(f"{hall.url}/layar/{hall.facts['sitting']}/")
    page.evaluate("said = []; addEventListener('balai:clip', (e) => said.push(e.detail))")
    return page


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_number_is_booked_on_a_small_phone(hall: Hall, open_page: Open, javascript: bool):
    page = open_page(javascript=javascript)
    page.goto(book_page(hall))
    page.click(".linklist a >> nth=0")
    page.click(".time:not(.off) >> nth=2")
    page.fill("[name=phone]", "0899 0000 1234")
    page.fill("[name=name]", "Bu Tini")
    page.click("text=Lanjut, periksa dulu")
    assert "Bu Tini" in page.inner_text("main")
    page.click("text=Ubah dulu")
    assert page.input_value("[name=name]") == "Bu Tini"
    page.click("text=Lanjut, periksa dulu")
    page.click("text=Ya, ambil nomor")
    page.wait_for_url("**/tiket/*/")
    assert page.inner_text(".ticket .number").endswith("A005")
    page.click("text=Batalkan")
    page.click("text=Ya, batalkan")
    page.wait_for_url("**/tiket/*/")
    assert "Dibatalkan" in page.inner_text(".ticket .live")
    page.dblclick("text=Kembalikan nomor saya")
    page.wait_for_selector("text=Tidak jadi datang?")
    assert page.inner_text(".ticket .number").endswith("A005")


def test_the_call_is_shown_and_said_while_the_resident_watches(hall: Hall, open_page: Open):
    display, phone = watch(hall, open_page(width=1920, height=1080)), open_page()
    phone.goto(f"{hall.url}/tiket/{hall.facts['tokens'][0]}/")
    officer = desk(hall, open_page(width=1280, height=860), counter=3)
    officer.keyboard.press("b")
    officer.wait_for_selector("[data-key=n]")
    officer.keyboard.press("n")
    officer.wait_for_selector("text=A001 dipanggil ke loket 3.")
    display.wait_for_selector("#panggilan b:text('A001')")
    assert "ke loket 3" in display.inner_text("#panggilan")
    assert display.inner_text("#ucapan") == "Nomor A001, silakan ke loket 3."
    phone.wait_for_selector(".ticket.called h2:text('Silakan ke loket 3')")
    assert phone.title() == "Silakan ke loket 3"
    words = [clip["name"] for clip in hear(display, 7)]
    spelled = ["huruf-a", "angka-0", "angka-0", "angka-1"]
    assert words == ["nomor-antrean", *spelled, "silakan-ke-loket", "loket-3"]
    calls = [
        (f"{letter}{n:03d}", n % 99 + 1) for n, letter in zip(range(1, 1000), cycle("ABCXYZ"), strict=False)
    ]
    laid = "calls => { const voice = balaiSpeech('/'); return calls.map((call) => voice.sequence(...call)); }"
    assert display.evaluate(laid, calls) == [clips_of(*call) for call in calls]


def test_calls_never_overlap_and_call_again_says_it_again(hall: Hall, open_page: Open):
    display = watch(hall, open_page(width=1280, height=720))
    first = desk(hall, open_page(width=1280, height=860), counter=1, officer=0)
    second = desk(hall, open_page(width=1280, height=860), counter=2, officer=1)
    for page in (first, second):
        page.keyboard.press("b")
        page.wait_for_selector("[data-key=n]")
    first.keyboard.press("n")
    second.keyboard.press("n")
    first.wait_for_selector("[data-key=u]")
    hear(display, 8)  # both are known to the screen: two calls of one number between two looks are said once
    first.keyboard.press("u")
    clips = hear(display, 21)
    assert len(clips) == 21
    assert all(a["until"] <= b["at"] for a, b in pairwise(clips))
    assert len({clip["call"] for clip in clips}) == 2


def test_a_desk_is_worked_by_keyboard_alone(hall: Hall, open_page: Open):
    page = desk(hall, open_page(width=1280, height=860), counter=2)

    def press(key: str, words: str) -> None:
        page.keyboard.press(key)
        page.wait_for_selector(f".deskstate :text('{words}')")

    page.keyboard.press("b")
    page.wait_for_selector("[data-key=n]")
    press("n", "A001 dipanggil ke loket 2.")
    press("z", "Diurungkan.")
    press("n", "A001 dipanggil ke loket 2.")
    press("m", "A001 mulai dilayani.")
    press("s", "A001 selesai.")
    page.keyboard.press("d")
    page.keyboard.type("A003")
    press("Enter", "A003 sudah datang")
    page.keyboard.press("Escape")  # out of the field, where letters are only letters
    page.keyboard.press("w")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    press("Enter", "Nomor baru: A005.")
    page.keyboard.press("Escape")
    press("n", "dipanggil ke loket 2.")
    press("t", "dicatat tidak hadir.")


def test_a_letter_typed_into_a_field_is_only_a_letter(hall: Hall, open_page: Open):
    page = desk(hall, open_page(width=1280, height=860), counter=2)
    page.keyboard.press("b")
    page.wait_for_selector("[data-key=n]")
    page.focus("#id_text")
    page.keyboard.type("nstk")
    assert page.input_value("#id_text") == "nstk"
    assert page.locator(".person .number").count() == 0


def test_the_desk_works_without_javascript(hall: Hall, open_page: Open):
    page = desk(hall, open_page(javascript=False, width=1280, height=860), counter=2)
    page.click("text=Buka loket 2")
    page.click("text=Panggil berikutnya")
    assert "A001 dipanggil ke loket 2." in page.inner_text(".deskstate")
    page.click("text=Urungkan")
    assert "Diurungkan." in page.inner_text(".deskstate")
    page.click("text=Panggil berikutnya")
    page.click(".deskbar >> text=Selesai")
    assert "A001 selesai." in page.inner_text(".deskstate")


def test_the_line_moves_on_a_colleagues_desk(hall: Hall, open_page: Open):
    first = desk(hall, open_page(width=1280, height=860), counter=1, officer=0)
    second = desk(hall, open_page(width=1280, height=860), counter=2, officer=1)
    assert second.inner_text(".line header b") == "2"
    for page in (first, second):
        page.keyboard.press("b")
        page.wait_for_selector("[data-key=n]")
    first.keyboard.press("n")
    second.wait_for_selector(".line header b:text('1')")
    assert "A001 di loket 1" in second.inner_text(".elsewhere")
    second.click(".line .waiting button")  # of a line that was fetched: it has taken over the page's own key
    second.wait_for_selector(".deskstate:has-text('A002 dipanggil di luar urutan.')")


def test_the_screen_outlives_a_restart_of_the_server(hall: Hall, open_page: Open, shaky: "Page"):
    display = watch(hall, shaky)
    display.evaluate("window.sameDocument = true")
    assert hall.stop() < 14  # in peace: after 15 s granian kills
    display.wait_for_selector("body.is-stale", timeout=30_000)
    assert "Sambungan terputus sejak 09." in display.inner_text(".stale")
    hall.start()
    display.wait_for_selector("body:not(.is-stale)", timeout=40_000)
    officer = desk(hall, open_page(width=1280, height=860), counter=1)
    officer.keyboard.press("b")
    officer.wait_for_selector("[data-key=n]")
    officer.keyboard.press("n")
    display.wait_for_selector("#panggilan b:text('A001')")
    assert display.evaluate("window.sameDocument")


def test_a_lost_network_is_said_and_mends_itself(hall: Hall, shaky: "Page"):
    display = watch(hall, shaky)
    display.context.set_offline(True)
    display.wait_for_selector("body.is-stale", timeout=30_000)
    display.context.set_offline(False)
    display.wait_for_selector("body:not(.is-stale)", timeout=40_000)


def test_the_screen_works_without_javascript(hall: Hall, open_page: Open):
    display = open_page(javascript=False, width=1280, height=720)
    display.goto(f"{hall.url}/layar/{hall.facts['sitting']}/")
    assert "Belum ada panggilan" in display.inner_text("#panggilan")
    assert display.locator("noscript meta").count() or "refresh" in display.content()
