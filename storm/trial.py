"""What a trial says at its end, and where it is written down."""

import os
import platform
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "docs" / "storm"


@dataclass
class Result:
    """`passed` only if it was tried and held; what could not be tried did not pass."""

    name: str
    passed: bool
    lines: list[str] = field(default_factory=list)
    goal: str = ""


def write(result: Result, seconds: float) -> Path:
    """One page a trial, of its last run; the history is the repository's."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    path = REPORTS / f"{result.name}.md"
    now = datetime.now(UTC)
    words = [
        f"# {result.name}: {'passed' if result.passed else 'NOT PASSED'}",
        "",
        f"{now:%Y-%m-%d %H:%M} UTC, {seconds:.0f} s, commit {_commit()}, {_machine()}.",
        *(["", f"Goal: {result.goal}"] if result.goal else []),
        "",
        *[f"- {line}" for line in result.lines],
    ]
    path.write_text("\n".join(words) + "\n")
    return path


def _commit() -> str:
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return said.stdout.strip() or "unknown"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} processor cores, {memory:.0f} GB, Python {platform.python_version()}"
