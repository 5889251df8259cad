"""A PostgreSQL of one's own: for tests, measurements and trials; gone when they end.

with private_postgres() as server:
    os.environ["DATABASE_URL"] = server.url()

python -m tools.private_postgres -- COMMAND …      runs COMMAND with its DATABASE_URL
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tools.machine import postgres_binaries

# What a crash may lose does not matter to a test; a measurement asks for `durable`.
FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "log_min_messages": "warning",
    "max_wal_size": "2GB",
}
STOP = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT, "kill": signal.SIGKILL}
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class PrivatePostgres:
    """One server in one temporary folder, heard on the loopback address alone."""

    def __init__(self, *, durable: bool = False, **settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="balai-postgres-"))
        self.data = self.folder / "data"
        self.password = secrets.token_urlsafe(18)
        self.settings = {**ALWAYS, **({} if durable else FLEETING), **settings}
        self.as_whom: dict[str, Any] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self._become_somebody_small()
        self.binaries = self._reachable(postgres_binaries())
        self._initialise()
        self.port = free_port()

    def url(self, database: str = "postgres") -> str:
        return f"postgres://balai:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """After a kill the old backends need a moment to notice; until then it is refused."""
        for _ in range(100):
            if self._spawn():
                return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL did not start:\n" + (self.folder / "log").read_text()[-2000:])

    def _spawn(self) -> bool:
        settings = [f"--{name}={value}" for name, value in self.settings.items()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    self._binary("postgres"),
                    "-D",
                    self.data,
                    "-p",
                    str(self.port),
                    "-k",
                    self.folder,
                    *settings,
                ],
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us, who then stop it in order
                preexec_fn=die_with_parent if threading.current_thread() is threading.main_thread() else None,
                **self.as_whom,
            )
        while self.process.poll() is None:
            if self._is_ready():
                return True
            time.sleep(0.02)
        return False

    def _is_ready(self) -> bool:
        with suppress(OSError, IndexError):  # not there yet, or not written yet
            lines = (self.data / "postmaster.pid").read_text().split()
            return self.process is not None and [lines[0], lines[-1]] == [str(self.process.pid), "ready"]
        return False

    def stop(self, how: str = "fast") -> None:
        """`immediate` and `kill` are for trials: what was acknowledged must still be there afterwards."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(STOP[how])
            self.process.wait(30)
        self.process = None

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _binary(self, name: str) -> str:
        return str(self.binaries / name)

    def _become_somebody_small(self) -> None:
        """PostgreSQL refuses to run as root."""
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)

    def _reachable(self, binaries: Path) -> Path:
        """Programs under root's home cannot be run by nobody: take a copy along."""
        with suppress(PermissionError):
            command = [str(binaries / "postgres"), "--version"]
            subprocess.run(command, check=True, capture_output=True, cwd="/", **self.as_whom)
            return binaries
        copy = self.folder / "programs"
        for part in (binaries.parent, *binaries.parent.parent.parent.glob("*.libs")):
            inside = part.relative_to(binaries.parent.parent.parent)
            shutil.copytree(part, copy / inside, symlinks=True)
        return copy / binaries.relative_to(binaries.parent.parent.parent)

    def _initialise(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self.password)
        secret.chmod(0o600)
        if self.as_whom:
            os.chown(secret, self.as_whom["user"], self.as_whom["group"])
        options = ["--username=balai", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"]
        subprocess.run(
            [self._binary("initdb"), "-D", self.data, "--encoding=UTF8", "--locale=C", *options],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **self.as_whom,
        )


def die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGQUIT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def private_postgres(*, durable: bool = False, **settings: str) -> Iterator[PrivatePostgres]:
    server = PrivatePostgres(durable=durable, **settings)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        print(__doc__)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with private_postgres() as server:
        return subprocess.call(arguments, env={**os.environ, "DATABASE_URL": server.url()})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
