"""A server in the production profile, on its own port; stopped and cleaned afterwards."""

import contextlib
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.load import Load, wrk
from tools.private_postgres import free_port

WORKERS = 2
BARE = [
    "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", str(WORKERS),
    "--blocking-threads", "4", "--backlog", "2048", "--no-ws", "--log-level", "error",
]  # fmt: skip


@dataclass(frozen=True)
class Server:
    base: str
    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Of the server with its workers, since their beginning."""
        return sum(_seconds(pid) for pid in family(self.pid))

    def load(self, path: str, **how: Any) -> Load:
        """wrk on this server, with what the server itself took for it."""
        before = self.processor_seconds()
        found = wrk(self.base + path, **how)
        found.cost = (self.processor_seconds() - before) * 1000 / max(1, found.requests)
        return found

    def memory(self) -> int:
        """Bytes that are its own and not shared with other processes."""
        return sum(_private(pid) for pid in family(self.pid))


@contextlib.contextmanager
def serving(
    environment: dict[str, str], *, app: str | None = None, only: str | None = "web"
) -> Iterator[Server]:
    """A running server. `app`: a bare WSGI application in the same granian instead of Balai."""
    port = free_port()
    command = ["balai.site.cli", "serve", "--workers", str(WORKERS), *(["--only", only] if only else [])]
    whole = [sys.executable, "-m", *(BARE if app else command), "--port", str(port), *([app] if app else [])]
    process = subprocess.Popen(whole, env=environment)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(f"{base}/langsung/" if only == "live" else f"{base}/sehat")
        yield Server(base, port, process.pid)
    finally:
        stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(url: str, seconds: float = 60) -> None:
    """Until something answers, whatever it says."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=5).read()
            return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"no answer from {url}")


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in children.read_text().split()] if children.exists() else []
    return [pid, *(p for child in found for p in family(child))]


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / 100


def _private(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) * 1024
