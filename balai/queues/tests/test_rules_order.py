"""The published rule of fairness, tried on invented mornings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from balai.queues.rules.order import LEAST_PATIENCE, Waiting, next_ticket, patience

NINE = datetime.fromisoformat("2026-05-24T09:00:00+07:00")


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def waiting(number: int, due: float, *, priority: bool = False) -> Waiting:
    return Waiting(pk=number, number=number, due_at=at(due), is_priority=priority)


def call(
    ordinary: Waiting | None, priority: Waiting | None, *, last: bool = False, now: float = 5
) -> int | None:
    chosen = next_ticket(
        ordinary=ordinary, priority=priority, last_was_priority=last, longest=LEAST_PATIENCE, now=at(now)
    )
    return chosen.number if chosen else None


def test_nobody_waits_nobody_is_called():
    assert call(None, None) is None


def test_priority_goes_first_when_its_time_has_come():
    assert call(waiting(1, 0), waiting(2, 4, priority=True)) == 2


def test_after_a_priority_call_an_ordinary_one_follows():
    assert call(waiting(1, 0), waiting(2, 0, priority=True), last=True) == 1


def test_who_waited_longer_than_patience_goes_before_any_priority():
    assert call(waiting(1, 0), waiting(2, 0, priority=True), now=11) == 1


def test_priority_jumps_nobody_before_its_own_time():
    assert call(waiting(1, 0), waiting(2, 60, priority=True)) == 1


def test_early_comers_are_called_when_nobody_else_is_there():
    assert call(waiting(1, 60), None) == 1


def test_patience_is_twice_the_median_and_at_least_ten_minutes():
    minutes = timedelta(minutes=1)
    assert patience([]) == 10 * minutes
    assert patience([minutes, 2 * minutes, 3 * minutes]) == 10 * minutes
    assert patience([6 * minutes, 8 * minutes, 30 * minutes]) == 16 * minutes
    assert patience([-5 * minutes]) == 10 * minutes


@dataclass
class Call:
    chosen: Waiting
    line: list[Waiting]
    longest: timedelta
    at: datetime


def first(here: list[Waiting], *, priority: bool) -> Waiting | None:
    return min((w for w in here if w.is_priority is priority), key=lambda w: w.place, default=None)


def play(people: list[tuple[int, bool]], every: int) -> list[Call]:
    """A morning: people come at their minute, and every so many minutes somebody is called."""
    line = [waiting(n, due, priority=p) for n, (due, p) in enumerate(sorted(people), 1)]
    calls: list[Call] = []
    last, minute, waits = False, 0, []
    while line:
        here = [w for w in line if w.due_at <= at(minute)]
        longest = patience(waits)
        chosen = next_ticket(
            ordinary=first(here, priority=False),
            priority=first(here, priority=True),
            last_was_priority=last,
            longest=longest,
            now=at(minute),
        )
        if chosen:
            calls.append(Call(chosen, here, longest, at(minute)))
            waits.append(at(minute) - chosen.due_at)
            line.remove(chosen)
            last = chosen.is_priority
        minute += every
    return calls


PEOPLE = st.lists(st.tuples(st.integers(0, 120), st.booleans()), min_size=1, max_size=40)


@given(PEOPLE, st.integers(1, 10))
def test_everyone_is_called_once(people, every):
    numbers = [c.chosen.number for c in play(people, every)]
    assert sorted(numbers) == list(range(1, len(people) + 1))


@given(PEOPLE, st.integers(1, 10))
def test_two_priority_calls_never_follow_each_other_while_somebody_else_waits(people, every):
    calls = play(people, every)
    for before, call in pairwise(calls):
        if before.chosen.is_priority and call.chosen.is_priority:
            assert all(w.is_priority for w in call.line)


@given(PEOPLE, st.integers(1, 10))
def test_nobody_is_passed_over_by_priority_once_patience_is_over(people, every):
    for call in play(people, every):
        overdue = [w for w in call.line if not w.is_priority and call.at - w.due_at > call.longest]
        assert not (call.chosen.is_priority and overdue)


@given(PEOPLE, st.integers(1, 10))
def test_within_a_lane_the_order_is_kept(people, every):
    for lane in (True, False):
        places = [c.chosen.place for c in play(people, every) if c.chosen.is_priority is lane]
        assert places == sorted(places)


@given(PEOPLE, st.integers(1, 10))
def test_an_ordinary_call_waits_for_at_most_one_priority_call(people, every):
    """So priority can at most double an ordinary wait: the published promise, measured."""
    calls = play(people, every)
    for index, call in enumerate(calls):
        passed = [c for c in calls[:index] if c.chosen.is_priority and call.chosen in c.line]
        ordinary = [c for c in calls[:index] if not c.chosen.is_priority and call.chosen in c.line]
        if not call.chosen.is_priority:
            assert len(passed) <= len(ordinary) + 1


def test_on_a_usual_busy_morning_priority_waits_less_and_ordinary_not_twice_the_median():
    people = [(minute, minute % 4 == 0) for minute in range(0, 110, 3)]
    calls = play(people, 4)
    waits = {
        p: [(c.at - c.chosen.due_at).total_seconds() for c in calls if c.chosen.is_priority is p]
        for p in (True, False)
    }
    assert median(waits[True]) < median(waits[False])
    middle = median([*waits[True], *waits[False]])
    assert max(waits[False]) <= max(LEAST_PATIENCE.total_seconds(), 2 * middle) + 8 * 60
