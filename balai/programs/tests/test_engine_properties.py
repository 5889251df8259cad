"""What must hold for every series that an office could ever state."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from balai.base.calendar import JOINT_LEAVE, NATIONAL, Holiday
from balai.programs.rules import (
    Almanac,
    Change,
    ChangeKind,
    DayState,
    Hours,
    Listed,
    OnHolidays,
    Pattern,
    Pause,
    Rule,
    Series,
    Timetable,
    because,
    day_of,
    days_between,
    next_opening,
    openings_between,
)

BEGIN, END = date(2026, 2, 1), date(2026, 4, 15)
in_range = st.dates(BEGIN, END)
hours = st.builds(
    lambda start, length: Hours(time(start), time(start + length)),
    st.integers(0, 20),
    st.integers(1, 3),
)
timetables = st.builds(
    Timetable,
    normal=st.one_of(st.none(), hours),
    by_weekday=st.dictionaries(st.integers(0, 6), hours, max_size=3),
    ramadan=st.one_of(st.none(), hours),
)
rules = st.builds(
    Rule,
    starts_on=in_range,
    pattern=st.sampled_from(Pattern),
    weekdays=st.frozensets(st.integers(0, 6), max_size=4),
    every=st.integers(1, 4),
    anchor=st.one_of(st.none(), in_range),
    nths=st.frozensets(st.sampled_from([1, 2, 3, 4, 5, -1]), max_size=3),
    listed=st.lists(st.builds(Listed, on=in_range, hours=st.one_of(st.none(), hours)), max_size=4).map(tuple),
    on_holidays=st.sampled_from(OnHolidays),
    counts_joint_leave=st.booleans(),
    timetable=timetables,
)
changes = st.builds(
    Change,
    planned_on=in_range,
    kind=st.sampled_from(ChangeKind),
    to_on=st.one_of(st.none(), in_range),
    hours=st.one_of(st.none(), hours),
    revision=st.integers(1, 5),
)
pauses = st.builds(
    lambda start, length: Pause(start, start + timedelta(days=length)), in_range, st.integers(0, 40)
)
all_series = st.builds(
    Series,
    zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "America/New_York"]),
    rules=st.lists(rules, min_size=1, max_size=3, unique_by=lambda r: r.starts_on).map(tuple),
    ends_on=st.one_of(st.none(), in_range),
    changes=st.lists(changes, max_size=4, unique_by=lambda c: c.planned_on).map(tuple),
    pauses=st.lists(pauses, max_size=2).map(tuple),
)
almanacs = st.builds(
    lambda rows, ramadan: Almanac(
        holidays={on: Holiday(on, f"Libur {on}", kind) for on, kind in rows.items()},
        ramadans=((ramadan, ramadan + timedelta(days=29)),),
    ),
    st.dictionaries(in_range, st.sampled_from([NATIONAL, JOINT_LEAVE]), max_size=8),
    in_range,
)


@given(all_series, almanacs)
def test_openings_are_sorted_and_one_a_day_and_end_after_they_begin(series, almanac):
    days = openings_between(series, BEGIN, END, almanac)
    assert [d.on for d in days] == sorted({d.on for d in days})
    assert all(d.span[0] < d.span[1] for d in days)
    assert all(d.span[0].astimezone(ZoneInfo(series.zone)).date() == d.on for d in days)


@given(all_series, almanacs, in_range)
def test_a_split_range_equals_the_whole(series, almanac, middle):
    whole = list(days_between(series, BEGIN, END, almanac))
    first = list(days_between(series, BEGIN, middle, almanac))
    second = list(days_between(series, middle + timedelta(days=1), END, almanac))
    assert first + second == whole


@given(all_series, almanacs)
def test_the_word_of_the_office_always_wins(series, almanac):
    for change in series.changes:
        day = day_of(series, change.planned_on, almanac)
        if day.planned_on != change.planned_on:
            continue  # another occurrence moved here
        if change.kind == ChangeKind.CANCELLED:
            assert day.state == DayState.CLOSED
        elif change.hours:
            held = day_of(series, change.held_on if change.kind == ChangeKind.MOVED else day.on, almanac)
            assert held.is_open


@given(all_series, almanacs)
def test_every_day_has_a_reason_in_words(series, almanac):
    for day in days_between(series, BEGIN, END, almanac):
        said = because(day)
        assert said
        assert "{" not in said
        assert said.endswith(".")


@given(all_series, almanacs, in_range)
def test_the_next_opening_is_the_first_that_is_not_over(series, almanac, on):
    after = datetime(on.year, on.month, on.day, 10, tzinfo=ZoneInfo(series.zone))
    following = next_opening(series, after, almanac, horizon=60)
    days = openings_between(series, on, on + timedelta(days=60), almanac)
    assert following == next((d for d in days if d.span[1] > after), None)


@given(all_series, almanacs)
def test_one_occurrence_is_never_held_twice(series, almanac):
    planned = [d.planned_on for d in openings_between(series, BEGIN, END, almanac)]
    assert len(planned) == len(set(planned))
