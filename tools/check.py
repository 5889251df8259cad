"""Everything that a change must pass: `make test` runs `all`, `make check` the `quick` part.

python -m tools.check all | quick | STEP …
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock

from tools import machine
from tools.private_postgres import private_postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
LONGEST = 1200  # seconds that one step may take
CLOSING = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
HANDS = ("-n", "3", "--dist", "worksteal")  # two cores, and one who waits for an answer
PLAIN = "not browser and not crowd and not slow"


@dataclass
class Outcome:
    step: str
    passed: bool
    seconds: float
    said: str = ""
    counts: Counter[str] = field(default_factory=Counter)


Step = Callable[[], Outcome]
printing = Lock()


def command(name: str, *arguments: str, **env: str) -> Outcome:
    """Run a tool of the environment; what it says is shown when it fails."""
    began = time.monotonic()
    program = [str(BIN / arguments[0]), *arguments[1:]]
    done = subprocess.run(
        program,
        cwd=ROOT,
        env=environment(env),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    outcome = Outcome(name, done.returncode == 0, time.monotonic() - began, done.stdout + done.stderr)
    with printing:
        print(line(outcome), flush=True)
        if not outcome.passed:
            print(outcome.said.strip(), flush=True)
    return outcome


def tests(name: str, *arguments: str, **env: str) -> Outcome:
    """Run pytest; its output is shown as it comes, its closing line is counted."""
    began = time.monotonic()
    print(f"\n── tests: {name}", flush=True)
    process = subprocess.Popen(
        [str(BIN / "pytest"), *arguments],
        cwd=ROOT,
        env=environment(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    last = ""
    for text in process.stdout:
        print(text, end="", flush=True)
        last = text if CLOSING.search(text) else last
    counts = Counter({what.rstrip("s"): int(n) for n, what in CLOSING.findall(last)})
    return Outcome(f"tests: {name}", process.wait() == 0, time.monotonic() - began, counts=counts)


def environment(more: dict[str, str]) -> dict[str, str]:
    """Python may keep what it compiled: a suite starts some hundred processes."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | more


def line(outcome: Outcome) -> str:
    return f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.seconds:6.1f} s  {outcome.step}"


def production() -> Outcome:
    """Django's own list of what is unsafe, asked of the settings that production runs with."""
    with tempfile.TemporaryDirectory() as folder:
        safe = {
            "BALAI_PROFILE": "production",
            "BALAI_SECRET_KEY": "for-this-check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
            "BALAI_HOSTS": "balai.example.go.id",
            "BALAI_URL": "https://balai.example.go.id",
            "BALAI_STATE_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/balai.sqlite3",
        }
        check = ("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING")
        return command("production profile is safe", *check, **safe)


def migrations() -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        check = ("python", "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "1")
        return command("migrations are complete", *check, DATABASE_URL=f"sqlite:///{folder}/nothing.sqlite3")


def sqlite_tests() -> Outcome:
    return tests("on SQLite", *HANDS, "-m", "not browser", DATABASE_URL=sqlite())


def fast_tests() -> Outcome:
    name, quick = "the fast ones, on SQLite", {"BALAI_HYPOTHESIS": "quick"}
    return tests(name, *HANDS, "-m", PLAIN, DATABASE_URL=sqlite(), **quick)


def postgres_tests() -> Outcome:
    with private_postgres() as server:
        return tests("on PostgreSQL", "--with-rows", *HANDS, "-m", "not browser", DATABASE_URL=server.url())


def browser_tests() -> Outcome:
    chromium = machine.chromium()
    where = ("tests/browser", "tests/house/test_fixtures.py")  # gathering all others takes seconds
    return tests(
        "in a browser", *where, *HANDS, "-m", "browser", DATABASE_URL=sqlite(), BALAI_CHROMIUM=chromium
    )


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """One for the run: what one step has migrated, the next copies."""
    return tempfile.TemporaryDirectory(prefix="balai-tests-")


def sqlite() -> str:
    return f"sqlite:///{folder().name}/balai.sqlite3"


STILL: dict[str, Step] = {
    "types": lambda: command("types (mypy, strict)", "mypy", "."),
    "form": lambda: command("form (ruff format)", "ruff", "format", "--check", "--quiet", "."),
    "lint": lambda: command("lint (ruff check)", "ruff", "check", "--quiet", "."),
    "floors": lambda: command("floors and rooms (import-linter)", "lint-imports", "--no-cache"),
    "templates": lambda: command("templates (djlint)", "djlint", "balai", "--lint", "--quiet"),
    "migrations": migrations,
    "production": production,
}
MOVING: dict[str, Step] = {
    "fast": fast_tests,
    "sqlite": sqlite_tests,
    "postgres": postgres_tests,
    "browser": browser_tests,
}
QUICK = [*STILL, "fast"]
ALL = [*STILL, "sqlite", "postgres", "browser"]


def run(names: list[str]) -> list[Outcome]:
    """What only reads runs beside the tests, one after the other: a core that waits has something to do."""
    with ThreadPoolExecutor(1) as beside:
        still = beside.map(attempt, [name for name in names if name in STILL])
        moving = [attempt(name) for name in names if name in MOVING]
        return [*still, *moving]


def attempt(name: str) -> Outcome:
    began = time.monotonic()
    try:
        return {**STILL, **MOVING}[name]()
    except (machine.Missing, subprocess.TimeoutExpired, RuntimeError) as problem:
        print(f"{name}: {problem}", flush=True)
        return Outcome(name, False, time.monotonic() - began, str(problem))


def report(outcomes: list[Outcome], seconds: float) -> None:
    print("\n── summary")
    for outcome in outcomes:
        print(line(outcome))
    counts = sum((outcome.counts for outcome in outcomes), Counter[str]())
    failed = counts["failed"] + counts["error"]
    print(f"{seconds:13.1f} s  in all\n")
    if counts:
        print(f"Tests: {counts['passed']} passed, {failed} failed, {counts['skipped']} skipped")


def main(arguments: list[str]) -> int:
    names = {"all": ALL, "quick": QUICK}.get(arguments[0] if arguments else "quick", arguments)
    if unknown := set(names) - set(STILL) - set(MOVING):
        print(f"Not a step: {', '.join(unknown)}. There are: {', '.join([*STILL, *MOVING])}")
        return 2
    began = time.monotonic()
    outcomes = run(names)
    report(outcomes, time.monotonic() - began)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
