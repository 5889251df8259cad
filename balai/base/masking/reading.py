"""One text while it is read: its words, what each may be, and what has been decided."""

import re
from functools import reduce
from itertools import accumulate
from operator import or_

from balai.base.masking.gazetteer import Gazetteer
from balai.base.masking.spans import Span, Type

FIGURES = re.compile(  # O for 0 and l for 1 count where a figure is near
    r"\d[\dOolLIi]*(?:[ .\-–_()\n]{1,3}(?=[OolLIi]{0,3}\d)[\dOolLIi]+|,(?=\d{3,4}[,.\s])[\dOolLIi]+)*"
)
SPLIT = re.compile(r"([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’]*)")


class Reading:
    """`words[i]` begins at `starts[i]`; `gaps[i]` stands before it; `decided` marks the letters no stage may take."""

    __slots__ = (
        "decided",
        "figures",
        "gaps",
        "gazetteer",
        "kinds",
        "low",
        "raw",
        "seen",
        "spans",
        "starts",
        "text",
        "words",
    )

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        low = text.lower()
        self.text, self.gazetteer = text, gazetteer
        self.low = (
            low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        )
        parts = SPLIT.split(text)
        self.gaps, self.raw = parts[0::2], parts[1::2]
        self.words = [*map(str.lower, self.raw)]
        self.kinds = [*map(gazetteer.kinds.__getitem__, self.words)]
        self.starts = [*accumulate(map(len, parts), initial=0)][1::2]
        self.seen: int = reduce(or_, self.kinds, 0)
        self.figures = [found.span() for found in FIGURES.finditer(text)] if not text.isalpha() else []
        self.decided = bytearray(len(text))
        self.spans: list[Span] = []

    def is_free(self, start: int, end: int) -> bool:
        return self.decided.find(1, start, end) < 0

    def add(self, start: int, end: int, type: Type) -> bool:
        if self.decided.find(1, start, end) >= 0 or start >= end:
            return False
        self.spans.append(Span(start, end, type))
        self.decided[start:end] = b"\1" * (end - start)
        return True

    def keep(self, start: int, end: int) -> None:
        self.decided[start:end] = b"\1" * (end - start)
