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
LONGEST = 200  # letters of a question that are read
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
    """Built once for all services; asking it touches no database.

    A service is its name and its daily words, each a phrase. It scores by how much of the question it covers
    as a whole, and by how close its closest phrase comes.
    """

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries = list(entries)
        raw = {word for e in self.entries for text in (e.name, e.summary, *e.words) for word in split(text)}
        self.spelling = Spelling(raw | lexicon.known)
        normal = [[lexicon.normal(split(text)) for text in (e.name, *e.words)] for e in self.entries]
        self._known = frozenset(word for phrases in normal for phrase in phrases for word in phrase)
        self._roots = {word: root(word, self._known) for word in self._known}
        rooted = [[frozenset(self._roots[w] for w in phrase) for phrase in phrases] for phrases in normal]
        wholes = [frozenset().union(*phrases) for phrases in rooted]
        self._weight = _weights(wholes)
        self._whole = Postings(wholes, self._weight)
        self._names = Postings([phrases[0] for phrases in rooted], self._weight)
        self._phrases = Postings([phrase for phrases in rooted for phrase in phrases], self._weight)
        self._owner = [service for service, phrases in enumerate(rooted) for _ in phrases]

    def find(self, text: str, limit: int = 10) -> list[Match]:
        """Best first; empty when nothing fits well."""
        return self.answer(text, limit).matches

    def answer(self, text: str, limit: int = 10) -> Answer:
        asked = self.understand(text)
        return Answer(self._matches(asked, limit), [word for word in asked if word not in self._weight])

    def understand(self, text: str) -> Weighed:
        """The words that were meant, each with how sure that is."""
        meant = [self.spelling.nearest(word) for word in split(text[:LONGEST])]
        doubtful = {word: how for word, how in meant if how < 1}
        words = self.lexicon.normal(word for word, _ in meant)
        return {self._roots.get(word) or root(word, self._known): doubtful.get(word, 1.0) for word in words}

    def _matches(self, asked: Weighed, limit: int) -> list[Match]:
        scores = self._scores(asked)
        best = max(scores.values(), default=0.0)
        good = [Match(self.entries[n].slug, s) for n, s in scores.items() if s >= max(GOOD, best * NEAR_BEST)]
        return sorted(good, key=lambda match: (-match.score, match.slug))[:limit]

    def _scores(self, asked: Weighed) -> dict[int, float]:
        total = sum(self._weight.get(word, UNKNOWN) for word in asked)
        closest: dict[int, float] = defaultdict(float)
        for phrase, closeness in self._phrases.closeness(asked, total).items():
            service = self._owner[phrase]
            closest[service] = max(closest[service], closeness)
        whole, names = self._whole.shared(asked), self._names.closeness(asked, total)
        return {
            service: WHOLE * shared / total + PHRASE * closest[service] + NAME * names.get(service, 0.0)
            for service, shared in whole.items()
        }


class Postings:
    """Sets of words, and which of them hold a word."""

    def __init__(self, sets: list[frozenset[str]], weight: dict[str, float]) -> None:
        self.weight = weight
        self.total = [sum(weight[word] for word in words) for words in sets]
        self.holding: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(sets):
            for word in words:
                self.holding[word].append(number)

    def shared(self, asked: Weighed) -> dict[int, float]:
        """For each set the weight of the asked words that it holds."""
        found: dict[int, float] = defaultdict(float)
        for word, how in asked.items():
            worth = self.weight.get(word, 0.0) * how
            for number in self.holding.get(word, ()):
                found[number] += worth
        return found

    def closeness(self, asked: Weighed, total: float) -> dict[int, float]:
        """1 when question and set are the same words (the harmonic mean of what each covers of the other)."""
        return {
            number: 2 * shared / (total + self.total[number]) for number, shared in self.shared(asked).items()
        }


def _weights(wholes: list[frozenset[str]]) -> dict[str, float]:
    """A rare word tells more than a common one."""
    in_how_many = Counter(word for whole in wholes for word in whole)
    return {word: math.log(1 + len(wholes) / n) for word, n in in_how_many.items()}
