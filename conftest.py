"""What every test has: a clock that can be stopped, no network, a database on either engine."""

import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import SimpleTestCase

hypothesis.settings.register_profile("gate", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True, max_examples=8)
hypothesis.settings.register_profile("storm", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("BALAI_HYPOTHESIS", "gate"))

LOOPBACK = ("127.", "::1", "localhost")
ROWS = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--with-rows", action="store_true", help="only the tests that use a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What never asks a database, or says that it is `once`, says the same beside either: once is enough."""
    if not config.getoption("--with-rows"):
        return
    without = [item for item in items if not uses_rows(item) or item.get_closest_marker("once")]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if uses_rows(item)]


def uses_rows(item: pytest.Item) -> bool:
    marked = any(item.iter_markers("django_db")) or ROWS & set(getattr(item, "fixturenames", ()))
    return bool(marked) or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)


class _Stopped:
    """Added to any moment it gives its own: an offset that stops the clock."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __radd__(self, other: datetime) -> datetime:
        return self.moment


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """`at(make.NOW)`: from here on base.clock shows this moment, to pages and live server alike."""
    from balai.base import clock

    def stop(moment: datetime) -> None:
        monkeypatch.setattr(clock, "_offset", lambda: _Stopped(moment))

    return stop


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """A test that reaches for another machine fails at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = str(address[0]) if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and not host.startswith(LOOPBACK):
            raise RuntimeError(f"a test reached for the network: {host}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


class _StderrOfTheMoment:
    """pytest gives each test its own stderr; a handler made before holds one that is closed by then."""

    def write(self, text: str) -> None:
        with suppress(ValueError):  # a thread may speak between two tests, when nobody listens
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(ValueError):
            sys.stderr.flush()


@pytest.fixture(autouse=True, scope="session")
def logs_are_heard_in_their_own_test() -> None:
    for handler in logging.getLogger().handlers:
        if type(handler) is logging.StreamHandler:
            handler.setStream(_StderrOfTheMoment())


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """One database a worker; SQLite's is a file, as in life: threads and processes must see the same rows."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    name = Path(str(database["NAME"]))  # a path on SQLite, a plain name on PostgreSQL
    database.setdefault("TEST", {})["NAME"] = str(name.with_name(f"test_{worker}_{name.name}"))
    if "init_command" in database["OPTIONS"]:  # a test's rows need not outlive the machine
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


@contextmanager
def frozen_rows_may_go() -> Iterator[None]:
    """SQLite empties a table by DELETE, which the triggers of frozen figures refuse."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        which = "type = 'trigger' AND name LIKE 'voices_%_refuses_delete'"
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE {which}")  # noqa: S608 (names of our own)
        kept = cursor.fetchall()
        for name, _ in kept:
            cursor.execute(f"DROP TRIGGER {name}")
        try:
            yield
        finally:
            for _, statement in kept:
                cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def flush_around_the_triggers() -> Iterator[None]:
    """The record of deeds refuses to be emptied; emptying a test database says so aloud."""
    from django.core.management.commands import flush

    empty = flush.Command.handle

    def handle(self: flush.Command, **options: Any) -> Any:
        from balai.audit.testing import allow_flush

        with allow_flush(), frozen_rows_may_go():
            return empty(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test kept for a minute is not there for the next."""
    from django.core.cache import cache

    cache.clear()
