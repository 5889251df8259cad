"""From one page of HTML to a PDF: WeasyPrint in a process of its own, without network, files or our keys."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

SECONDS = 60
ROOT = str(Path(__file__).resolve().parents[3])
PRESS = [sys.executable, "-s", "-P", "-m", "balai.documents.press"]
NOT_HERE = 3  # what the press says when Pango is missing

Draw = Callable[[str], tuple[bytes, int]]  # HTML -> PDF and its number of pages


class PressMissing(Exception):
    """WeasyPrint or the system libraries that it needs are not on this machine."""


class PressStopped(Exception):
    """It fell over, or took too long."""


def draw(html: str) -> tuple[bytes, int]:
    """Takes about a second: never inside a transaction or a request."""
    said = _run(PRESS, html.encode())
    pages, _, raw = said.partition(b"\n")
    if not raw.startswith(b"%PDF-"):
        raise PressStopped("no pdf")
    return raw, int(pages)


def _run(command: list[str], paper: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (our own module, in a process that is held back)
            command,
            input=paper,
            capture_output=True,
            env={"PYTHONPATH": ROOT},
            cwd="/",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PressStopped("time") from error
    if done.returncode == NOT_HERE:
        raise PressMissing
    if done.returncode:
        raise PressStopped(f"code {done.returncode}")
    return done.stdout
