"""What must stay readable: places and agencies, handed in as plain names and looked up by their first word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Self

from balai.base.masking import kinds as k
from balai.base.masking import lexicon

WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’]*")
LONGEST = 8
Phrases = dict[str, set[tuple[str, ...]]]  # by the first word


class Kinds(dict[str, int]):
    """word -> kind; the kind of a new word is found out on the first look."""

    def __missing__(self, word: str) -> int:
        bare = word.rstrip("'’")
        kind = self[bare] if bare != word else lexicon.judge(word, self)
        if len(self) < lexicon.REMEMBERED:
            self[word] = kind
        return kind


@dataclass(frozen=True)
class Gazetteer:
    """Build it once with `Gazetteer.of(…)` and keep it: it remembers words that it has judged."""

    kinds: Kinds = field(default_factory=Kinds, repr=False)
    phrases: Phrases = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, *, places: Iterable[str] = (), agencies: Iterable[str] = ()) -> Self:
        table, phrases = Kinds(lexicon.shipped()), Phrases()
        for name in {*lexicon.listed("places.txt"), *places, *agencies}:
            _remember(name, table, phrases)
        return cls(table, phrases)

    def kept_from(self, words: list[str], at: int) -> int:
        """How many words from here are one known place or agency."""
        known = self.phrases.get(words[at])
        if known:
            for length in range(min(LONGEST, len(words) - at), 0, -1):
                if tuple(words[at : at + length]) in known:
                    return length
        return 0


def _remember(name: str, table: Kinds, phrases: Phrases) -> None:
    words = tuple(WORD.findall(name.lower()))
    if not words or len(words[0]) < 2:
        return
    phrases.setdefault(words[0], set()).add(words[:LONGEST])
    table[words[0]] = table.get(words[0], 0) | k.PLACE


@cache
def shipped() -> Gazetteer:
    """The shipped lists alone."""
    return Gazetteer.of()
