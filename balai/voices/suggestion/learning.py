"""Learns a model from lines: the only place that needs scikit-learn, and imports it only then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from balai.voices.suggestion.lines import Line
from balai.voices.suggestion.measure import Figures, figures, split
from balai.voices.suggestion.model import Head, Model, Terms
from balai.voices.suggestion.words import pieces, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sklearn.feature_extraction.text import TfidfVectorizer

FEWEST_TEXTS = 5  # that hold a term: what one person wrote alone is in no vocabulary
MOST_TERMS = 60_000  # of each kind
MOST_WEIGHTS = 36_000_000  # 144 MB, which the store still takes: with many agencies the rarest terms go
FEWEST_OF_LABEL = 8  # texts of an agency before it is learned
FEWEST_LINES = 60
MOST_TO_CHOOSE = 8000  # the newest lines say which way serves best
SHARPNESS = 1.5  # where nothing could be tried
SEED = 1


@dataclass(frozen=True)
class Way:
    """One way of learning; which one serves best is found on months inside the part that is learned from."""

    strictness: float = 0.1  # C of the support vector machines, the middle one of three
    words: float = 0.6  # how much the block of words weighs beside the block of pieces


WAYS = (Way(), Way(words=1.2), Way(strictness=0.4), Way(strictness=0.4, words=1.2))
AROUND = (0.5, 1.0, 2.0)  # machines of several strictness, averaged: steadier than the best one
HALF_LIVES = (None, 1.0)  # years after which a text weighs half: matters drift
BAYES = 0.5  # how much naive Bayes has to say beside the machines


@dataclass(frozen=True)
class Learned:
    model: Model
    figures: Figures
    plain: Figures
    topics: Figures | None
    begin: date
    rare: dict[str, int]
    way: Way
    last: list[Line]


class TooLittle(ValueError):
    """Not enough to learn from; the message says of what."""


def learn(lines: Sequence[Line], *, say: Callable[[str], None] = lambda words: None) -> Learned:
    """From all but the last months; measured on those, beside a plain way, with nothing kept of them."""
    before, last = split(lines)
    if not lines:
        raise TooLittle("belum ada teks yang jelas instansinya")
    if not last:
        raise TooLittle("semua teks dari satu bulan; yang diukur harus bulan yang lain")
    begin = last[0].on.replace(day=1)
    many, rare = _enough(before)
    rare |= {line.agency: 0 for line in last if line.agency not in {known.agency for known in before}}
    if len(many) < FEWEST_LINES or len({line.agency for line in many}) < 2:
        raise TooLittle(
            f"baru {len(many)} teks dari instansi yang cukup sering; perlu {FEWEST_LINES} dari dua instansi"
        )
    say("memilih cara belajar …")
    way, sharpness = choose(many)
    say("belajar …")
    model = fit(many, way, sharpness)
    topics = [line for line in last if line.topic]
    return Learned(
        model=model,
        figures=measured(model, last),
        plain=plain_way(many, last),
        topics=measured(model, topics, of="topic") if model.topics and topics else None,
        begin=begin,
        rare=rare,
        way=way,
        last=last,
    )


def _enough(lines: Sequence[Line]) -> tuple[list[Line], dict[str, int]]:
    counts = Counter(line.agency for line in lines)
    rare = {agency: count for agency, count in counts.most_common() if count < FEWEST_OF_LABEL}
    return [line for line in lines if line.agency not in rare], rare


def choose(lines: Sequence[Line]) -> tuple[Way, float]:
    """Tried on the last months of what may be learned from; the measure's own months are never asked."""
    import numpy as np

    before, after = split(lines[-MOST_TO_CHOOSE:])
    before, _ = _enough(before)
    if not after or len({line.agency for line in before}) < 2:
        return WAYS[0], SHARPNESS
    vectors = Vectors.of(before)
    learned, asked = vectors.cut(before), vectors.cut(after)
    labels, truth = [line.agency for line in before], [line.agency for line in after]
    best, chosen, scores = -1.0, WAYS[0], np.zeros((len(after), len(set(labels))))
    for way in WAYS:
        solver = Solver(learned.joined(way.words), before, labels)
        weights, bias = solver.solve([way.strictness])
        tried = asked.joined(way.words) @ weights + bias
        seen = figures(truth, ranked(tried, solver.labels))
        if seen.top1 + seen.top3 / 2 > best:
            best, chosen, scores = seen.top1 + seen.top3 / 2, way, tried
    return chosen, sharpness_of(scores, solver.labels, truth)


def fit(lines: Sequence[Line], way: Way, sharpness: float = SHARPNESS) -> Model:
    import numpy as np

    vectors = Vectors.of(lines)
    agencies = _head(vectors, lines, [line.agency for line in lines], way, sharpness)
    often = {
        topic for topic, count in Counter(line.topic for line in lines).items() if count >= FEWEST_OF_LABEL
    }
    told = [line for line in lines if line.topic and line.topic in often]
    topics = None
    if len(told) >= FEWEST_LINES and len({line.topic for line in told}) > 1:
        topics = _head(vectors, told, [line.topic for line in told], way, sharpness)
    terms = [
        Terms(
            {str(term): int(place) for term, place in found.vocabulary_.items()},
            found.idf_.astype(np.float32),
        )
        for found in (vectors.words, vectors.pieces)
    ]
    return Model(terms[0], terms[1], agencies, topics, until=max(line.on for line in lines))


def _head(vectors: Vectors, lines: Sequence[Line], labels: Sequence[str], way: Way, sharpness: float) -> Head:
    import numpy as np

    solver = Solver(vectors.cut(lines).joined(way.words), lines, labels)
    weights, bias = solver.solve([way.strictness * step for step in AROUND])
    weights[: len(vectors.words.vocabulary_)] *= way.words  # the block's own weight goes into the stored ones
    return Head(solver.labels, weights.astype(np.float32), bias.astype(np.float32), sharpness)


@dataclass(frozen=True)
class Vectors:
    words: TfidfVectorizer
    pieces: TfidfVectorizer

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Vectors:
        from sklearn.feature_extraction.text import TfidfVectorizer

        # A word that is in no masked text is in no vocabulary.
        texts = [line.masked or line.text for line in lines]
        labels = len({line.agency for line in lines}) + len({line.topic for line in lines})
        most = min(MOST_TERMS, MOST_WEIGHTS // (2 * labels))
        made = [
            TfidfVectorizer(analyzer=cut, sublinear_tf=True, min_df=FEWEST_TEXTS, max_features=most)
            for cut in (words, pieces)
        ]
        try:
            return cls(*(vectorizer.fit(texts) for vectorizer in made))
        except ValueError as nothing:
            raise TooLittle(f"tidak ada kata yang muncul dalam {FEWEST_TEXTS} teks yang berbeda") from nothing

    def cut(self, lines: Sequence[Line]) -> Blocks:
        texts = [line.text for line in lines]
        return Blocks(self.words.transform(texts), self.pieces.transform(texts))


class Blocks(NamedTuple):
    """The texts as numbers: their words, and the pieces of their words."""

    words: Any
    pieces: Any

    def joined(self, weight: float) -> Any:
        from scipy.sparse import hstack

        return hstack([self.words * weight, self.pieces]).tocsr()


class Solver:
    """Support vector machines and naive Bayes over one matrix: sums of weights, so their sum is one too."""

    def __init__(self, matrix: Any, lines: Sequence[Line], labels: Sequence[str]) -> None:
        self.matrix, self.truth = matrix, list(labels)
        self.labels = tuple(sorted(set(labels)))
        newest = max(line.on for line in lines)
        self.ages = [(newest - line.on).days / 365.25 for line in lines]

    def solve(self, strictness: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Weights (a row a term, a column a label) and bias: the mean of the machines, Bayes beside it."""
        import numpy as np

        weights, bias = BAYES * self._bayes(HALF_LIVES[-1]), np.zeros(len(self.labels))
        ways = [(each, half_life) for each in strictness for half_life in HALF_LIVES]
        for each, half_life in ways:  # one after the other: with many agencies each table is large
            more, most = self._machine(each, half_life)
            weights, bias = weights + more / len(ways), bias + most / len(ways)
        return weights, bias

    def _machine(self, strictness: float, half_life: float | None) -> tuple[Any, Any]:
        from sklearn.svm import LinearSVC

        found = LinearSVC(C=strictness, tol=1e-3, random_state=SEED)
        found.fit(self.matrix, self.truth, sample_weight=self._weights(half_life))
        if len(self.labels) == 2:  # one column stands for both
            return self._even(_both(found.coef_[0]), _both(found.intercept_)[0])
        return self._even(found.coef_.T, found.intercept_)

    def _bayes(self, half_life: float | None) -> Any:
        import numpy as np
        from sklearn.naive_bayes import ComplementNB

        found = ComplementNB(alpha=0.5).fit(self.matrix, self.truth, sample_weight=self._weights(half_life))
        return self._even(found.feature_log_prob_.T, np.zeros(len(self.labels)))[0]

    def _even(self, weights: Any, bias: Any) -> tuple[Any, Any]:
        """On one scale, so that two ways can be added: centred over the labels, spread 1 over the texts."""
        weights = weights - weights.mean(axis=1, keepdims=True)
        bias = bias - bias.mean()
        spread = float((self.matrix @ weights + bias).std()) or 1.0
        return weights / spread, bias / spread

    def _weights(self, half_life: float | None) -> Any:
        import numpy as np

        if half_life is None:
            return None
        weights = 0.5 ** (np.array(self.ages) / half_life)
        return weights / weights.mean()


def _both(column: Any) -> Any:
    import numpy as np

    return np.column_stack([-column, column])


def ranked(scores: Any, labels: Sequence[str]) -> list[list[str]]:
    return [[labels[place] for place in row] for row in (-scores).argsort(axis=1, kind="stable")]


def sharpness_of(scores: Any, labels: Sequence[str], truth: Sequence[str]) -> float:
    """The one number that makes shares hold what they say on texts that were not learned from."""
    import numpy as np

    place = {label: at for at, label in enumerate(labels)}
    known = [at for at, label in enumerate(truth) if label in place]
    if not known:
        return SHARPNESS
    rows, own = scores[known], [place[truth[at]] for at in known]

    def surprise(sharpness: float) -> float:
        raised = rows * sharpness
        raised = raised - raised.max(axis=1, keepdims=True)
        said = raised[np.arange(len(own)), own] - np.log(np.exp(raised).sum(axis=1))
        return -float(said.mean())

    return min((float(s) for s in np.geomspace(0.2, 8, 40)), key=surprise)


def measured(model: Model, lines: Sequence[Line], *, of: str = "agency") -> Figures:
    """On these lines; a label that the model never met counts as missed."""
    head = model.agencies if of == "agency" else model.topics
    if head is None:
        return Figures(0, 0.0, 0.0, 0.0)
    return figures([getattr(line, of) for line in lines], [model.rank(head, line.text) for line in lines])


def plain_way(before: Sequence[Line], last: Sequence[Line]) -> Figures:
    """What anybody would try first: words as typed, TF-IDF, a linear machine, nothing else."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    matrix = vectorizer.fit_transform([line.text for line in before])
    machine = LinearSVC(random_state=SEED).fit(matrix, [line.agency for line in before])
    scores = machine.decision_function(vectorizer.transform([line.text for line in last]))
    scores = _both(scores) if scores.ndim == 1 else scores
    return figures([line.agency for line in last], ranked(scores, list(machine.classes_)))
