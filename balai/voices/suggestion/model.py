"""A learned model: words, pieces of words, their weights. Scores as scikit-learn would, without it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from balai.voices.suggestion.words import COMMON, pieces_of, read, stem, word_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST_REASONS = 3
FEWEST_KNOWN = 2  # words of the text that the model has met
WEIGHTY = 0.3  # a reason weighs at least so much of what the first one does
CLEAR = 2.0  # the first guess must be so many times as likely as one drawn blindly


class Guess(NamedTuple):
    label: str
    share: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """The weights of one question: which agency, or which topic."""

    labels: tuple[str, ...]
    weights: Floats  # a row for each term, a column for each label
    bias: Floats
    sharpness: float = 1.0  # from scores to shares that hold what they say


@dataclass(frozen=True)
class Terms:
    """What is counted in a text: the terms of one kind and how rare each is."""

    places: dict[str, int]
    rarity: Floats

    def values(self, terms: Iterable[str]) -> dict[int, float]:
        """Place -> value, as TfidfVectorizer(sublinear_tf=True) has it."""
        counts = Counter(place for term in terms if (place := self.places.get(term)) is not None)
        raw = {place: (1 + math.log(count)) * float(self.rarity[place]) for place, count in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {place: value / length for place, value in raw.items()}


@dataclass(frozen=True)
class Model:
    words: Terms
    pieces: Terms
    agencies: Head
    topics: Head | None = None
    until: date = date.min
    told: dict[str, str] = field(default_factory=dict)

    def features(self, text: str) -> dict[int, float]:
        """Words first, pieces behind them."""
        spelling = [word for _, word in read(text)]
        found = self.words.values(word_terms(spelling))
        behind = len(self.words.places)
        cut = self.pieces.values(
            piece for word in spelling if word not in COMMON for piece in pieces_of(word)
        )
        return found | {behind + place: value for place, value in cut.items()}

    def scores(self, head: Head, text: str) -> Floats:
        return _sum(head, self.features(text))

    def rank(self, head: Head, text: str) -> list[str]:
        scores = self.scores(head, text)
        return [head.labels[place] for place in (-scores).argsort(kind="stable")]

    def guess(self, head: Head | None, text: str, *, most: int = 3) -> list[Guess]:
        """At most three, each with the words that spoke for it; nothing where the text says too little."""
        if head is None or self._known(text) < FEWEST_KNOWN:
            return []
        features = self.features(text)
        scores = _sum(head, features)
        shares = shares_of(scores, head.sharpness)
        blind = 1 / len(head.labels)
        order = [int(place) for place in (-scores).argsort(kind="stable")[:most]]
        if shares[order[0]] < min(CLEAR * blind, (1 + blind) / 2):
            return []
        return [
            Guess(head.labels[place], float(shares[place]), self._reasons(_told(head, place, features), text))
            for place in order
            if shares[place] >= blind / 2
        ]

    def _known(self, text: str) -> int:
        return len(
            {s for _, word in read(text) if word not in COMMON and (s := stem(word)) in self.words.places}
        )

    def _reasons(self, weighs: dict[int, float], text: str) -> tuple[str, ...]:
        """The words of the text that spoke most for one label: `weighs` says how much each term did."""
        typed = [(seen.lower(), word) for seen, word in read(text) if word not in COMMON]
        behind = len(self.words.places)
        owners: Counter[int] = Counter()
        each: dict[str, tuple[str, set[int]]] = {}
        for seen, word in typed:
            if word in each:
                continue
            mine = {
                behind + p for piece in pieces_of(word) if (p := self.pieces.places.get(piece)) is not None
            }
            place = self.words.places.get(stem(word))
            mine |= set() if place is None else {place}
            each[word] = seen, mine
            owners.update(mine)
        said = {seen: sum(weighs[p] / owners[p] for p in mine) for seen, mine in each.values()}
        best = sorted((seen for seen in said if said[seen] > 0), key=lambda seen: -said[seen])[:MOST_REASONS]
        return tuple(seen for seen in best if said[seen] >= WEIGHTY * said[best[0]])


def _sum(head: Head, features: dict[int, float]) -> Floats:
    import numpy as np  # only where a model lies there: the pages start without it

    if not features:
        return head.bias.copy()
    places = np.fromiter(features, dtype=np.int64, count=len(features))
    values = np.fromiter(features.values(), dtype=np.float32, count=len(features))
    total: Floats = values @ head.weights[places] + head.bias
    return total


def _told(head: Head, label: int, features: dict[int, float]) -> dict[int, float]:
    """How much each term of the text spoke for this label, compared with the mean of all."""
    import numpy as np

    rows = head.weights[np.fromiter(features, dtype=np.int64, count=len(features))]
    above = rows[:, label] - rows.mean(axis=1)
    return {
        place: value * more for (place, value), more in zip(features.items(), above.tolist(), strict=True)
    }


def shares_of(scores: Floats, sharpness: float) -> Sequence[float]:
    import numpy as np

    raised = np.exp((scores - scores.max()) * np.float32(sharpness))
    return [float(share) for share in raised / raised.sum()]
