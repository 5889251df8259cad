"""The shipped list of words: what suggests where nothing was learned yet (seeds/voices/lexicon.toml)."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from balai.voices.suggestion.model import MOST_REASONS, Guess
from balai.voices.suggestion.words import read, stem

PLACE = Path(__file__).resolve().parents[3] / "seeds" / "voices" / "lexicon.toml"
LONGEST = 4  # words in a phrase
PHRASE = 1.5  # a phrase says so much more for each word more
FIRST, NEXT = 1.0, 0.4  # how much of a topic's share its first agency gets, and each further one
CLEAR = 0.2  # what the best must have of the whole

Weights = defaultdict[str, defaultdict[str, float]]


class Entry(NamedTuple):
    topics: tuple[str, ...]
    weight: float


class Lexicon(NamedTuple):
    entries: dict[tuple[str, ...], Entry]
    agencies: dict[str, tuple[str, ...]]
    names: dict[str, str]

    def guess(self, text: str, *, most: int = 3) -> tuple[list[Guess], list[Guess]]:
        """(topics, agencies); nothing where no word of the list occurs, or where everything is meant."""
        topics: Weights = defaultdict(lambda: defaultdict(float))
        for seen, entry in self._found(text):
            for topic in entry.topics:
                topics[topic][seen] += entry.weight
        agencies: Weights = defaultdict(lambda: defaultdict(float))
        for topic, said in topics.items():
            for place, agency in enumerate(self.agencies[topic]):
                for seen, weight in said.items():
                    agencies[agency][seen] += weight * (FIRST if place == 0 else NEXT / place)
        best = _guesses(topics, most)
        return best, _guesses(agencies, most) if best else []

    def _found(self, text: str) -> Iterator[tuple[str, Entry]]:
        """The longest phrase at each place; what was said twice weighs once."""
        typed = read(text)
        stems = [stem(word) for _, word in typed]
        at, met = 0, set()
        while at < len(stems):
            for size in range(LONGEST, 0, -1):
                key = tuple(stems[at : at + size])
                if len(key) == size and key in self.entries:
                    if key not in met:
                        met.add(key)
                        yield " ".join(seen.lower() for seen, _ in typed[at : at + size]), self.entries[key]
                    at += size - 1
                    break
            at += 1


def _guesses(weights: Weights, most: int) -> list[Guess]:
    """`weights`: label -> word -> what the word says for it."""
    sums = {label: sum(said.values()) for label, said in weights.items()}
    whole = sum(sums.values())
    best = sorted(sums, key=lambda label: -sums[label])[:most]
    if not best or sums[best[0]] / whole < CLEAR:
        return []
    return [Guess(label, sums[label] / whole, _heaviest(weights[label])) for label in best]


def _heaviest(said: dict[str, float]) -> tuple[str, ...]:
    return tuple(sorted(said, key=lambda word: -said[word])[:MOST_REASONS])


@cache
def shipped() -> Lexicon:
    return made(tomllib.loads(PLACE.read_text(encoding="utf-8")))


def made(table: dict[str, Any]) -> Lexicon:
    tables = table["topik"]
    topics: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for topic, said in tables.items():
        for phrase in said["kata"]:
            if key := tuple(stem(word) for _, word in read(phrase)):
                topics[key].add(topic)
    rare = {key: math.log(1 + len(tables) / len(meant)) for key, meant in topics.items()}
    entries = {
        key: Entry(tuple(sorted(meant)), rare[key] * PHRASE ** (len(key) - 1))
        for key, meant in topics.items()
    }
    agencies = {topic: tuple(said["instansi"]) for topic, said in tables.items()}
    return Lexicon(entries, agencies, dict(table["instansi"]))
