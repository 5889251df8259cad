"""From the command to the first page, and to the first word of help."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.ground import ROOT
from bench.part import Run
from bench.server import stop, wait_for
from tools.private_postgres import free_port

# What a user's machine does not say; theirs keeps what Python compiled.
NOT_THEIRS = ("BALAI_", "DATABASE_", "DJANGO_", "PYTHONDONTWRITEBYTECODE")


def measure(run: Run) -> None:
    with tempfile.TemporaryDirectory(prefix="balai-start-") as folder:
        first = to_first_page(Path(folder))
        again = statistics.median(to_first_page(Path(folder)) for _ in range(run.times(3)))
    run.report.add("start", "first start of the demonstration (its database made)", f"{first:.1f} s")
    run.report.add("start", "second `make run` to first page", f"{again:.2f} s", "< 3 s", again < 3)
    helped = statistics.median(to_help() for _ in range(3))
    run.report.add("start", "`balai --help`", f"{helped:.2f} s", "< 0.5 s", helped < 0.5)


def to_first_page(folder: Path) -> float:
    """What `make run` does, in a folder of its own: look whether all is built, start the demo."""
    port, began = free_port(), time.monotonic()
    bare = {k: v for k, v in os.environ.items() if not k.startswith(NOT_THEIRS)}
    subprocess.run(
        ["python3", "tools/bootstrap.py", "run"], cwd=ROOT, env=bare, check=True, capture_output=True
    )
    command = [sys.executable, "-m", "balai.site.cli", "demo", "--port", str(port)]
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env={**bare, "PYTHONPATH": str(ROOT)}, stdout=silent)
    try:
        wait_for(f"http://127.0.0.1:{port}/", 120)
        return time.monotonic() - began
    finally:
        stop(process)


def to_help() -> float:
    began = time.monotonic()
    subprocess.run([Path(sys.executable).parent / "balai", "--help"], check=True, capture_output=True)
    return time.monotonic() - began
