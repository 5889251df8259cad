"""A line of the timetable. Each app lists its own as JOBS in its jobs.py; `balai work` finds them there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

Run = Callable[[datetime], int]


@dataclass(frozen=True)
class Job:
    """Work that nobody clicks for: finds its own work, harmless when run twice.

    `run(now)` returns how much it did; `waiting(now)`, a mere reading, says whether there is anything
    to do, so that an idle minute writes nothing. `lasts`: a killed worker's turn is free again after it.
    """

    name: str
    every: timedelta
    run: Run
    waiting: Callable[[datetime], bool] | None = None
    lasts: timedelta = timedelta(minutes=2)
