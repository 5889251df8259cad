"""Counts what the masker found of a marked set: wholly masked or not, and what it should have left."""

import json
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from balai.base.masking import Span, find, shipped

HERE = Path(__file__).parent
MARK = re.compile(r"\{(!?)(\w+):([^}]*)\}")


@dataclass
class Found:
    hit: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)

    def share(self, type: str) -> float:
        return self.hit[type] / self.of[type]

    def table(self) -> str:
        return "\n".join(self.line(type) for type in sorted(self.of))

    def line(self, type: str) -> str:
        low, high = wilson(self.hit[type], self.of[type])
        counts = f"{type:<8} {self.hit[type]:>5} of {self.of[type]:<5}"
        return f"{counts} {self.share(type):.2%} ({low:.1%}-{high:.1%})"


def wilson(hit: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share."""
    share, square = hit / of, z * z / of
    middle = (share + square / 2) / (1 + square)
    half = z * math.sqrt(share * (1 - share) / of + square / of / 4) / (1 + square)
    return middle - half, middle + half


def measure(rows: list[dict[str, Any]]) -> Found:
    found = Found()
    for row in rows:
        covered = letters(row["text"], find(row["text"], shipped()))
        for mark in row["spans"]:
            whole = all(covered[mark["start"] : mark["end"]])
            for type in (mark["type"], "all"):
                found.of[type] += 1
                found.hit[type] += whole
        for trap in row["traps"]:
            found.of["traps"] += 1
            found.hit["traps"] += any(covered[trap["start"] : trap["end"]])
    return found


def letters(text: str, spans: list[Span]) -> bytearray:
    covered = bytearray(len(text))
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered


def frozen() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / "texts.jsonl").read_text().splitlines()]


def letters_set() -> list[dict[str, Any]]:
    lines = (HERE / "letters.txt").read_text().splitlines()
    return [unmarked(line) for line in lines if line and line[0] != "#"]


def unmarked(line: str) -> dict[str, Any]:
    """'Ibu {NAME:Sulasih}' -> the text, and where its marks stand."""
    row: dict[str, Any] = {"text": "", "spans": [], "traps": []}
    done = 0
    for mark in MARK.finditer(line):
        row["text"] += line[done : mark.start()]
        start = len(row["text"])
        row["text"] += mark[3]
        kind = "traps" if mark[1] else "spans"
        row[kind].append({"start": start, "end": len(row["text"]), "type": mark[2]})
        done = mark.end()
    row["text"] += line[done:]
    return row
