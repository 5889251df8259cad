"""The browser, and two sites for it: one in this process, one started as people start it."""

import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.databases import one_at_a_time
from tools import machine
from tools.private_postgres import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page
    from pytest_django.live_server_helper import LiveServer

MEANT = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED")
ROOT = Path(__file__).resolve().parent.parent
PHONE = {"width": 360, "height": 740}
QUIET = [
    "--no-sandbox",  # root in a container has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, in a fresh profile, that finds no other machine than this one."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop lives in this thread, where Django would then refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=machine.chromium(), args=QUIET)


@pytest.fixture
def open_page(browser: "Browser") -> "Iterator[Callable[..., Page]]":
    """`open_page(javascript=False, width=1280)`: a visitor of their own, with cookies of their own.

    What the page complains about in its console, a policy's refusal among it, fails the test.
    """
    contexts, complaints = [], []

    def heard(message: "ConsoleMessage") -> None:
        # A page that is rightly 403, 404, 409 or 422 is no complaint, nor a road that the test itself cuts.
        if message.type == "error" and not any(words in message.text for words in MEANT):
            complaints.append(message.text)

    def open_one(*, javascript: bool = True, width: int = 360, height: int = 740, **options: Any) -> "Page":
        size = {"width": width, "height": height}
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, f"the browser complained: {complaints}"


@pytest.fixture
def page(open_page: "Callable[..., Page]") -> "Page":
    """A visitor with a small phone."""
    return open_page()


@pytest.fixture
def live(live_server: "LiveServer") -> str:
    """The site in this process, with this test's rows; `at` stops its clock too."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def demo_site(shared: Path) -> Iterator[str]:
    """The whole demonstration as `make run` starts it: server, live hub, jobs, seeds, its own clock.

    Whoever comes first starts it for all workers, and ends it when the last has gone.
    """
    folder = shared / "demo"
    guest = folder / f"guest-{os.getpid()}"
    with one_at_a_time(str(folder)):
        folder.mkdir(exist_ok=True)
        process = None if (folder / "address").exists() else _start_demo(folder)
        guest.touch()
    yield (folder / "address").read_text()
    guest.unlink()
    if process:
        while any(folder.glob("guest-*")):
            time.sleep(0.2)
        process.terminate()
        process.wait(30)


def _start_demo(folder: Path) -> "subprocess.Popen[bytes]":
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [ROOT / ".venv" / "bin" / "python", "-m", "balai.site.cli", "demo", "--port", str(port)],
            cwd=folder,
            env={**_bare_environment(), "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/siap", process, folder / "log")
    except RuntimeError:
        process.kill()
        raise
    (folder / "address").write_text(address)
    return process


def _bare_environment() -> dict[str, str]:
    """Nothing of this test run's settings: the demonstration chooses its own."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("BALAI_", "DATABASE_", "DJANGO_"))}


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 240) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError("the demonstration did not start:\n" + log.read_text()[-3000:])
