"""What every test has: a clock that can be stopped, no network, a database on either engine."""

import gc
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

hypothesis.settings.register_profile("gate", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.register_profile("again", deadline=None, derandomize=True, max_examples=20)
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True, max_examples=8)
hypothesis.settings.register_profile("storm", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("BALAI_HYPOTHESIS", "gate"))

LOOPBACK = ("127.", "::1", "localhost")


gc.disable()  # while thousands of tests are gathered nothing becomes garbage: looking for it took a fifth


def pytest_collection_finish() -> None:
    """What was gathered stays to the end: no need to look through it again and again."""
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--with-rows", action="store_true", help="only what says more beside another database")
    parser.addoption("--without-pages", action="store_true", help="not the pages that --with-rows brings")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make test` runs the one beside PostgreSQL, the other beside SQLite."""
    from tests.beside import is_of_pages, says_more

    if config.getoption("--with-rows"):
        keep(config, items, says_more)
    if config.getoption("--without-pages"):
        keep(config, items, lambda item: not (says_more(item) and is_of_pages(item)))


def keep(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> None:
    judged = [(item, wanted(item)) for item in items]
    config.hook.pytest_deselected(items=[item for item, is_kept in judged if not is_kept])
    items[:] = [item for item, is_kept in judged if is_kept]


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
def django_db_setup(django_test_environment: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """One database a worker."""
    from django.conf import settings

    from tests.databases import own_database

    options = settings.DATABASES["default"]["OPTIONS"]
    if "init_command" in options:  # a test's rows need not outlive the machine
        options["init_command"] += "PRAGMA synchronous=OFF;"
    with django_db_blocker.unblock(), own_database():
        yield


@pytest.fixture(autouse=True, scope="session")
def flush_around_the_triggers() -> Iterator[None]:
    """The record of deeds refuses to be emptied; emptying a test database says so aloud."""
    from django.core.management.commands import flush

    def handle(self: flush.Command, **options: Any) -> None:
        from balai.audit.testing import allow_flush
        from tests.databases import empty

        with allow_flush():
            empty()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture(autouse=True, scope="session")
def pages_are_drawn_as_in_life(django_test_environment: None) -> Iterator[None]:
    """Not as Django draws them for tests: there each template, include and input copies its whole context."""
    from django.template import Template

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
        yield


@pytest.fixture(autouse=True, scope="session")
def one_chain_of_middleware(django_test_environment: None) -> Iterator[None]:
    """Each new client would build it anew, for as long as a page takes; where settings differ it does."""
    from django.conf import settings
    from django.test.client import ClientHandler

    load, plain, built = ClientHandler.load_middleware, vars(settings)["_wrapped"], dict[str, Any]()

    def load_once(self: ClientHandler, is_async: bool = False) -> None:
        if vars(settings)["_wrapped"] is not plain:
            return load(self, is_async)
        if not built:
            load(first := ClientHandler(), is_async)
            built.update({name: part for name, part in vars(first).items() if "_middleware" in name})
        vars(self).update(built)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", load_once)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test kept for a minute is not there for the next."""
    from django.core.cache import cache

    cache.clear()
