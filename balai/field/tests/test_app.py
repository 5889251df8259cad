"""The shell, its worker and its manifest; and what the service worker may keep."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from balai.field.views.app import FILES
from tests import make

pytestmark = pytest.mark.django_db


def kept() -> list[str]:
    text = Client().get("/lapangan/pekerja.js").content.decode()
    found = re.search(r"KEPT = (\[.*\]);", text)
    assert found
    return list(json.loads(found[1]))


def test_the_worker_keeps_the_apps_own_files_and_no_private_page():
    assert kept()[:2] == ["/lapangan/", "/lapangan/aplikasi.webmanifest"]
    assert all(address.startswith("/static/") for address in kept()[2:])
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
