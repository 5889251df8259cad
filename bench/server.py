"""A server in the production profile, on its own port, with its database; stopped and cleaned afterwards."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tools.private_postgres import free_port


def production(state: Path, url: str, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "BALAI_PROFILE": "production",
        "BALAI_STATE_DIR": str(state),
        "BALAI_KEYS": str(state / "keys.json"),
        "BALAI_SECRET_KEY": "bench-" + "k" * 60,
        "BALAI_HOSTS": "127.0.0.1",
        "BALAI_URL": "https://127.0.0.1",
        "BALAI_SSL_REDIRECT": "no",
        "BALAI_LOG_LEVEL": "WARNING",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "balai.site.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
    }


@contextlib.contextmanager
def state_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder:
        yield Path(folder)


@contextlib.contextmanager
def serving(
    environment: dict[str, str], *, app: str | None = None, only: str | None = "web"
) -> Iterator[str]:
    """The base address of a running server. `app`: a bare WSGI application instead of Balai."""
    port = free_port()
    command = [sys.executable, "-m", "balai.site.cli", "serve", "--port", str(port), "--workers", "2"]
    if only:
        command += ["--only", only]
    if app:
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ]
        command += [
            "--workers",
            "2",
            "--blocking-threads",
            "4",
            "--backlog",
            "2048",
            "--no-ws",
            "--log-level",
            "error",
            app,
        ]
    process = subprocess.Popen(command, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/sehat")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(url: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2).read()
            return
        time.sleep(0.05)
    raise RuntimeError(f"no answer from {url}")
