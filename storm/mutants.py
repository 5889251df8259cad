"""Mutants of the rules that matter most: who may, what counts once, when a term ends, when a door is open.

A copy of the tree is changed one small thing at a time (mutmut); its own tests must notice.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from storm.trial import ROOT, Result

GOAL = "at least 85 % of the mutants killed, for each"
LEAST = 0.85
BIN = Path(sys.executable).parent
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", ".balai", "var", "mutants", "__pycache__", ".*_cache")


@dataclass(frozen=True)
class Herd:
    """One file of rules, and the tests that must notice."""

    name: str
    file: str
    tests: tuple[str, ...]


HERDS = (
    Herd("who may", "balai/base/permissions.py", ("balai/base/tests/test_audience.py",)),
    Herd("what counts once", "balai/engine/actions.py", ("balai/engine/tests",)),
    Herd("when a term ends", "balai/base/calendar.py", ("balai/base/tests/test_calendar.py",)),
    Herd("when a door is open", "balai/programs/rules/engine.py", ("balai/programs/tests",)),
    Herd("what was tampered with", "balai/audit/verify.py", ("balai/audit/tests",)),
)


def run() -> Result:
    lines, passed = [], True
    for herd in HERDS:
        killed, count, survivors = hunt(herd)
        share = killed / count if count else 0.0
        passed = passed and share >= LEAST
        lines.append(f"{herd.name} ({herd.file}): {killed} of {count} killed, {share:.0%}")
        lines += [f"survived: {name}" for name in survivors[:10]]
    return Result("mutants", passed, lines, GOAL)


def hunt(herd: Herd) -> tuple[int, int, list[str]]:
    with tempfile.TemporaryDirectory(prefix="balai-mutants-") as folder:
        copy = Path(folder) / "balai"
        shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
        (copy / "setup.cfg").write_text(configuration(herd))
        options = {"cwd": copy, "capture_output": True, "text": True, "check": False}
        subprocess.run([BIN / "mutmut", "run", "--max-children", "2"], **options)  # type: ignore[call-overload]
        said = subprocess.run([BIN / "mutmut", "results", "--all", "true"], **options).stdout  # type: ignore[call-overload]
    return read(said)


def configuration(herd: Herd) -> str:
    also = ["balai", "tests", "tools", "conftest.py", "pyproject.toml", "seeds", "manage.py"]
    lists = {"paths_to_mutate": [herd.file], "tests_dir": list(herd.tests), "also_copy": also}
    return "[mutmut]\n" + "".join(
        f"{name}=\n" + "".join(f"    {v}\n" for v in values) for name, values in lists.items()
    )


def read(said: str) -> tuple[int, int, list[str]]:
    """Lines as `    balai.base.calendar.x_…__mutmut_1: killed`; one without a test counts as alive."""
    pairs = [line.strip().rpartition(": ")[::2] for line in said.splitlines() if "__mutmut_" in line]
    killed = [name for name, end in pairs if end in {"killed", "timeout", "caught by type check"}]
    return len(killed), len(pairs), [name for name, end in pairs if name not in set(killed)]
