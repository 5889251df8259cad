"""What is learned, what it is measured on, and what of the texts is kept."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.voices.suggestion import learning
from balai.voices.suggestion.learning import Learned, TooLittle, Vectors, Way, fit, learn, sharpness_of
from balai.voices.suggestion.lines import Line, once
from balai.voices.suggestion.measure import figures, split
from balai.voices.tests.suggestion.conftest import invented

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=80))
def test_the_measured_months_come_after_all_that_was_learned(days: list[date]) -> None:
    lines = [Line("teks", "dlh", on) for on in sorted(days)]
    before, last = split(lines)
    assert len(before) + len(last) == len(lines)
    assert before
    if last:
        assert max(line.on for line in before) < last[0].on.replace(day=1)
        assert len(last) >= 0.15 * len(lines) or len({line.on.replace(day=1) for line in before}) == 1


def test_a_text_sent_twice_is_on_one_side_only() -> None:
    one = Line("Sampah menumpuk lagi!", "dlh", date(2025, 1, 1))
    again = Line("sampah  menumpuk lagi", "pupr", date(2026, 1, 1))
    assert once([again, one]) == [one]


def test_figures_are_what_they_are_called() -> None:
    seen = figures(["a", "a", "b", "c"], [["a", "b"], ["b", "c", "a"], ["b"], []])
    assert (seen.texts, seen.top1, seen.top3) == (4, 0.5, 0.75)
    assert seen.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


@pytest.mark.slow
def test_scores_are_those_of_scikit_learn() -> None:
    from sklearn.naive_bayes import ComplementNB
    from sklearn.svm import LinearSVC

    lines, way = invented(500), Way(words=1.2)
    model = fit(lines, way)
    vectors, truth = Vectors.of(lines), [line.agency for line in lines]
    matrix = vectors.cut(lines).joined(way.words)
    ages = np.array([(max(line.on for line in lines) - line.on).days / 365.25 for line in lines])
    fading = 0.5**ages / (0.5**ages).mean()

    def even(scores):
        scores = scores - scores.mean(axis=1, keepdims=True)
        return scores / scores.std()

    machines = [
        even(
            LinearSVC(C=c, tol=1e-3, random_state=1)
            .fit(matrix, truth, sample_weight=w)
            .decision_function(matrix)
        )
        for c in (0.05, 0.1, 0.2)
        for w in (None, fading)
    ]
    bayes = ComplementNB(alpha=0.5).fit(matrix, truth, sample_weight=fading)
    theirs = np.mean(machines, axis=0) + 0.5 * even(matrix @ bayes.feature_log_prob_.T)
    ours = np.array([model.scores(model.agencies, line.text) for line in lines])
    assert np.abs(ours - theirs).max() < 1e-3


@pytest.mark.slow
def test_two_agencies_are_enough(learned: Learned) -> None:
    lines = [line for line in invented(1500) if line.agency in {"pln", "dlh"}]
    model = fit(lines, Way())
    assert model.rank(model.agencies, "listrik padam, token listrik gagal")[0] == "pln"
    assert model.rank(model.agencies, "sampah menumpuk, truk sampah jarang datang")[0] == "dlh"


@pytest.mark.slow
def test_it_beats_the_plain_way_on_invented_complaints(learned: Learned) -> None:
    assert learned.figures.texts == learned.plain.texts > 150
    assert learned.figures.top1 + learned.figures.top3 > learned.plain.top1 + learned.plain.top3
    assert learned.figures.top3 >= learned.figures.top1 > 0.5
    assert learned.topics
    assert learned.model.until < learned.begin <= learned.last[0].on


@pytest.mark.slow
def test_no_person_and_no_number_stands_in_what_is_kept() -> None:
    lines = invented(400)
    lines = [
        line._replace(
            text=f"{line.text} Zulkarnaengo 9912034508800007 {word}",
            masked=f"{line.text} [NAMA] [NIK] {word}",
        )
        for line, word in zip(lines, ["sekaliucap"] * 4 + [""] * len(lines), strict=False)
    ]
    model = fit(lines, Way())
    kept = {*model.words.places, *model.pieces.places}
    assert not any(character.isdigit() for term in kept for character in term)
    assert not any("zulkar" in term or "sekaliucap" in term or term == "nama" for term in kept)


@pytest.mark.slow
def test_rare_agencies_are_left_out_and_named() -> None:
    some = invented(600)
    few = [Line(f"kuburan umum penuh sekali {'abcdefgh'[n]}ku", "pemakaman", some[n].on) for n in range(3)]
    new = Line("museum kota tutup terus", "museum", some[-1].on)
    learned = learn(once([*some, *few, new]))
    assert learned.rare == {"pemakaman": 3, "museum": 0}
    assert not {"pemakaman", "museum"} & set(learned.model.agencies.labels)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [Line("sampah menumpuk", "dlh", date(2026, 1, day)) for day in range(1, 29)],
        [Line("sampah menumpuk", "dlh", date(2025, 1, 1) + timedelta(days=10 * n)) for n in range(70)],
    ],
)
def test_too_little_is_said_and_nothing_is_learned(lines: list[Line]) -> None:
    with pytest.raises(TooLittle):
        learn(lines)


def test_shares_are_sharpened_to_what_they_hold() -> None:
    scores = np.array([[2.0, 0.0]] * 10)
    assert sharpness_of(scores, ["a", "b"], ["a"] * 10) > sharpness_of(
        scores, ["a", "b"], ["a"] * 6 + ["b"] * 4
    )


@pytest.mark.slow
def test_with_many_agencies_the_rarest_terms_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "MOST_WEIGHTS", 1000)
    lines = invented(600)
    model = fit(lines, Way())
    labels = len({line.agency for line in lines}) + len({line.topic for line in lines})
    assert len(model.words.places) == len(model.pieces.places) == 1000 // (2 * labels)
    assert model.topics
    assert model.agencies.weights.size + model.topics.weights.size <= 1000
