"""One line a figure, beside its goal; all of them as a page and as data in docs/."""

import json
import os
import platform
import sqlite3
import subprocess
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import reference
from bench.load import wrk_program
from tools.machine import postgres_binaries

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
HEAD = """# Figures

Made by `make bench`, measured [like this](decisions/how-speed-is-measured.md).
Times drift from machine to machine; what counts is the ratio in one run. ✓ met, ✗ missed, · for comparison.
"""
QUIET = 0.5  # load average below which a machine had nothing else to do


@dataclass
class Figure:
    """`met` is None where a figure stands only for comparison."""

    part: str
    what: str
    value: str
    goal: str = ""
    met: bool | None = None


@dataclass
class Report:
    load_before: float = 0.0
    figures: list[Figure] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def add(self, part: str, what: str, value: str, goal: str = "", met: bool | None = None) -> None:
        self.figures.append(Figure(part, what, value, goal, met))
        print(f"{sign(met)} {part:<9} {what:<62} {value:<58} {goal}", flush=True)

    def verdict(self) -> int:
        """0: every goal met."""
        missed = [figure for figure in self.figures if figure.met is False]
        print(f"\n{len(missed)} of {sum(f.met is not None for f in self.figures)} goals missed.")
        if self.load_before > QUIET:
            print(f"The machine was not quiet (load {self.load_before:.1f} before): a trial, not a result.")
        return int(bool(missed))

    def write(self) -> None:
        facts = machine() | {"quiet": self._quietness()}
        data = {"machine": facts, "figures": [asdict(figure) for figure in self.figures]}
        (DOCS / "bench.json").write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n")
        (DOCS / "bench.md").write_text(self._page(facts))

    def _quietness(self) -> str:
        minutes = (time.monotonic() - self.began) / 60
        word = "quiet" if self.load_before <= QUIET else "NOT quiet: a trial, not a result"
        return f"{word} (load {self.load_before:.1f} before the run, which took {minutes:.0f} minutes)"

    def _page(self, facts: dict[str, str]) -> str:
        lines = [HEAD, *(f"- {name}: {value}" for name, value in facts.items())]
        for part in dict.fromkeys(figure.part for figure in self.figures):
            lines += ["", f"## {part.capitalize()}", "", "| | figure | goal | |", "|---|---|---|---|"]
            lines += [
                f"| {f.what} | {f.value} | {f.goal} | {sign(f.met)} |" for f in self.figures if f.part == part
            ]
        lines += reference.page((f.what, f.value, f.goal) for f in self.figures)
        return "\n".join([*lines, ""])


def sign(met: bool | None) -> str:
    return {True: "✓", False: "✗", None: "·"}[met]


def machine() -> dict[str, str]:
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    postgres = said([str(postgres_binaries() / "postgres"), "--version"]).split()[2]
    return {
        "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": said(["git", "rev-parse", "--short", "HEAD"]) or "?",
        "processor": f"{processor()}, {cores} cores shared by load, server and database, {memory:.0f} GB",
        "one core": f"{spin():.0f} ms for a fixed sum in Python",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "software": f"Django {version('django')}, granian {version('granian')}, "
        f"PostgreSQL {postgres} (fsync on), "
        f"SQLite {sqlite3.sqlite_version} (synchronous=FULL)",
        "load from": "wrk, one thread" if wrk_program() else "Python (wrk is not here)",
    }


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":")[1].strip() for line in lines if "model name" in line), "?")


def spin() -> float:
    """The best of five: how fast this machine's Python is, for whoever compares two runs."""

    def once() -> float:
        began = time.process_time()
        sum(n * n for n in range(1_000_000))
        return (time.process_time() - began) * 1000

    return min(once() for _ in range(5))


def said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout.strip()
