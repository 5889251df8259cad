"""The look in a browser: fits a small phone, is accessible, prints on its paper, and keeps what was typed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balai.base import specimens
from tests.browser import sight

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser
PAGES = ["", *(f"{piece}/" for piece in specimens.PIECES)]
MAIN_PAGES = ["", "beranda/", "tiket/", "meja/", "papan/", "409/"]
# Width, by day or night, which pieces, what is looked at: measured once whole, then what may differ.
SCREENS = [
    (360, "light", PAGES, sight.WHOLE),
    (320, "light", MAIN_PAGES, None),  # real pages are measured at 320 px (test_access)
    (1280, "dark", MAIN_PAGES, sight.CONTRAST),
]


@pytest.mark.parametrize(("width", "scheme", "pieces", "rules"), SCREENS)
def test_every_specimen_fits_and_is_accessible(
    open_page: "Callable[..., Page]",
    live: str,
    tmp_path: Path,
    width: int,
    scheme: str,
    pieces: list[str],
    rules: dict[str, object] | None,
) -> None:
    page, found = sight.armed(open_page(width=width, color_scheme=scheme)), []
    for name in pieces:
        page.goto(f"{live}/komponen/{name}")
        page.screenshot(path=tmp_path / f"{name.strip('/') or 'komponen'}.png", full_page=True)
        faults = page.evaluate(sight.WIDER) + (sight.violations(page, rules) if rules else [])
        found += [f"{name}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


def test_a_pale_word_is_seen_where_its_colours_are_new(open_page: "Callable[..., Page]", live: str) -> None:
    page = sight.armed(open_page())
    page.goto(f"{live}/komponen/")
    sight.pale(page)
    page.evaluate("document.querySelector('h1').style.color = '#d9d4c9'")
    (fault,) = sight.pale(page)
    assert "color-contrast" in fault


def test_a_piece_that_is_ill_built_is_seen_where_none_was_built_like_it(
    open_page: "Callable[..., Page]", live: str
) -> None:
    page = sight.armed(open_page())
    page.goto(f"{live}/komponen/")
    assert not sight.ill_built(page)
    assert not set(page.evaluate(sight.BUILT)) - sight.built
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    (fault,) = sight.ill_built(page)
    assert "image-alt" in fault


TARGETS = """.button:not(.small), .chips a, .choice, .tick, .time, .day, .pages a, .tabs a, select,
    .field input:not([type=radio], [type=checkbox]), .roof a, .ground a, summary, .linklist a"""
TOO_SMALL = """targets => [...document.querySelectorAll(targets)]
    .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", ["", "beranda/", "tiket/"])
def test_targets_of_residents_are_large_enough(
    open_page: "Callable[..., Page]", live: str, name: str
) -> None:
    page = open_page()
    page.goto(f"{live}/komponen/{name}")
    assert not page.evaluate(TOO_SMALL, TARGETS)


@pytest.mark.parametrize(("name", "pages"), [("tiket", 1), ("struk", 1), ("poster", 1), ("lembar", 2)])
def test_paper_fits(open_page: "Callable[..., Page]", live: str, name: str, pages: int) -> None:
    page = open_page(width=1280)
    page.goto(f"{live}/komponen/{name}/")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == pages


FORM = """<!doctype html><html lang="id"><title>Formulir</title><link rel="icon" href="data:,">
<body><form method="post" action="/kirim" data-keep="book"><input name="name"><input name="nik" data-secret>
<input name="key" type="password"><button class="button">Ambil nomor</button></form>
<script src="/static/base/balai.js"></script></body></html>"""


@pytest.fixture
def form_page(open_page: "Callable[..., Page]", live: str) -> "Page":
    """A page with one form; whatever is sent gets lost on the way."""
    page = open_page()
    sent: list[str] = []

    def lose(route: "Route") -> None:
        sent.append(route.request.post_data or "")
        route.abort()

    page.route(f"{live}/formulir", lambda route: route.fulfill(body=FORM, content_type="text/html"))
    page.route(f"{live}/kirim", lose)
    page.sent = sent  # type: ignore[attr-defined]
    page.goto(f"{live}/formulir")
    return page


def test_a_double_click_sends_once(form_page: "Page") -> None:
    form_page.evaluate("const f = document.forms[0]; f.requestSubmit(); f.requestSubmit()")
    form_page.wait_for_timeout(300)
    assert len(form_page.sent) == 1  # type: ignore[attr-defined]


def test_what_was_typed_survives_a_lost_sending_but_secrets_are_not_kept(
    form_page: "Page", live: str
) -> None:
    form_page.fill("[name=name]", "Siti Aminah")
    form_page.fill("[name=nik]", "9912345678900001")
    form_page.fill("[name=key]", "rahasia")
    form_page.click("button")
    form_page.wait_for_timeout(300)
    form_page.goto(f"{live}/formulir")
    values = [form_page.input_value(f"[name={name}]") for name in ("name", "nik", "key")]
    assert values == ["Siti Aminah", "", ""]


def test_what_arrived_is_forgotten(form_page: "Page", live: str) -> None:
    form_page.unroute(f"{live}/kirim")
    form_page.route(
        f"{live}/kirim",
        lambda route: route.fulfill(
            body=FORM.replace("<form", "<p hidden><form").replace("data-keep", "data-x"),
            content_type="text/html",
        ),
    )
    form_page.fill("[name=name]", "Siti Aminah")
    form_page.click("button")
    form_page.wait_for_url(f"{live}/kirim")
    form_page.goto(f"{live}/formulir")
    assert form_page.input_value("[name=name]") == ""


def test_a_page_without_network_says_so_and_does_not_send(form_page: "Page") -> None:
    # Asked for a page that is away, the console would complain, rightly.
    form_page.evaluate("() => { window.fetch = () => Promise.reject(); }")
    form_page.context.set_offline(True)
    form_page.locator(".banner.offline").wait_for()
    form_page.click("button")
    assert form_page.sent == []  # type: ignore[attr-defined]
    form_page.context.set_offline(False)
    form_page.locator(".banner.offline").wait_for(state="detached")
