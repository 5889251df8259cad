"""A Sunday morning in a folder, for journeys that need the whole site: pages, hub, a second process.

`python -m tests.browser.hall FOLDER` makes its database and says who is who; `Hall` starts and stops it.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.databases import one_at_a_time
from tools.private_postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"


class Hall:
    """The site as `balai serve` starts it, on a database of its own; it can be stopped and started again."""

    def __init__(self, folder: Path, *, like: "Hall | None" = None) -> None:
        """`like`: the morning of another hall, copied instead of made."""
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.static: Path = like.static if like else folder / "static"
        if like:
            shutil.copytree(like.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("static"))
            self.facts: dict[str, Any] = like.facts
        else:
            self.facts = self._made()

    def _made(self) -> dict[str, Any]:
        """Once for all workers of a run."""
        with one_at_a_time(str(self.folder)):
            facts = self.folder / "facts.json"
            if not facts.exists():
                self.folder.mkdir(exist_ok=True)
                facts.write_text(json.dumps(self._make()))
            found: dict[str, Any] = json.loads(facts.read_text())
            return found

    def _make(self) -> dict[str, Any]:
        make = [PYTHON, "-m", "tests.browser.hall", self.folder]
        made = subprocess.run(make, env=self.environment(), capture_output=True, text=True)
        assert made.returncode == 0, made.stderr[-3000:]
        facts: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
        return facts

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        bare = {k: v for k, v in os.environ.items() if not k.startswith(("BALAI_", "DATABASE_", "DJANGO_"))}
        return bare | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "BALAI_PROFILE": "demo",
            "BALAI_STATE_DIR": str(self.folder),
            "BALAI_STATIC_DIR": str(self.static),
            "BALAI_KEYS": str(self.folder / "keys.json"),
            "BALAI_URL": self.url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'hall.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "balai.site.settings",
        }

    def start(self) -> "Hall":
        with (self.folder / "log").open("ab") as log:
            serve = [PYTHON, "-m", "balai.site.cli", "serve", "--port", str(self.port), "--workers", "1"]
            self.process = subprocess.Popen(serve, env=self.environment(), stdout=log, stderr=log)
        self._wait()
        return self

    def _wait(self) -> None:
        until = time.monotonic() + 40
        while time.monotonic() < until and self.process and self.process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}/sehat", timeout=2):
                return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text()[-3000:])

    def stop(self) -> float:
        """How many seconds it took to stop in peace."""
        assert self.process
        started = time.monotonic()
        self.process.terminate()
        self.process.wait(40)
        return time.monotonic() - started

    def cookie(self, number: int = 0) -> dict[str, str]:
        return {"name": "sessionid", "value": self.facts["sessions"][number], "url": self.url}


def make_morning() -> dict[str, Any]:
    """Four booked, two of them here; two officers who may call."""
    from django.utils.dateparse import parse_datetime

    from balai.base import clock
    from balai.engine.demo import set_clock
    from balai.engine.models import Installation
    from balai.queues import actions
    from balai.site.fresh import make_tables
    from tests import make

    make_tables()
    Installation.objects.create(pk=1, is_demo=True, made_at=clock.real_now())
    moment = parse_datetime("2026-05-24T09:05:00+07:00")
    assert moment
    set_clock(to=moment)
    sitting = make.sitting()
    officers = [make.queue_officer(sitting) for _ in range(2)]
    tickets = [make.booked(sitting, number) for number in (1, 2, 3, 4)]
    for ticket in tickets[:2]:
        actions.check_in(ticket=ticket, now=moment, by=officers[0])
    return {
        "sitting": sitting.pk,
        "slug": sitting.session.program.slug,
        "sessions": [make.browser(officer).cookies["sessionid"].value for officer in officers],
        "tokens": [ticket.token for ticket in tickets],
        "codes": [ticket.code for ticket in tickets],
    }


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from balai.base import sealing

    sealing.write_ring(Path(os.environ["BALAI_KEYS"]), sealing.new_ring())
    import django

    django.setup()
    from balai.site.serving import prepare

    prepare()  # its files once, before any two sites share them
    print(json.dumps(make_morning()))  # noqa: T201
