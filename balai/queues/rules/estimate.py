"""How long it still takes, as a span that holds for about four people in five.

The future is played many times with today's own service times: each play doubts the pace a little (the less
was seen, the more) and lets the counters work off the line. The span is what most of the plays agree on.
"""

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, floor, sqrt
from statistics import fmean, stdev

ENOUGH = 5  # served tickets; with fewer the plan's minutes are shown
PLAYS = 120
LOW, HIGH = 0.09, 0.91  # rounded outward to whole minutes; the simulation in the tests says 80 %


@dataclass(frozen=True)
class Ahead:
    """Somebody before us: units of a slot, and how surely they come (1 when they are here)."""

    units: int = 1
    comes: float = 1.0


@dataclass(frozen=True)
class Span:
    """Minutes from now, low to high. `is_plan`: too few were served today, this is the plan's sum."""

    low: int
    high: int
    is_plan: bool


def by_plan(ahead: Sequence[Ahead], *, counters: int, minutes: int, busy: int) -> Span:
    """The plan's minutes for the units before us, shared by the counters."""
    before = sum(person.units * person.comes for person in ahead) + (min(busy, counters) / 2)
    middle = round(before * minutes / max(1, counters))
    return Span(middle, middle, is_plan=True)


def estimate(
    ahead: Sequence[Ahead],
    *,
    counters: int,
    busy: Sequence[tuple[float, int]],
    observed: Sequence[float],
    minutes: int,
    seed: int = 0,
) -> Span:
    """`busy`: (minutes since the call, units) of each counter at work; `observed`: minutes a unit, today."""
    counters = max(1, counters, len(busy))
    if len(observed) < ENOUGH:
        return by_plan(ahead, counters=counters, minutes=minutes, busy=len(busy))
    dice = random.Random(seed)  # noqa: S311 - a simulation, nothing secret
    doubt = stdev(observed) / fmean(observed) / sqrt(len(observed)) if fmean(observed) else 0.0
    starts = sorted(_play(dice, ahead, counters, busy, observed, doubt) for _ in range(PLAYS))
    return Span(floor(starts[int(LOW * PLAYS)]), ceil(starts[int(HIGH * PLAYS)]), is_plan=False)


def _play(
    dice: random.Random,
    ahead: Sequence[Ahead],
    counters: int,
    busy: Sequence[tuple[float, int]],
    observed: Sequence[float],
    doubt: float,
) -> float:
    """One possible future: in how many minutes a counter turns to us."""
    pace = exp(dice.gauss(0, doubt))
    coming = [person.units for person in ahead if person.comes >= 1 or dice.random() < person.comes]
    lengths = dice.choices(observed, k=len(coming))
    free = [_rest(dice, elapsed, units, observed) * pace for elapsed, units in busy]
    free += [0.0] * (counters - len(free))
    heapq.heapify(free)
    for units, length in zip(coming, lengths, strict=True):
        heapq.heapreplace(free, free[0] + length * units * pace)
    return free[0]


def _rest(dice: random.Random, elapsed: float, units: int, observed: Sequence[float]) -> float:
    """What is left of a service that has run for a while: like those of today that ran at least as long."""
    longer = [seen * units - elapsed for seen in observed if seen * units > elapsed]
    if longer:
        return dice.choice(longer) * dice.uniform(0.7, 1.3)
    return dice.expovariate(1) * 0.3 * units * fmean(observed)
