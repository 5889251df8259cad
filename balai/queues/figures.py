"""The day's sheet of a sitting: two statements, the sums in Python."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from balai.base import zones
from balai.queues.models import Sitting, Ticket
from balai.queues.rules.states import Priority, Source, TicketState, UnmetReason


@dataclass(frozen=True)
class DayFigures:
    """Numbers only: nobody's name, phone or code."""

    taken: int = 0
    by_state: dict[TicketState, int] = field(default_factory=dict)
    by_source: dict[Source, int] = field(default_factory=dict)
    by_priority: dict[Priority, int] = field(default_factory=dict)
    by_service: dict[str, int] = field(default_factory=dict)
    by_counter: dict[int, int] = field(default_factory=dict)
    arrivals_by_hour: dict[int, int] = field(default_factory=dict)
    unmet_by_reason: dict[UnmetReason, int] = field(default_factory=dict)
    unmet_by_hour: dict[int, int] = field(default_factory=dict)
    median_wait: timedelta | None = None
    longest_wait: timedelta | None = None
    median_service: timedelta | None = None

    @property
    def served(self) -> int:
        return self.by_state.get(TicketState.SERVED, 0)

    @property
    def unmet(self) -> int:
        return sum(self.unmet_by_reason.values())


def day_figures(sitting: Sitting) -> DayFigures:
    tickets = list(sitting.tickets.select_related("service").order_by("number"))
    unmet = list(sitting.unmet.values_list("reason", "hour"))
    waits = [wait_of(t) for t in tickets if t.called_at]
    served = [t for t in tickets if t.state == TicketState.SERVED]
    return DayFigures(
        taken=len(tickets),
        by_state=dict(Counter(TicketState(t.state) for t in tickets)),
        by_source=dict(Counter(Source(t.source) for t in tickets)),
        by_priority=dict(Counter(Priority(t.priority) for t in tickets)),
        by_service=dict(Counter(t.service.name for t in served)),
        by_counter=dict(sorted(Counter(t.counter_number or 0 for t in served).items())),
        arrivals_by_hour=_by_hour([t.checked_in_at for t in tickets if t.checked_in_at], sitting.zone),
        unmet_by_reason=dict(Counter(UnmetReason(reason) for reason, _ in unmet)),
        unmet_by_hour=dict(sorted(Counter(hour for _, hour in unmet).items())),
        median_wait=_median(waits),
        longest_wait=max(waits, default=None),
        median_service=_median([_length(t) for t in served]),
    )


def wait_of(ticket: Ticket) -> timedelta:
    """From the time that was due to the call; called early is no wait."""
    assert ticket.called_at
    return max(timedelta(0), ticket.called_at - ticket.due_at)


def _length(ticket: Ticket) -> timedelta:
    return ticket.ended_at - ticket.serving_at if ticket.ended_at and ticket.serving_at else timedelta(0)


def _median(spans: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=round(median(s.total_seconds() for s in spans))) if spans else None


def _by_hour(moments: list[datetime], zone: str) -> dict[int, int]:
    return dict(sorted(Counter(zones.local(moment, zone).hour for moment in moments).items()))
