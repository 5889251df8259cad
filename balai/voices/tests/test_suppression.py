"""A hidden count stays hidden, whatever is added up and subtracted. The attack is reckoned by itself."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.voices.rules import suppression
from balai.voices.rules.suppression import Cell, cell

TABLES = [("topik", "bulan"), ("topik", "akhir"), ("kelurahan",)]
TOPICS, MONTHS, ENDINGS = ["ktp", "jalan", "bansos"], ["01", "02", "03"], ["beres", "tidak"]
PLACES = ["Oesapa", "Sikumana"]

people = st.lists(
    st.tuples(*(st.sampled_from(values) for values in (TOPICS, MONTHS, ENDINGS, PLACES))), max_size=160
)


def counted(rows: list[tuple[str, str, str, str]]) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for topic, month, ending, place in rows:
        key = cell(topik=topic, bulan=month, akhir=ending, kelurahan=place)
        found[key] = found.get(key, 0) + 1
    return suppression.with_totals(found, TABLES)


def attack(counts: dict[Cell, int], hidden: set[Cell]) -> set[Cell]:
    """Gauss with fractions over every equation that a reader of the tables can write down."""
    unknown = sorted(hidden)
    lines: list[list[Fraction]] = []
    for total in counts:
        for dimension in {d for c in counts for d, _ in c} - {d for d, _ in total}:
            parts = [
                c for c in counts if dict(c).keys() == {*dict(total), dimension} and set(total) <= set(c)
            ]
            if parts:
                line = [Fraction((c in parts) - (c == total)) for c in unknown]
                lines.append(line)
    rank = 0
    for column in range(len(unknown)):
        pivot = next((n for n in range(rank, len(lines)) if lines[n][column]), None)
        if pivot is None:
            continue
        lines[rank], lines[pivot] = lines[pivot], lines[rank]
        lines[rank] = [value / lines[rank][column] for value in lines[rank]]
        for n, line in enumerate(lines):
            if n != rank and line[column]:
                factor = line[column]
                lines[n] = [a - factor * b for a, b in zip(line, lines[rank], strict=True)]
        rank += 1
    alone = [line for line in lines if sum(map(bool, line)) == 1]
    return {unknown[[bool(value) for value in line].index(True)] for line in alone}


@given(rows=people, k=st.sampled_from([2, 5, 10]))
def test_nothing_hidden_can_be_reckoned_from_what_is_shown(rows: list[tuple[str, ...]], k: int) -> None:
    counts = counted(rows)  # type: ignore[arg-type]
    hidden = suppression.hidden(counts, k=k)
    assert all(counts[c] >= k for c in counts if c not in hidden)
    assert attack(counts, hidden) == set()


def test_a_table_of_large_counts_is_shown_whole() -> None:
    rows = [("ktp", "01", "beres", "Oesapa"), ("jalan", "02", "tidak", "Sikumana")] * 50
    counts = {c: n + 50 for c, n in counted(rows).items()}
    assert suppression.hidden(counts, k=10) == set()


def test_one_small_count_takes_others_with_it() -> None:
    rows = {cell(topik=t, bulan=m): 40 for t in TOPICS for m in MONTHS} | {cell(topik="ktp", bulan="01"): 3}
    counts = suppression.with_totals(rows, [("topik", "bulan")])
    hidden = suppression.hidden(counts, k=10)
    assert cell(topik="ktp", bulan="01") in hidden
    assert 4 <= len(hidden) <= 6
    assert () not in hidden


def test_without_the_complement_the_attack_succeeds() -> None:
    """The control: the attack of these tests does find what it is sent for."""
    rows = {cell(topik=t, bulan=m): 40 for t in TOPICS for m in MONTHS} | {cell(topik="ktp", bulan="01"): 3}
    counts = suppression.with_totals(rows, [("topik", "bulan")])
    assert attack(counts, {cell(topik="ktp", bulan="01")}) == {cell(topik="ktp", bulan="01")}


def test_what_is_hidden_in_one_table_is_not_given_back_by_another() -> None:
    rows = [("ktp", "01", "beres", "Oesapa")] * 30 + [("jalan", "01", "beres", "Oesapa")] * 4
    rows += [("bansos", month, ending, "Oesapa") for month in MONTHS for ending in ENDINGS for _ in range(20)]
    counts = counted(rows)
    hidden = suppression.hidden(counts, k=10)
    assert cell(topik="jalan") in hidden
    assert attack(counts, hidden) == set()


def test_hidden_parts_that_are_few_together_hide_one_more() -> None:
    rows = {cell(bulan="01"): 40, cell(bulan="02"): 3, cell(bulan="03"): 4}
    counts = suppression.with_totals(rows, [("bulan",)])
    assert suppression.hidden(counts, k=10) == {cell(bulan=m) for m in MONTHS}


def test_a_sensitive_cell_is_hidden_however_many_there_are() -> None:
    rows = {cell(topik=t): 100 for t in TOPICS}
    counts = suppression.with_totals(rows, [("topik",)])
    assert cell(topik="bansos") in suppression.hidden(counts, k=10, always=[cell(topik="bansos")])


@pytest.mark.parametrize("count", [0, 1, 9])
def test_nobody_and_nearly_nobody_look_the_same(count: int) -> None:
    counts = {(): count}
    assert suppression.hidden(counts, k=10) == {()}


def test_who_knows_the_rule_is_left_in_doubt_about_a_small_figure() -> None:
    """21 left over beside a smallest shown 12 would be 9 and 12: then one more is hidden."""
    counts = {cell(topik=topic): n for topic, n in {"a": 9, "b": 12, "c": 12, "d": 40}.items()} | {cell(): 73}
    assert suppression.hidden(counts, k=10) == {cell(topik="a"), cell(topik="b"), cell(topik="c")}
    in_doubt = counts | {cell(topik="a"): 4, cell(): 68}
    assert len(suppression.hidden(in_doubt, k=10)) == 2
