"""How fast free text is masked, beside ten bare patterns over the same texts in the same process."""

import json
import re
import time
from collections.abc import Callable

from balai.base.masking import find, shipped
from bench.ground import ROOT
from bench.part import Run

TEXTS = ROOT / "balai" / "base" / "tests" / "masking" / "texts.jsonl"
GOAL = 0.46  # of the bare list: 3 of 6.5 MB/s on the reference machine
BARE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b\d{16}\b",
        r"\b(?:\+62|62|0)8\d{8,11}\b",
        r"[\w.+-]+@[\w-]+\.[\w.]+",
        r"\b[A-Z]{1,2}\s?\d{1,4}\s?[A-Z]{1,3}\b",
        r"\b\d{10,15}\b",
        r"\b\d{1,2}[-/]\d{1,2}[-/]\d{4}\b",
        r"\b(?:Jl|Jalan|Gg|Gang)\.? [A-Z]\w+",
        r"\bRT\s?\d+",
        r"@\w+",
        r"\b(?:Bapak|Ibu|Pak|Bu)\s[A-Z]\w+",
    )
)


def measure(run: Run) -> None:
    texts = [json.loads(line)["text"] for line in TEXTS.read_text().splitlines()]
    masker, bare = speeds(texts, rounds=run.times(12))
    run.report.add("masker", "ten bare patterns, one core", f"{bare:.2f} MB/s")
    ratio = masker / bare
    said = f"{masker:.2f} MB/s, {ratio:.2f} × the bare patterns"
    run.report.add("masker", "every identifier found, one core", said, f"≥ {GOAL} × bare", ratio >= GOAL)


def speeds(texts: list[str], *, rounds: int) -> tuple[float, float]:
    """Both by turns, the best of each: what else runs on the machine hits both alike."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    gazetteer = shipped()
    taken = [(once(lambda text: find(text, gazetteer), texts), once(bare, texts)) for _ in range(rounds)]
    return size / min(masker for masker, _ in taken), size / min(plain for _, plain in taken)


def bare(text: str) -> None:
    for pattern in BARE:
        pattern.sub("[X]", text)


def once(work: Callable[[str], object], texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began
