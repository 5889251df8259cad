"""From typed text to words: daily spelling, joined expressions, ages, and word roots."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

PREFIXES = (  # and the letter that they swallowed
    ("meny", "s"), ("peny", "s"), ("meng", ""), ("peng", ""), ("meng", "k"), ("peng", "k"),
    ("mem", "p"), ("pem", "p"), ("mem", ""), ("pem", ""),
    ("men", "t"), ("pen", "t"), ("men", ""), ("pen", ""),
    ("per", ""), ("ber", ""), ("ter", ""), ("me", ""), ("pe", ""),
    ("di", ""), ("ke", ""), ("se", ""), ("ng", ""),
)  # fmt: skip
SUFFIXES = ("nya", "kan", "lah", "kah", "pun", "an", "in", "ku", "mu", "i")
SHORTEST_ROOT = 3


@dataclass(frozen=True)
class Lexicon:
    """What kata.toml says about words."""

    ignored: frozenset[str] = frozenset()
    spelling: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joined: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    ages: tuple[tuple[int, str], ...] = ()

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Self:
        return cls(
            ignored=frozenset(table.get("abaikan", {}).get("kata", ())),
            spelling={k: tuple(v.split()) for k, v in table.get("tulis", {}).items()},
            joined={tuple(k.split()): tuple(v.split()) for k, v in table.get("gabung", {}).items()},
            ages=tuple(sorted((row["sampai"], row["jadi"]) for row in table.get("umur", ()))),
        )

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that is spelt right as it stands."""
        words = {"umur", "tahun", "bawah"} | self.ignored | set(self.spelling)
        for group in (self.spelling.values(), self.joined.keys(), self.joined.values()):
            words.update(word for expression in group for word in expression)
        return frozenset(words)

    @cached_property
    def longest(self) -> int:
        return max((len(expression) for expression in self.joined), default=1)

    def normal(self, words: Iterable[str]) -> list[str]:
        """Daily words become the index's words; what tells services apart remains."""
        spelt = [part for word in words for part in self.spelling.get(word, (word,))]
        return [word for word in self._with_ages(self._join(spelt)) if word not in self.ignored]

    def _join(self, words: list[str]) -> list[str]:
        out: list[str] = []
        at = 0
        while at < len(words):
            for size in range(min(self.longest, len(words) - at), 0, -1):
                target = self.joined.get(tuple(words[at : at + size]))
                if target:
                    out.extend(target)
                    at += size
                    break
            else:
                out.append(words[at])
                at += 1
        return out

    def _with_ages(self, words: list[str]) -> list[str]:
        """['kia', 'umur', '3'] -> ['kia', 'balita']."""
        out: list[str] = []
        for place, word in enumerate(words):
            before = words[place - 1] if place else ""
            after = words[place + 1] if place + 1 < len(words) else ""
            if word.isdecimal() and len(word) < 4 and ("umur" in (before, after) or after == "tahun"):
                out.extend(self._age(int(word) - (before == "bawah")))
            elif word not in ("umur", "tahun"):
                out.append(word)
        return out

    def _age(self, years: int) -> list[str]:
        return [word for limit, word in self.ages if years <= limit][:1]


def split(text: str) -> list[str]:
    """Lower case, without accents and signs."""
    flat = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[a-z]+|[0-9]+", "".join(c for c in flat if not unicodedata.combining(c)))


def root(word: str, known: Mapping[str, object] | frozenset[str] | set[str]) -> str:
    """The shortest known word that this one is built on: 'perekaman' -> 'rekam'; else the word itself."""
    reached, waiting = {word}, [word]
    while waiting:
        for part in _peel(waiting.pop()):
            if len(part) >= SHORTEST_ROOT and part not in reached:
                reached.add(part)
                waiting.append(part)
    roots = [part for part in reached if part in known]
    return min(roots, key=lambda part: (len(part), part), default=word)


def _peel(word: str) -> Iterable[str]:
    for prefix, instead in PREFIXES:
        if word.startswith(prefix):
            yield instead + word[len(prefix) :]
    for suffix in SUFFIXES:
        if word.endswith(suffix):
            yield word[: -len(suffix)]
