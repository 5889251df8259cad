"""The goals are rates of one reference machine; this run's bare endpoint says how fast this machine is.

On the reference the bare endpoint answered 570 to 750 a second. A goal of 200/s is therefore 0.30 of the bare
endpoint, and that ratio is what a slower or faster machine has to reach.
"""

import re
from collections.abc import Iterable, Iterator

REFERENCE = 660  # bare endpoint, 50 at once, one hot slot: the middle of what was measured there
BARE = "bare endpoint, 50 at once, 1 hot slot, PostgreSQL"
RATE, GOAL = re.compile(r"([\d,]+)(?: journeys)?/s"), re.compile(r"≥ ([\d,]+)/s")
EXPLAINED = f"""The goals above are rates of a reference machine, whose bare endpoint answers {REFERENCE}/s.
Here it answers {{bare}}/s. The same goals as parts of the bare endpoint, which is what can be compared:
"""


def ratios(figures: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str, bool]]:
    """(what, value, goal) of each line -> what, its part of bare, the goal's part, met or not."""
    lines = list(figures)
    bare = next((rate_of(value) for what, value, _ in lines if what == BARE), None)
    if not bare:
        return
    for what, value, goal in lines:
        wanted, rate = GOAL.match(goal), rate_of(value)
        if wanted and rate:
            needed, reached = number(wanted[1]) / REFERENCE, rate / bare
            yield what, f"{reached:.2f}", f"≥ {needed:.2f}", reached >= needed


def page(figures: Iterable[tuple[str, str, str]]) -> list[str]:
    lines = list(figures)
    rows = list(ratios(lines))
    if not rows:
        return []
    bare = next(value for what, value, _ in lines if what == BARE).split("/s")[0]
    table = [f"| {what} | {own} | {goal} | {'✓' if met else '✗'} |" for what, own, goal, met in rows]
    return [
        "",
        "## Beside the reference",
        "",
        EXPLAINED.format(bare=bare),
        "| | of bare | goal | |",
        "|---|---|---|---|",
        *table,
    ]


def rate_of(value: str) -> float | None:
    found = RATE.match(value)
    return number(found[1]) if found else None


def number(text: str) -> float:
    return float(text.replace(",", ""))
