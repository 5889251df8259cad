"""One line a figure, beside its goal; all of them as a page under docs/bench.md."""

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


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
    figures: list[Figure] = field(default_factory=list)

    def add(self, part: str, what: str, value: str, goal: str = "", met: bool | None = None) -> None:
        figure = Figure(part, what, value, goal, met)
        self.figures.append(figure)
        print(f"{sign(met)} {part:<12} {what:<58} {value:<34} {goal}", flush=True)

    def write(self) -> None:
        (DOCS / "bench.json").write_text(
            json.dumps({"machine": machine(), "figures": [asdict(f) for f in self.figures]}, indent=1) + "\n"
        )
        (DOCS / "bench.md").write_text(self.as_page())

    def as_page(self) -> str:
        rows = [f"| {f.part} | {f.what} | {f.value} | {f.goal} | {sign(f.met)} |" for f in self.figures]
        facts = [f"- {key}: {value}" for key, value in machine().items()]
        return "\n".join(
            [
                "# Figures",
                "",
                "Made by `make bench`. Times drift from machine to machine; ratios in one run count.",
                "",
                *facts,
                "",
                "| part | what | figure | goal | |",
                "|---|---|---|---|---|",
                *rows,
                "",
            ]
        )


def sign(met: bool | None) -> str:
    return {True: "✓", False: "✗", None: "·"}[met]


def machine() -> dict[str, str]:
    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "?",
    )
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    ).stdout.strip()
    return {
        "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit or "?",
        "processor": f"{cpu}, {os.cpu_count()} cores shared by load, server and database",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
    }
