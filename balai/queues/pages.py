"""What the pages of a line show, read from the tables: plain values, few queries, nothing written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, OuterRef, Q, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from balai.programs.models import Session
from balai.queues.figures import DayFigures, day_figures
from balai.queues.models import CounterShift, LineService, Sitting, Ticket
from balai.queues.rules import arrival
from balai.queues.rules.states import AT_COUNTER, TicketState, UnmetReason
from balai.queues.waiting import Outlook, outlook

SEEN_BEFORE = timedelta(hours=1)  # so long before the start the number of people ahead is shown


def booking_opens(sitting: Sitting) -> datetime:
    line, session = sitting.line, sitting.session
    return arrival.opens_at(on=session.on, days_before=line.opens_days_before, zone=session.zone)


def outlook_now(ticket: Ticket, now: datetime) -> Outlook | None:
    """People before this one and minutes; from an hour before the doors open until they close."""
    sitting = ticket.sitting
    is_near = sitting.starts_at - SEEN_BEFORE <= now < sitting.ends_at and sitting.session.is_held
    return outlook(ticket, now) if is_near else None


def absolute(path: str) -> str:
    return f"{settings.BALAI_URL.rstrip('/')}{path}"


def ticket_link(token: str) -> str:
    return absolute(reverse("queues:ticket", args=[token]))


def session_url(session: Session) -> str:
    return reverse("queues:book", args=[session.program.slug, session.on])


@dataclass(frozen=True)
class CounterSeat:
    """A counter on the page where officers choose theirs."""

    number: int
    officer: str
    is_mine: bool
    is_taken: bool


@dataclass(frozen=True)
class DeskSitting:
    """A sitting of today on that page."""

    sitting: Sitting
    waiting: int
    counters: list[CounterSeat]
    may_manage: bool = False


def sittings_of_day(person: Any, on: date, managed: Iterable[int] = ()) -> list[DeskSitting]:
    """Three queries however many sittings."""
    waiting = Count("tickets", filter=Q(tickets__state=TicketState.WAITING))
    sittings = (
        Sitting.objects.of_desks(person)
        .with_everything()
        .filter(session__on=on)
        .annotate(waiting=waiting)
        .prefetch_related("shifts__officer")
        .order_by("starts_at", "line__letter")
    )
    offices = set(managed)
    return [
        DeskSitting(s, getattr(s, "waiting", 0), _seats(s, person), s.session.program.office_id in offices)
        for s in sittings
    ]


def _seats(sitting: Sitting, person: Any) -> list[CounterSeat]:
    there = {s.counter_number: s.officer for s in sitting.shifts.all() if s.closed_at is None}
    numbers = sorted({*range(1, sitting.line.counters + 1), *there})
    return [
        CounterSeat(n, str(there.get(n, "")), there.get(n) == person, n in there and there[n] != person)
        for n in numbers
    ]


@dataclass(frozen=True)
class Desk:
    """One officer's desk. The waiting line is a piece of its own, cached by the sitting's revision."""

    sitting: Sitting
    counter: int
    is_mine: bool
    taken_by: str
    current: Ticket | None
    elsewhere: list[Ticket]
    missed: list[Ticket]
    expected: list[Ticket]
    line: dict[str, Any]


def with_officer_at(counter: int) -> dict[str, Subquery]:
    """Who sits at this counter now, for `annotate`."""
    here = CounterShift.objects.filter(sitting=OuterRef("pk"), counter_number=counter, closed_at=None)
    return {
        "officer_pk": Subquery(here.values("officer")[:1]),
        "officer_name": Subquery(here.values("officer__display_name")[:1]),
    }


def desk(sitting: Sitting, counter: int, person: Any) -> Desk:
    """One query, and one more when the waiting line has changed. The sitting comes `with_officer_at`."""
    officer_pk = getattr(sitting, "officer_pk", None)
    there = list(
        sitting.tickets.filter(state__in=[*AT_COUNTER, TicketState.MISSED, TicketState.BOOKED])
        .select_related("service")
        .order_by("due_at", "number")
    )
    at_work = sorted(
        (t for t in there if t.state in AT_COUNTER), key=lambda t: (t.called_at, t.pk), reverse=True
    )
    return Desk(
        sitting=sitting,
        counter=counter,
        is_mine=officer_pk == person.pk,
        taken_by="" if officer_pk in (None, person.pk) else sitting.officer_name,  # type: ignore[attr-defined]
        current=next((t for t in at_work if t.counter_number == counter), None),
        elsewhere=[t for t in at_work if t.counter_number != counter],
        missed=[t for t in there if t.state == TicketState.MISSED],
        expected=[t for t in there if t.state == TicketState.BOOKED],
        line=waiting_line(sitting),
    )


def services_elsewhere(sitting: Sitting) -> list[tuple[str, str]]:
    """What the other lines of this session serve: ('7-12', 'NIB (Antrean B)'). One query."""
    others = Sitting.objects.filter(session=sitting.session_id, line=OuterRef("line")).exclude(pk=sitting.pk)
    rows = LineService.objects.offered().filter(line__program=sitting.session.program_id)
    rows = rows.annotate(there=Subquery(others.values("pk")[:1])).exclude(there=None)
    found = rows.select_related("line", "service").order_by("line__letter", "service__name")
    return [(f"{row.there}-{row.service_id}", f"{row.service.name} ({row.line})") for row in found]  # type: ignore[attr-defined]


def in_front(sitting: Sitting, counter: int) -> Ticket | None:
    return sitting.tickets.at_counters().filter(counter_number=counter).first()


def waiting_line(sitting: Sitting) -> dict[str, Any]:
    """How many wait, and the list as HTML; made once for each revision of the sitting."""
    key = f"queues:line:{sitting.pk}:{sitting.revision}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        tickets = list(sitting.tickets.waiting().select_related("service"))
        rows = {"tickets": tickets, "zone": sitting.zone, "is_quiet": sitting.line.is_quiet}
        found = {"count": len(tickets), "html": mark_safe(render_to_string("queues/_waiting.html", rows))}  # noqa: S308
        cache.set(key, found, 600)
    return found


@dataclass(frozen=True)
class Sheet:
    """The day's sheet: every number and how it ended, the sums, and who was turned away."""

    tickets: list[Ticket]
    figures: DayFigures
    unmet: list[tuple[str, str, int]]
    still_open: int


def sheet(sitting: Sitting) -> Sheet:
    tickets = list(sitting.tickets.select_related("service", "slot").order_by("number"))
    rows = sitting.unmet.values_list("hour", "reason").annotate(n=Count("pk")).order_by("hour", "reason")
    unmet = [(f"{hour:02d}.00", UnmetReason(reason).label, n) for hour, reason, n in rows]
    return Sheet(tickets, day_figures(sitting), unmet, sum(ticket.is_live for ticket in tickets))
