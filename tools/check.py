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
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from threading import Lock

from tools import machine

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
LONGEST = 1200  # seconds that one step may take
CLOSING = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
PYTEST = (str(BIN / "pytest"),)
PLAIN = "not browser and not crowd and not slow"


@dataclass
class Outcome:
    step: str
    passed: bool
    seconds: float
    said: str = ""
    counts: Counter[str] = field(default_factory=Counter)


Step = Callable[[], Outcome]
Hands = tuple[str, ...]
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


def tests(name: str, program: Sequence[str], *arguments: str, **env: str) -> Outcome:
    """Run pytest; its output is shown as it comes, each line by its name; its closing line is counted."""
    began = time.monotonic()
    process = subprocess.Popen(
        [*program, *arguments],
        cwd=ROOT,
        env=environment(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    last = ""
    for text in process.stdout:
        with printing:
            print(f"{name:>12} │ {text}", end="", flush=True)
        last = text if CLOSING.search(text) else last
    counts = Counter({what.rstrip("s"): int(n) for n, what in CLOSING.findall(last)})
    return Outcome(f"tests ({name})", process.wait() == 0, time.monotonic() - began, counts=counts)


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


def sqlite_tests(hands: Hands) -> Outcome:
    return tests(
        "SQLite", PYTEST, "--without-pages", *hands, "-m", "not browser", DATABASE_URL=sqlite("tests")
    )


def fast_tests(hands: Hands) -> Outcome:
    return tests("fast", PYTEST, *hands, "-m", PLAIN, DATABASE_URL=sqlite("fast"), BALAI_HYPOTHESIS="quick")


def postgres_tests(hands: Hands) -> Outcome:
    with_server = (str(BIN / "python"), "-m", "tools.private_postgres", "--", *PYTEST)
    again = {"BALAI_HYPOTHESIS": "again"}  # searched with more patience beside SQLite
    return tests("PostgreSQL", with_server, "--with-rows", *hands, "-m", "not browser", **again)


def browser_tests(hands: Hands) -> Outcome:
    where = ("tests/browser", "tests/house/test_fixtures.py")  # gathering all others takes seconds
    found = {"DATABASE_URL": sqlite("browser"), "BALAI_CHROMIUM": machine.chromium()}
    return tests("browser", PYTEST, *where, *hands, "-m", "browser", **found)


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """One for the run: what one step has migrated, the next copies."""
    return tempfile.TemporaryDirectory(prefix="balai-tests-")


def sqlite(name: str) -> str:
    return f"sqlite:///{folder().name}/{name}.sqlite3"


STILL: dict[str, Step] = {
    "types": lambda: command("types (mypy, strict)", "mypy", "."),
    "form": lambda: command("form (ruff format)", "ruff", "format", "--check", "--quiet", "."),
    "lint": lambda: command("lint (ruff check)", "ruff", "check", "--quiet", "."),
    "floors": lambda: command("floors and rooms (import-linter)", "lint-imports", "--no-cache"),
    "templates": lambda: command("templates (djlint)", "djlint", "balai", "--lint", "--quiet"),
    "migrations": migrations,
    "production": production,
}
MOVING: dict[str, Callable[[Hands], Outcome]] = {
    "fast": fast_tests,
    "sqlite": sqlite_tests,
    "postgres": postgres_tests,
    "browser": browser_tests,
}
QUICK = [*STILL, "fast"]
ALL = [*STILL, "sqlite", "postgres", "browser"]


def run(names: list[str]) -> list[Outcome]:
    """All side by side, what only reads in one row: where one waits for an answer, another goes on.

    A worker of pytest-xdist gathers all tests anew: on two cores each step of `all` does without.
    """
    moving = [name for name in names if name in MOVING]
    get_ready(moving)
    workers = (len(os.sched_getaffinity(0)) + 1) // max(1, len(moving))
    hands = ("-n", str(workers), "--dist", "worksteal") if workers > 1 else ()
    still = [(name, STILL[name]) for name in names if name in STILL]
    rows = [still, *([(name, partial(MOVING[name], hands))] for name in moving)]
    with ThreadPoolExecutor(len(rows)) as side_by_side:
        return [outcome for row in side_by_side.map(attempt_all, rows) for outcome in row]


def get_ready(moving: list[str]) -> None:
    """What two steps must not do at once: make the folder, and install. A step says itself what it misses."""
    folder()
    for step, find in {"postgres": machine.postgres_binaries, "browser": machine.chromium}.items():
        with suppress(machine.Missing):
            if step in moving:
                find()


def attempt_all(steps: list[tuple[str, Step]]) -> list[Outcome]:
    return [attempt(name, step) for name, step in steps]


def attempt(name: str, step: Step) -> Outcome:
    began = time.monotonic()
    try:
        return step()
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
