"""The index of all services, and which of them fits what was typed."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from balai.catalogue.search.spelling import Spelling
from balai.catalogue.search.words import Lexicon, root, split

GOOD = 0.45  # below it no service is shown: better to say so and offer other ways
NEAR_BEST = 0.5  # a result under half of the best is noise
UNKNOWN = 2.0  # how much a word that nobody knows counts against a match
WHOLE, PHRASE, NAME = 0.5, 0.45, 0.05
Weighed = dict[str, float]  # word -> how sure we are that it was meant


@dataclass(frozen=True)
class Entry:
    """One service as the index reads it."""

    slug: str
    name: str
    words: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class Match:
    slug: str
    score: float


@dataclass(frozen=True)
class Answer:
    """The services that fit, best first, and the words that nobody knew."""

    matches: list[Match]
    unknown: list[str]

    @property
    def is_sure(self) -> bool:
        return bool(self.matches) and not self.unknown


class Index:
    """Built once for all services; asking it touches no database."""

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries = list(entries)
        raw = {word for e in self.entries for text in (e.name, e.summary, *e.words) for word in split(text)}
        self.spelling = Spelling(raw | lexicon.known)
        self._known = self._plain_words()
        self._phrases: list[tuple[int, frozenset[str]]] = []
        self._whole: list[frozenset[str]] = []
        self._names: list[frozenset[str]] = []
        for entry in self.entries:
            self._add(entry)
        self._phrases_with: dict[str, list[int]] = defaultdict(list)
        for number, (_, phrase) in enumerate(self._phrases):
            for word in phrase:
                self._phrases_with[word].append(number)
        self._weight = self._weights()

    def _plain_words(self) -> frozenset[str]:
        texts = [text for entry in self.entries for text in (entry.name, *entry.words)]
        return frozenset(word for text in texts for word in self.lexicon.normal(split(text)))

    def _roots(self, words: Iterable[str]) -> list[str]:
        return [root(word, self._known) for word in words]

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(self._roots(self.lexicon.normal(split(text))))

    def _add(self, entry: Entry) -> None:
        number = len(self._whole)
        phrases = [self._words(text) for text in (entry.name, *entry.words)]
        self._phrases += [(number, phrase) for phrase in phrases if phrase]
        self._whole.append(frozenset().union(*phrases))
        self._names.append(phrases[0])

    def _weights(self) -> dict[str, float]:
        """A rare word tells more than a common one."""
        in_how_many = Counter(word for whole in self._whole for word in whole)
        return {word: math.log(1 + len(self._whole) / n) for word, n in in_how_many.items()}

    def answer(self, text: str, limit: int = 10) -> Answer:
        asked = self.understand(text)
        return Answer(self._matches(asked, limit), [word for word in asked if word not in self._weight])

    def find(self, text: str, limit: int = 10) -> list[Match]:
        """Best first; empty when nothing fits well."""
        return self.answer(text, limit).matches

    def _matches(self, asked: Weighed, limit: int) -> list[Match]:
        scores = self._scores(asked)
        best = max(scores.values(), default=0.0)
        good = [Match(self.entries[n].slug, s) for n, s in scores.items() if s >= max(GOOD, best * NEAR_BEST)]
        return sorted(good, key=lambda match: (-match.score, match.slug))[:limit]

    def understand(self, text: str) -> Weighed:
        """The words that were meant, each with how sure that is."""
        sure: Weighed = {}
        meant = [self.spelling.nearest(word) for word in split(text[:200])]
        doubtful = {word: how for word, how in meant if how < 1}
        for word in self.lexicon.normal(word for word, _ in meant):
            sure[root(word, self._known)] = doubtful.get(word, 1.0)
        return sure

    def _scores(self, asked: Weighed) -> dict[int, float]:
        phrases: dict[int, float] = defaultdict(float)
        for number in {n for word in asked for n in self._phrases_with.get(word, ())}:
            service, phrase = self._phrases[number]
            phrases[service] = max(phrases[service], self._closeness(asked, phrase))
        return {
            service: WHOLE * self._covered(asked, self._whole[service])
            + PHRASE * close
            + NAME * self._closeness(asked, self._names[service])
            for service, close in phrases.items()
        }

    def _covered(self, asked: Weighed, words: frozenset[str]) -> float:
        total = sum(self._weight.get(word, UNKNOWN) for word in asked)
        return sum(self._weight[w] * how for w, how in asked.items() if w in words) / total

    def _closeness(self, asked: Weighed, phrase: frozenset[str]) -> float:
        """How much of the question the phrase covers, and how much of the phrase the question covers."""
        said = self._covered(asked, phrase)
        total = sum(self._weight[word] for word in phrase)
        meant = sum(self._weight[word] * asked.get(word, 0.0) for word in phrase) / total if total else 0.0
        return 2 * said * meant / (said + meant) if said and meant else 0.0
