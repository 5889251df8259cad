"""Months, then the year over them, for two audiences: nobody subtracts a hidden figure from the frozen."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.voices.rules import suppression, trends
from balai.voices.rules.suppression import Cell
from balai.voices.rules.trends import Audience, Lists, Month, Table
from balai.voices.tests.test_suppression import attack

TOPICS, SENSITIVE, AREAS = ["ktp", "jalan"], ["keluarga"], ["99.01.01.2001", "99.01.01.2002"]
LISTS = Lists(topics=TOPICS, sensitive=SENSITIVE, areas=AREAS)
ENDINGS, BANDS = ["open", "solved"], ["0-3", "none"]

Person = tuple[int, str, str, str, str]
one = st.tuples(
    st.integers(1, 3), st.sampled_from([*TOPICS, *SENSITIVE]), st.sampled_from([*AREAS, "lain"]),
    st.sampled_from(ENDINGS), st.sampled_from(BANDS),
)  # fmt: skip
crowds = st.lists(st.tuples(one, st.integers(1, 40)), max_size=14)


def counted(people: list[tuple[Person, int]], month: int) -> dict[trends.Key, int]:
    """What the store's expression would say, by hand."""
    found: Counter[trends.Key] = Counter()
    for (when, topic, area, ending, days), n in people:
        if when != month:
            continue
        found[Table.ALL, ""] += n
        found[Table.AREA, area] += n
        if topic in SENSITIVE:
            found[Table.SENSITIVE, ""] += n
            found[Table.SENSITIVE, topic] += n
            continue
        found[Table.ORDINARY, ""] += n
        found[Table.TOPIC, topic] += n
        found[Table.ENDING, ending] += n
        found[Table.DAYS, days] += n
        found[Table.KIND, "curhat"] += n
        found[Table.CHANNEL, "web"] += n
    return dict(found)


def published(people: list[tuple[Person, int]]) -> tuple[list[Month], trends.Figures, trends.Decided]:
    """Three months, each frozen before the next is known; at last the year."""
    months = []
    for number in (1, 2, 3):
        raw = counted(people, number)
        figures = trends.month_figures(LISTS, raw)
        months.append(Month(number, {**raw, **figures}, trends.decide_month(figures, number)))
    year = trends.year_figures(LISTS, [month.figures for month in months])
    return months, year, trends.decide_year(year, months)


def everything(
    months: list[Month], year: trends.Figures, decided: trends.Decided, audience: str
) -> tuple[dict[Cell, int], set[Cell]]:
    """All true counts that were published or hidden, and the hidden ones."""
    counts: dict[Cell, int] = {trends.as_cell(key, 0): n for key, n in year.items()}
    hidden = {trends.as_cell(key, 0) for key, n in decided[audience].items() if n is None}
    for month in months:
        for key, n in month.shown[audience].items():
            counts[trends.as_cell(key, month.number)] = month.figures[key]
            if n is None:
                hidden.add(trends.as_cell(key, month.number))
    return counts, hidden


@pytest.mark.parametrize("audience", list(Audience))
@given(people=crowds)
def test_months_and_their_year_together_give_nothing_back(audience, people) -> None:
    months, year, decided = published(people)
    counts, hidden = everything(months, year, decided, audience)
    assert all(counts[c] >= trends.LEAST[audience] for c in counts if c not in hidden)
    sums = suppression._sums(counts)
    assert suppression.determined(sums, hidden) == set()


@given(people=st.lists(st.tuples(one, st.integers(1, 40)), max_size=8))
def test_the_attack_with_fractions_agrees(people) -> None:
    months, year, decided = published(people)
    counts, hidden = everything(months, year, decided, Audience.PUBLIC)
    small = {c for c in counts if dict(c).keys() <= {"golongan", "bulan", "topik", "kelurahan"}}
    assert attack({c: counts[c] for c in small}, hidden & small) == set()


@given(people=crowds)
def test_who_sees_both_tables_learns_no_more_than_inside(people) -> None:
    months, _, decided = published(people)
    for shown in [month.shown for month in months] + [decided]:
        public, inside = shown[Audience.PUBLIC], shown[Audience.INSIDE]
        assert all(inside[key] == n for key, n in public.items() if n is not None)


@given(people=crowds)
def test_hidden_months_of_a_row_are_never_few_together(people) -> None:
    """The year's total less the shown months would say how many the hidden ones are together."""
    months, _, decided = published(people)
    for audience in Audience:
        for topic in [*TOPICS, trends.UNSORTED]:
            key = (str(Table.TOPIC), topic)
            gone = [m.figures[key] for m in months if m.shown[audience][key] is None]
            assert not gone or decided[audience][key] is None or sum(gone) >= trends.LEAST[audience]


def test_without_looking_at_the_months_the_year_gives_one_away() -> None:
    """The control: a year decided alone shows a total from which January follows."""
    topics = [*TOPICS, trends.UNSORTED]
    january = [((1, t, "lain", "open", "none"), n) for t, n in zip(topics, (4, 30, 50), strict=True)]
    later = [((m, t, "lain", "open", "none"), 40) for m in (2, 3) for t in topics]
    later += [((2, "keluarga", "lain", "open", "none"), 60)]
    months, year, decided = published(january + later)
    alone = trends.decide_year(year, [])
    key = (str(Table.TOPIC), "ktp")
    assert [m.shown[Audience.PUBLIC][key] for m in months] == [None, 40, 40]
    assert alone[Audience.PUBLIC][key] == 84
    assert decided[Audience.PUBLIC][key] is None


def test_what_is_sensitive_has_no_month() -> None:
    people = [((1, t, "lain", "open", "none"), n) for t, n in (("keluarga", 500), ("jalan", 20))]
    people += [((m, "ktp", "lain", "open", "none"), 30) for m in (1, 2, 3)]
    months, _, decided = published(people)
    assert {table for table, _ in months[0].shown[Audience.INSIDE]} == {*trends.MONTHLY, Table.ORDINARY}
    assert months[0].shown[Audience.PUBLIC][Table.ORDINARY, ""] == 50
    assert decided[Audience.PUBLIC][Table.SENSITIVE, ""] == 500


def test_nobody_in_a_kelurahan_looks_like_a_few() -> None:
    _, _, decided = published([((1, "ktp", AREAS[0], "open", "none"), 3)])
    assert decided[Audience.PUBLIC][Table.AREA, AREAS[0]] is None
    assert decided[Audience.PUBLIC][Table.AREA, AREAS[1]] is None


def test_a_month_waits_until_what_was_promised_is_answered() -> None:
    assert not trends.may_freeze(2026, 5, today=date(2026, 6, 20))
    assert trends.may_freeze(2026, 5, today=date(2026, 6, 21))
    assert not trends.may_freeze(2026, 0, today=date(2027, 1, 20))
    assert trends.months_between("2026-11", date(2027, 1, 21)) == [(2026, 11), (2026, 12)]


@pytest.mark.parametrize(
    ("days", "band"),
    [(None, "none"), (0, "0-3"), (3, "0-3"), (4, "4-7"), (14, "8-14"), (30, "15-30"), (31, "31+")],
)
def test_days_go_into_bands(days, band) -> None:
    assert trends.band(days) == band


def test_a_refused_proposal_says_why() -> None:
    with pytest.raises(RuleBroken, match="alasan"):
        trends.require_fate("proposed", "refused", " ")
    with pytest.raises(RuleBroken, match="tidak bisa"):
        trends.require_fate("done", "accepted", "")
    trends.require_fate("accepted", "done", "")
