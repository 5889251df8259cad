"""`balai drill restore` at full size on both engines. STORM_GB makes it larger or smaller."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time

from storm.trial import ROOT, Result
from tools.private_postgres import private_postgres

GIGABYTES = float(os.environ.get("STORM_GB", "1"))
MINUTES_PER_GB = 3
GOAL = "row counts, hashes per table, audit chain and keys equal; 1 GB within 3 minutes"


def run() -> Result:
    lines, passed = [], True
    for engine, (ok, said) in {"SQLite": _sqlite(), "PostgreSQL": _postgres()}.items():
        passed = passed and ok
        lines += [f"{engine}: {line}" for line in said]
    return Result("drill", passed, lines, GOAL)


def _sqlite() -> tuple[bool, list[str]]:
    with tempfile.TemporaryDirectory(prefix="balai-drill-") as folder:
        return _drill(f"sqlite:///{folder}/balai.sqlite3", folder)


def _postgres() -> tuple[bool, list[str]]:
    with (
        tempfile.TemporaryDirectory(prefix="balai-drill-") as folder,
        private_postgres(durable=True) as server,
    ):
        return _drill(server.url(), folder)


def _drill(url: str, folder: str) -> tuple[bool, list[str]]:
    environment = {
        **os.environ,
        "BALAI_PROFILE": "test",
        "BALAI_STATE_DIR": folder,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "balai.site.settings",
        "PYTHONPATH": str(ROOT),
        "TMPDIR": folder,
    }
    fill = [sys.executable, "-m", "storm.inside", "fill", "fill"]
    values = json.dumps({"gigabytes": GIGABYTES})
    subprocess.run(
        fill, input=values, env=environment, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
    )
    began, worked = time.monotonic(), _worked()
    drill = [sys.executable, "-m", "balai.site.cli", "drill", "restore"]
    done = subprocess.run(drill, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if "Laporan" not in line]
    limit = max(60, GIGABYTES * MINUTES_PER_GB * 60)
    said.append(
        f"{GIGABYTES:g} GB in {seconds:.0f} s (limit {limit:.0f} s), {_worked() - worked:.0f} s of work"
    )
    return done.returncode == 0 and seconds <= limit, said


def _worked() -> float:
    """Seconds of processor that our children had (a server's own apart): the rest was waiting for others."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
