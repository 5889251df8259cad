"""The shell, its worker and its manifest; and what the service worker may keep."""

import gzip
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from balai.field.views.app import FILES, SCRIPTS, WORKER, bundle
from tests import make

pytestmark = pytest.mark.django_db


def kept() -> list[str]:
    text = Client().get("/lapangan/pekerja.js").content.decode()
    found = re.search(r"KEPT = (\[.*\]);", text)
    assert found
    return list(json.loads(found[1]))


def test_the_worker_keeps_the_apps_own_files_and_no_private_page():
    script = f"/lapangan/aplikasi-{bundle()[1]}.js"
    assert kept()[:3] == ["/lapangan/", script, "/lapangan/aplikasi.webmanifest"]
    assert all(address.startswith("/static/") for address in kept()[3:])
    assert all(finders.find(name) for name in FILES)


def test_every_file_that_the_shell_asks_for_is_kept():
    page = Client().get("/lapangan/").content.decode()
    asked = set(re.findall(r'(?:src|href)="(/[^"#]*)', page))
    assert asked <= set(kept())


def test_the_shell_is_the_same_for_everybody():
    pages = [make.browser(who).get("/lapangan/") for who in (None, make.head())]
    assert pages[0].content == pages[1].content
    assert not pages[0].cookies


def test_a_new_file_is_a_new_version(monkeypatch):
    before = Client().get("/lapangan/pekerja.js").content
    assert before == Client().get("/lapangan/pekerja.js").content
    monkeypatch.setattr("balai.field.views.app.FILES", FILES[:-1])
    assert Client().get("/lapangan/pekerja.js").content != before


def test_the_manifest_names_icons_that_exist():
    told = Client().get("/lapangan/aplikasi.webmanifest").json()
    assert told["scope"] == told["start_url"] == "/lapangan/"
    assert {icon["src"] for icon in told["icons"]} <= set(kept())


def test_the_first_load_is_light_and_takes_few_requests():
    """Page, style, script, icons and the web manifest: 5; and kilobytes as they come over the wire."""
    page = Client().get("/lapangan/", headers={"Accept-Encoding": "gzip"})
    assert (page["Content-Encoding"], len(page.content) < 5_000) == ("gzip", True)
    text = gzip.decompress(page.content).decode()
    asked = set(re.findall(r'(?:src|href)="(/[^"#]*)', text)) - {"/static/field/icon-192.png"}
    assert len(asked) == 4
    script = Client().get(f"/lapangan/aplikasi-{bundle()[1]}.js", headers={"Accept-Encoding": "gzip"})
    assert len(script.content) < 11_300
    assert "immutable" in script["Cache-Control"]
    old = Client().get("/lapangan/aplikasi-lama.js")
    assert (old.status_code, old["Cache-Control"]) == (200, "no-cache")


NEWER = {
    "optional chaining": r"\?\.[\w\[(]",
    "nullish": r"\?\?",
    "logical assignment": r"(\|\||&&)=",
    "catch without a name": r"catch\s*\{",
    "BigInt": r"BigInt|\b\d+n\b",
    "digits parted": r"\b\d+_\d",
    "private field": r"[.{;\s]#[a-z]\w*\s*(=|\()",
    "new methods": r"\.(at|flat|flatMap|replaceAll|replaceChildren|toggleAttribute|matchAll)\(",
    "new statics": r"\.(fromEntries|allSettled|any|hasOwn|groupBy|randomUUID|withResolvers)\(",
    "new names": r"\b(structuredClone|globalThis|AbortController|createImageBitmap|queueMicrotask|import\()",
    "bytes of a blob": r"\b(blob|file)\.(arrayBuffer|text|stream)\(",
    "new selectors": r":(is|where|has)\(",
}


@pytest.mark.parametrize("what", NEWER)
def test_nothing_in_the_scripts_is_newer_than_the_phones_on_the_street(what):
    """The floor of docs/decisions/field.md: Chrome and WebView 63, Firefox 60, Safari 12 (ES2018)."""
    for path in [*SCRIPTS[1:], WORKER]:
        code = re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.MULTILINE)
        assert not re.search(NEWER[what], code, re.MULTILINE), path.name
