"""A learned model: words, pieces of words, their weights. Scores as scikit-learn would, without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from balai.voices.suggestion.words import COMMON, pieces_of, read, stem, word_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

MOST_REASONS = 3
FEWEST_KNOWN = 2  # words of the text that the model has met
WEIGHTY = 0.3  # a reason weighs at least so much of what the first one does
CLEAR = 2.0  # the first guess must be so many times as likely as one drawn blindly
MOST_CUT = 20_000  # words whose pieces are remembered


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

    def values(self, counts: Counter[int]) -> tuple[Places, Floats]:
        """(places, values), as TfidfVectorizer(sublinear_tf=True) has them."""
        import numpy as np  # only where a model lies there: the pages start without it

        places = np.fromiter(counts, dtype=np.int64, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        raw = (1 + np.log(often)) * self.rarity[places]
        return places, (raw / (float(np.sqrt(raw @ raw)) or 1.0)).astype(np.float32)


class Counted(NamedTuple):
    """One text: the terms in it with their values, and which of them each of its words holds."""

    places: Places
    values: Floats
    typed: dict[str, tuple[int, ...]]
    known: int


@dataclass(frozen=True)
class Model:
    words: Terms
    pieces: Terms
    agencies: Head
    topics: Head | None = None
    until: date = date.min
    cut: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def counted(self, text: str) -> Counted:
        """Words first, pieces behind them."""
        import numpy as np

        telling = [(seen.lower(), word) for seen, word in read(text) if word not in COMMON]
        spelling = [word for _, word in telling]
        met = self.words.places
        words = Counter(place for term in word_terms(spelling) if (place := met.get(term)) is not None)
        pieces = Counter(place for word in spelling for place in self._pieces(word))
        behind, typed, known = len(met), {}, set()
        for word, seen in {word: seen for seen, word in reversed(telling)}.items():  # as it stood first
            own = met.get(stem(word))
            typed[seen] = tuple(behind + place for place in set(self._pieces(word)))
            if own is not None:
                known.add(own)
                typed[seen] += (own,)
        (first, high), (second, low) = self.words.values(words), self.pieces.values(pieces)
        return Counted(
            np.concatenate([first, second + behind]), np.concatenate([high, low]), typed, len(known)
        )

    def _pieces(self, word: str) -> tuple[int, ...]:
        found = self.cut.get(word)
        if found is None:
            if len(self.cut) >= MOST_CUT:
                self.cut.clear()
            met = self.pieces.places
            found = tuple(place for piece in pieces_of(word) if (place := met.get(piece)) is not None)
            self.cut[word] = found
        return found

    def scores(self, head: Head, text: str) -> Floats:
        said = self.counted(text)
        total: Floats = said.values @ head.weights[said.places] + head.bias
        return total

    def rank(self, head: Head, text: str) -> list[str]:
        scores = self.scores(head, text)
        return [head.labels[place] for place in (-scores).argsort(kind="stable")]

    def guess(self, head: Head | None, text: str, *, most: int = 3) -> list[Guess]:
        """At most three, each with the words that spoke for it; nothing where the text says too little."""
        if head is None:
            return []
        said = self.counted(text)
        if said.known < FEWEST_KNOWN:
            return []
        rows = head.weights[said.places]
        scores = said.values @ rows + head.bias
        shares = shares_of(scores, head.sharpness)
        blind = 1 / len(head.labels)
        order = [int(place) for place in (-scores).argsort(kind="stable")[:most]]
        if shares[order[0]] < min(CLEAR * blind, (1 + blind) / 2):
            return []
        told = [place for place in order if shares[place] >= blind / 2]
        reasons = _reasons(said, rows, told)
        return [
            Guess(head.labels[place], shares[place], why) for place, why in zip(told, reasons, strict=True)
        ]


def _reasons(said: Counted, rows: Floats, labels: Sequence[int]) -> list[tuple[str, ...]]:
    """For each label the words of the text that spoke most for it, compared with the mean of all labels."""
    import numpy as np

    at = {int(place): row for row, place in enumerate(said.places)}
    held = [at[place] for places in said.typed.values() for place in places]
    owner = np.repeat(np.arange(len(said.typed)), [len(places) for places in said.typed.values()])
    owners = np.bincount(held, minlength=len(at))  # what several words hold is shared among them
    above = (rows - rows.mean(axis=1, keepdims=True)) * (said.values / np.maximum(owners, 1))[:, None]
    seen = list(said.typed)
    reasons = []
    for label in labels:
        sums = np.bincount(owner, weights=above[held, label], minlength=len(seen))
        best = [int(word) for word in (-sums).argsort(kind="stable")[:MOST_REASONS] if sums[word] > 0]
        reasons.append(tuple(seen[word] for word in best if sums[word] >= WEIGHTY * sums[best[0]]))
    return reasons


def shares_of(scores: Floats, sharpness: float) -> list[float]:
    import numpy as np

    raised = np.exp((scores - scores.max()) * np.float32(sharpness))
    return [float(share) for share in raised / raised.sum()]
