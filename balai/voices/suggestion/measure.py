"""How well: on the last months, which nothing was learned from."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from balai.voices.suggestion.lines import Line

LAST = 0.15  # at least this part of the texts lies in the last months


class Figures(NamedTuple):
    texts: int
    top1: float
    top3: float
    macro_f1: float


def split(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Before and after the first day of a month; (all, nothing) where everything is of one month."""
    months = Counter(line.on.replace(day=1) for line in lines)
    begin, held = None, 0
    for month in sorted(months, reverse=True)[: len(months) - 1]:
        begin, held = month, held + months[month]
        if held >= LAST * len(lines):
            break
    return parted(lines, begin)


def parted(lines: Sequence[Line], begin: date | None) -> tuple[list[Line], list[Line]]:
    if begin is None:
        return list(lines), []
    return [line for line in lines if line.on < begin], [line for line in lines if line.on >= begin]


def figures(truth: Sequence[str], ranked: Sequence[Sequence[str]]) -> Figures:
    """`ranked`: the best first, for each text. Macro-F1 over the labels that occur in the truth."""
    if not truth:
        return Figures(0, 0.0, 0.0, 0.0)
    first = [row[0] if row else "" for row in ranked]
    hits = Counter(said for said, true in zip(first, truth, strict=True) if said == true)
    said, true = Counter(first), Counter(truth)
    each = [2 * hits[label] / (said[label] + true[label]) for label in true]
    among = sum(true in row[:3] for row, true in zip(ranked, truth, strict=True))
    return Figures(len(truth), hits.total() / len(truth), among / len(truth), sum(each) / len(each))
