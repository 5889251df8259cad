"""A whole Balai to be cruel to: its own PostgreSQL, web server and worker, each killed and started again."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storm.trial import ROOT
from tools.private_postgres import PrivatePostgres, free_port


class Hall:
    """Durable PostgreSQL (fsync on), two web processes, one worker."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.folder = folder
        self.settings = settings
        self.postgres = PrivatePostgres(durable=True)
        self.postgres.start()
        self.port = free_port()
        self.web: subprocess.Popen[bytes] | None = None
        self.jobs: subprocess.Popen[bytes] | None = None
        self.live: subprocess.Popen[bytes] | None = None
        self.log = (folder / "log").open("ab")

    @property
    def environment(self) -> dict[str, str]:
        bare = {k: v for k, v in os.environ.items() if not k.startswith(("BALAI_", "DATABASE_", "DJANGO_"))}
        return bare | {
            "BALAI_PROFILE": "production",
            "BALAI_STATE_DIR": str(self.folder),
            "BALAI_SECRET_KEY": "storm-" + "k" * 60,
            "BALAI_HOSTS": "127.0.0.1",
            "BALAI_URL": "https://127.0.0.1",
            "BALAI_SSL_REDIRECT": "no",
            "BALAI_LOG_LEVEL": "ERROR",
            "BALAI_PLACES_PER_ADDRESS": "0",  # the whole crowd is this one machine
            "DATABASE_URL": self.postgres.url(),
            "DJANGO_SETTINGS_MODULE": "balai.site.settings",
            "PYTHONPATH": str(ROOT),
            **self.settings,
        }

    def ask(self, what: str, **values: Any) -> Any:
        """A function of storm/answers.py, run in a process of its own with this hall's database."""
        done = subprocess.run(
            [sys.executable, "-m", "storm.inside", "answers", what],
            input=json.dumps(values),
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])

    def balai(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "balai.site.cli", *words]
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )

    def start_web(self) -> None:
        """The port may still be held by a child that is dying."""
        for _ in range(20):
            self.web = self._start("serve", "--only", "web", "--workers", "2", "--port", str(self.port))
            if self._answers():
                return
            self._kill(self.web)
        raise RuntimeError("the web server did not start: " + (self.folder / "log").read_text()[-2000:])

    def start_jobs(self) -> None:
        self.jobs = self._start("work")

    def start_live(self) -> int:
        """The hub of the screens, on a port of its own."""
        port = free_port()
        self.live = self._start("serve", "--only", "live", "--port", str(port))
        return port

    def _start(self, *words: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "balai.site.cli", *words],
            env=self.environment,
            cwd=ROOT,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def _answers(self, seconds: float = 20) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.web and self.web.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sehat", timeout=3).read()
                return True
            except urllib.error.HTTPError:
                return True
            except OSError:
                time.sleep(0.1)
        return False

    @staticmethod
    def _kill(process: "subprocess.Popen[bytes] | None") -> None:
        """kill -9, with all its children."""
        if process and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    # The cruelties. Each leaves the hall running again.

    def kill_web(self) -> None:
        self._kill(self.web)
        self.start_web()

    def kill_web_for_good(self) -> None:
        self._kill(self.web)

    def kill_one_web_process(self) -> None:
        """Its server makes a new one by itself."""
        assert self.web
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()
        if children:
            os.kill(int(children[0]), signal.SIGKILL)

    def kill_jobs(self) -> None:
        self._kill(self.jobs)
        self.start_jobs()

    def kill_database(self) -> None:
        self.postgres.stop("kill")
        self.postgres.start()

    def stop_database_at_once(self) -> None:
        self.postgres.stop("immediate")
        self.postgres.start()

    def close(self) -> None:
        self._kill(self.web)
        self._kill(self.jobs)
        self._kill(self.live)
        self.postgres.remove()
        self.log.close()


@contextmanager
def hall(**settings: str) -> Iterator[Hall]:
    with tempfile.TemporaryDirectory(prefix="balai-storm-") as folder:
        here = Hall(Path(folder), settings)
        try:
            yield here
        finally:
            here.close()
