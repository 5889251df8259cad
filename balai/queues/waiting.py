"""How many are before somebody, and how long that still takes: what ticket pages and desks show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.core.cache import cache
from django.db.models import Q, QuerySet

from balai.queues.models import Sitting, Ticket
from balai.queues.rules import estimate as sums
from balai.queues.rules.estimate import Ahead, Span
from balai.queues.rules.states import AT_COUNTER, TicketState

KEEP_SECONDS = 20


@dataclass(frozen=True)
class Outlook:
    """'3 orang lagi, kira-kira 10–18 menit'.

    `from_plan`: fewer than five were served today, so these are the plan's minutes.
    """

    ahead: int
    low: int
    high: int
    from_plan: bool
    served: int

    @property
    def words(self) -> str:
        if self.high <= 1:
            return "sebentar lagi"
        return (
            f"kira-kira {self.low} menit"
            if self.low == self.high
            else f"kira-kira {self.low}–{self.high} menit"
        )

    @property
    def people(self) -> str:
        return f"{self.ahead} orang lagi" if self.ahead else "giliran berikutnya"


def people_ahead(ticket: Ticket) -> int:
    """Those here who stand before this ticket in the line."""
    before = _before(ticket).filter(state=TicketState.WAITING)
    return before.count()


def outlook(ticket: Ticket, now: datetime) -> Outlook | None:
    """For one who waits or has booked; None for everybody else. The same until the line moves."""
    if ticket.state not in (TicketState.BOOKED, TicketState.WAITING):
        return None
    key = f"queues:outlook:{ticket.pk}:{ticket.sitting.revision}:{int(now.timestamp()) // KEEP_SECONDS}"
    found = cache.get(key)
    if found is None:
        found = _look(ticket, now)
        cache.set(key, found, KEEP_SECONDS)
    return found  # type: ignore[no-any-return]


def outlook_for_newcomer(sitting: Sitting, now: datetime) -> Outlook:
    """What somebody who takes a number now would wait."""
    rows = list(_line(sitting.pk).filter(Q(state=TicketState.WAITING) | Q(due_at__lte=now)))
    return _outlook(sitting, rows, now, seed=sitting.revision)


def _before(ticket: Ticket) -> QuerySet[Ticket]:
    earlier = Q(due_at__lt=ticket.due_at) | Q(due_at=ticket.due_at, number__lt=ticket.number)
    return Ticket.objects.filter(earlier, sitting=ticket.sitting_id)


def _line(sitting_pk: int) -> QuerySet[Ticket]:
    states = (TicketState.WAITING, TicketState.BOOKED)
    return Ticket.objects.filter(sitting=sitting_pk, state__in=states).only("state", "units", "due_at")


def _look(ticket: Ticket, now: datetime) -> Outlook:
    states = (TicketState.WAITING, TicketState.BOOKED)
    rows = list(_before(ticket).filter(state__in=states).only("state", "units", "due_at"))
    found = _outlook(ticket.sitting, rows, now, seed=ticket.pk)
    starts = max(ticket.sitting.starts_at, ticket.due_at if ticket.state == TicketState.BOOKED else now)
    return _not_before(found, ceil((starts - now) / timedelta(minutes=1)))


def _not_before(found: Outlook, minutes: int) -> Outlook:
    """Nobody is called before the doors open, or a booked one before the slot."""
    if minutes <= 0:
        return found
    low, high = max(found.low, minutes), max(found.high, minutes)
    return Outlook(found.ahead, low, high, found.from_plan, found.served)


def _outlook(sitting: Sitting, rows: list[Ticket], now: datetime, *, seed: int) -> Outlook:
    served = _served(sitting)
    comes = _share_who_come(sitting, now)
    ahead = [Ahead(t.units, 1.0 if t.state == TicketState.WAITING else comes) for t in rows]
    span = _span(sitting, ahead, served, now, seed)
    here = sum(t.state == TicketState.WAITING for t in rows)
    return Outlook(here, span.low, span.high, span.is_plan, len(served))


def _span(sitting: Sitting, ahead: list[Ahead], served: list[float], now: datetime, seed: int) -> Span:
    at_work = Ticket.objects.filter(sitting=sitting.pk, state__in=AT_COUNTER).values_list(
        "called_at", "units"
    )
    busy = [((now - called).total_seconds() / 60, units) for called, units in at_work if called]
    counters = sitting.shifts.filter(closed_at=None).count() or sitting.line.counters
    return sums.estimate(
        ahead, counters=counters, busy=busy, observed=served, minutes=sitting.line.slot_minutes, seed=seed
    )


def _served(sitting: Sitting) -> list[float]:
    """Minutes a unit, from the call to the end, of those served today; the latest forty."""
    rows = sitting.tickets.filter(state=TicketState.SERVED).order_by("-ended_at")
    found = rows.values_list("called_at", "ended_at", "units")[:40]
    return [(end - called).total_seconds() / 60 / units for called, end, units in found if called and end]


def _share_who_come(sitting: Sitting, now: datetime) -> float:
    """Of those whose slot has begun today, how many came; with few to go by, close to nine in ten."""
    due = sitting.tickets.filter(due_at__lte=now).exclude(state__in=[TicketState.CANCELLED])
    came = due.filter(checked_in_at__isnull=False).count()
    return (came + 9) / (due.count() + 10)
