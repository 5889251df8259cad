"""The waiting time as a span: of 2,000 simulated tickets, 75 to 85 in a hundred fall into it."""

import heapq
import random
from dataclasses import dataclass, field

import pytest

from balai.queues.rules.estimate import ENOUGH, Ahead, Span, estimate

PLAN = 12
TODAY = [8.0, 11.0, 13.0, 9.0, 21.0, 12.0]


def test_with_fewer_than_five_served_the_plan_s_minutes_are_shown_and_said_so():
    span = estimate([Ahead()] * 6, counters=3, busy=[], observed=[10.0] * 4, minutes=PLAN)
    assert span == Span(24, 24, is_plan=True)


def test_a_family_card_before_us_counts_twice():
    span = estimate([Ahead(units=2)] * 3, counters=3, busy=[], observed=[], minutes=PLAN)
    assert span.low == 24


def test_with_nobody_before_us_and_a_free_counter_it_is_now():
    assert estimate([], counters=3, busy=[], observed=[12.0] * 9, minutes=PLAN) == Span(0, 0, is_plan=False)


def test_steady_service_gives_a_narrow_span_around_the_truth():
    span = estimate([Ahead()] * 9, counters=3, busy=[(0.0, 1)] * 3, observed=[12.0] * 20, minutes=PLAN)
    assert span.low <= 48 <= span.high
    assert span.high - span.low <= 14


def test_the_same_question_gives_the_same_answer():
    def ask() -> Span:
        return estimate([Ahead()] * 5, counters=3, busy=[(4.0, 1)], observed=TODAY, minutes=PLAN, seed=7)

    assert ask() == ask()


def test_more_people_before_us_never_mean_less_waiting():
    spans = [
        estimate([Ahead()] * n, counters=3, busy=[], observed=TODAY, minutes=PLAN).high
        for n in range(0, 30, 5)
    ]
    assert spans == sorted(spans)


@dataclass
class Morning:
    """One simulated sitting: people come about when they booked, and counters take the next."""

    dice: random.Random
    counters: int = 3
    busy: dict[int, tuple[float, int, float]] = field(default_factory=dict)  # counter: since, units, until
    line: list[tuple[float, int, int]] = field(default_factory=list)  # due, number, units
    observed: list[float] = field(default_factory=list)
    asked: dict[int, tuple[float, Span]] = field(default_factory=dict)
    hits: list[bool] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)

    def run(self) -> None:
        mean = self.dice.uniform(7, 16)  # every morning has its own pace
        shape = self.dice.uniform(2.5, 8)
        people = sorted(
            (slot * 12 + self.dice.gauss(-6, 6), slot * 12.0, 2 if self.dice.random() < 0.25 else 1)
            for slot in range(14)
            for _ in range(self.counters)
            if self.dice.random() < 0.9
        )
        events: list[tuple[float, int, object]] = [
            (a, n, (max(due, a), u)) for n, (a, due, u) in enumerate(people)
        ]
        heapq.heapify(events)
        now = 0.0
        while events:
            now, number, what = heapq.heappop(events)
            if isinstance(what, tuple):
                heapq.heappush(self.line, (what[0], number, what[1]))
            else:
                since, units, until = self.busy.pop(int(what))  # type: ignore[call-overload]
                self.observed.append((until - since) / units)
            self._call(now, events, mean, shape)
            self._ask(now)

    def _call(self, now: float, events: list, mean: float, shape: float) -> None:
        for counter in range(self.counters):
            if counter not in self.busy and self.line and now >= 0:
                _, number, units = heapq.heappop(self.line)
                length = sum(self.dice.gammavariate(shape, mean / shape) for _ in range(units))
                self.busy[counter] = (now, units, now + length)
                heapq.heappush(events, (now + length, 10_000 + counter, counter))
                if number in self.asked:
                    self._check(now, *self.asked.pop(number))

    def _ask(self, now: float) -> None:
        """One in a while of those who wait looks at the page."""
        waiting = sorted(self.line)
        if len(self.observed) < ENOUGH or not waiting or self.dice.random() > 0.25:
            return
        place = self.dice.randrange(len(waiting))
        number = waiting[place][1]
        if number in self.asked:
            return
        span = estimate(
            [Ahead(units) for _, _, units in waiting[:place]],
            counters=self.counters,
            busy=[(now - since, units) for since, units, _ in self.busy.values()],
            observed=self.observed[-40:],
            minutes=PLAN,
            seed=number,
        )
        self.asked[number] = (now, span)

    def _check(self, called: float, asked_at: float, span: Span) -> None:
        self.hits.append(span.low <= called - asked_at <= span.high)
        self.widths.append(span.high - span.low)


@pytest.mark.slow
def test_the_span_holds_for_75_to_85_in_a_hundred_of_2000_tickets():
    dice, hits, widths = random.Random(20260524), [], []
    while len(hits) < 2000:
        morning = Morning(dice, counters=dice.choice([1, 2, 3, 3, 5]))
        morning.run()
        hits += morning.hits
        widths += morning.widths
    share = sum(hits[:2000]) / 2000
    assert 0.75 <= share <= 0.85, f"covered {share:.3f}, mean width {sum(widths) / len(widths):.1f} minutes"
