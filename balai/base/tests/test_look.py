"""The look: every component renders, is light and legible. In the browser: tests/browser/test_look.py."""

import importlib
import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.template import Context
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.urls import reverse

from balai.base import specimens, views

BASE = Path(__file__).resolve().parents[1]
CSS = (BASE / "static" / "base" / "balai.css").read_text()
SCRIPT = (BASE / "static" / "base" / "balai.js").read_text()
TEMPLATES = list(BASE.parent.glob("*/templates/**/*.html"))
PAGES = ["", *(f"{piece}/" for piece in specimens.PIECES)]


def weight(text: str) -> int:
    return len(brotli.compress(text.encode()))


def test_one_style_sheet_weighs_under_12_kilobytes() -> None:
    assert weight(CSS) <= 12_000


def test_the_public_script_weighs_under_3_kilobytes() -> None:
    assert weight(SCRIPT) <= 3_000


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("theme", ["", "gelap"])
def test_every_specimen_renders(client: Client, page: str, theme: str) -> None:
    response = client.get(f"{reverse('base:components')}{page}", {"tema": theme} if theme else {})
    assert response.status_code == 200
    assert ('data-theme="dark"' in response.content.decode()) == bool(theme)


@pytest.mark.django_db
def test_an_unknown_specimen_is_not_found(client: Client) -> None:
    response = client.get(reverse("base:specimen", args=["rahasia"]))
    assert response.status_code == 404
    assert "Halaman ini tidak ada" in response.content.decode()


def test_the_page_for_our_own_mistakes_needs_no_database() -> None:
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "ada yang rusak di sini" in response.content.decode()


def test_the_page_for_our_own_mistakes_survives_its_own_template(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(views, "get_template", broken)
    assert "ada yang rusak di sini" in views.server_error(RequestFactory().get("/")).content.decode()


@pytest.mark.parametrize("name", ["base/503.html", "base/away.html", "base/busy.html", "base/429.html"])
def test_a_bad_day_keeps_what_was_typed(name: str) -> None:
    page = get_template(name).template.render(Context({}))  # type: ignore[attr-defined]
    assert "data-unsaved" in page


def test_every_icon_that_a_template_asks_for_is_drawn() -> None:
    asked = {n for p in TEMPLATES for n in re.findall(r'{% icon "([^"]+)"', p.read_text())}
    assert not asked - set(specimens.icon_names())


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):(#[0-9a-f]{3,6})\b", block))


def themes() -> dict[str, dict[str, str]]:
    light = tokens(CSS[CSS.index(":root{") : CSS.index("@media (prefers-color-scheme:dark)")])
    dark = re.search(r":root\[data-theme=dark\]{(.*?)}", CSS, re.DOTALL)
    assert dark
    return {"light": light, "dark": light | tokens(dark[1])}


def test_the_system_and_the_reader_choose_the_same_dark() -> None:
    system = re.search(r"@media \(prefers-color-scheme:dark\){:root{(.*?)}}", CSS, re.DOTALL)
    assert system
    assert light_free(tokens(system[1])) == light_free(themes()["dark"])


def light_free(chosen: dict[str, str]) -> dict[str, str]:
    """Without the tokens that are the same by day and by night."""
    return {name: colour for name, colour in chosen.items() if themes()["light"].get(name) != colour}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ["--paper", "--card", "--leaf-wash", "--turmeric-wash", "--brick-wash", "--sky-wash"]
TEXTS = [
    *(("--ink", ground) for ground in [*GROUNDS, "--line"]),
    *(("--quiet", ground) for ground in GROUNDS),
    *(("--leaf", ground) for ground in ["--paper", "--card", "--leaf-wash"]),
    *(("--brick", ground) for ground in ["--paper", "--card", "--brick-wash"]),
    ("--on-leaf", "--leaf"),
    ("--card", "--brick"),
    ("--leaf-deep", "--leaf-wash"),
    ("--sky", "--sky-wash"),
]
EDGES = [
    ("--edge", "--paper"),
    ("--edge", "--card"),
    ("--leaf", "--card"),
    ("--ink", "--paper"),
    ("--amber", "--paper"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("needed", "pairs"), [(4.5, TEXTS), (3.0, EDGES)], ids=["text", "edges"])
def test_contrast_is_enough(theme: str, needed: float, pairs: list[tuple[str, str]]) -> None:
    chosen = themes()[theme]
    weak = {pair: round(contrast(chosen[pair[0]], chosen[pair[1]]), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < needed}


def test_in_production_the_living_page_is_not_there(settings: Any) -> None:
    from balai.base import urls

    known = list(urls.urlpatterns)
    try:
        settings.IS_PRODUCTION = True
        assert importlib.reload(urls).urlpatterns == []
    finally:
        settings.IS_PRODUCTION = False
        assert len(importlib.reload(urls).urlpatterns) == len(known)
