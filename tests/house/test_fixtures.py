"""What conftest.py promises every test, tried."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from balai.base import clock
from tests import make
from tests.beside import words

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOMENT = datetime(2026, 5, 24, 1, 50, tzinfo=UTC)


def test_the_clock_stands_where_it_is_put(at: Callable[[datetime], None]) -> None:
    at(MOMENT)
    assert clock.now() == MOMENT


def test_the_clock_runs_again_in_the_next_test() -> None:
    assert clock.now() != MOMENT


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as caller, pytest.raises(RuntimeError, match="reached for the network"):
        caller.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_the_database_is_this_runs_own() -> None:
    from django.db import connection

    assert "test_" in str(connection.settings_dict["NAME"])


@pytest.mark.django_db(transaction=True)
def test_a_test_database_is_emptied_around_the_triggers() -> None:
    from balai.audit.models import Entry

    Entry.objects.create(
        at=MOMENT, verb="a", actor="b", office="", subject_type="c", subject_id="1", mac=b"1"
    )
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()


def reader() -> object:
    return make.browser()


@pytest.fixture
def opened() -> object:
    return reader()


def test_a_test_of_pages_is_known_by_the_client_that_it_its_helpers_and_its_fixtures_use() -> None:
    assert "browser" in words(lambda: make.browser().get("/"))
    assert "browser" in words(lambda: reader())
    assert "browser" in words(lambda opened: opened, ["opened"])
    assert "browser" not in words(lambda: make.office())


@pytest.mark.browser
def test_a_browser_opens_the_site(live: str, page: "Page") -> None:
    answer = page.goto(f"{live}/sehat")
    assert answer
    assert answer.ok


@pytest.mark.browser
def test_the_browser_finds_no_other_machine(page: "Page") -> None:
    from playwright.sync_api import Error

    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.com/")
