"""What the pages of a line show, read from the tables: plain values, few queries, nothing written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from balai.programs.models import Session
from balai.queues import desk_readings
from balai.queues.figures import DayFigures, day_figures
from balai.queues.line_rows import waiting_rows
from balai.queues.models import Sitting, Ticket
from balai.queues.rules import arrival
from balai.queues.rules.states import AT_COUNTER, TicketState, UnmetReason
from balai.queues.waiting import Outlook, outlook

TOKEN = "<kunci>"  # noqa: S105 - where each visitor's own key goes; escaped text never reads like this
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
class Piece:
    """The left side of a desk: how many wait, and its HTML. Kept for whoever sits at this counter."""

    count: int
    html: str

    def for_form(self, token: str) -> SafeString:
        """With the key of the one who asks."""
        return mark_safe(self.html.replace(TOKEN, escape(token)))  # noqa: S308 - made by our own template


@dataclass(frozen=True)
class Desk:
    """One officer's desk."""

    sitting: Sitting
    counter: int
    is_mine: bool
    taken_by: str
    current: Ticket | None
    line: Piece


def desk(sitting: Sitting, counter: int, person: Any) -> Desk:
    """The sitting comes from `desk_readings.sitting_at`; asks for the person in front, and for a new line."""
    officer_pk = getattr(sitting, "officer_pk", None)
    return Desk(
        sitting=sitting,
        counter=counter,
        is_mine=officer_pk == person.pk,
        taken_by="" if officer_pk in (None, person.pk) else sitting.officer_name,  # type: ignore[attr-defined]
        current=desk_readings.person_in_front(sitting),
        line=line_piece(sitting, counter),
    )


def line_piece(sitting: Sitting, counter: int) -> Piece:
    """Made once for each revision of the sitting: whatever it shows raises the revision."""
    key = f"queues:piece:{sitting.pk}:{sitting.revision}:{counter}"
    kept: tuple[int, str] | None = cache.get(key)
    if kept is None:
        line = waiting_line(sitting)
        context = {"line": line, "sitting": sitting, "counter": counter, "zone": sitting.zone}
        context |= _beside_the_line(sitting, counter) | {"csrf_token": mark_safe(TOKEN)}  # noqa: S308
        kept = line["count"], render_to_string("queues/_line.html", context)
        cache.set(key, kept, 600)
    return Piece(*kept)


def _beside_the_line(sitting: Sitting, counter: int) -> dict[str, list[Ticket]]:
    there = desk_readings.others(sitting)
    at_work = [t for t in there if t.state in AT_COUNTER and t.counter_number != counter]
    return {
        "elsewhere": sorted(at_work, key=lambda t: (t.called_at, t.pk), reverse=True),
        "missed": [t for t in there if t.state == TicketState.MISSED],
        "expected": [t for t in there if t.state == TicketState.BOOKED],
    }


def waiting_line(sitting: Sitting) -> dict[str, Any]:
    """How many wait, and the list as HTML; made once for each revision, for all counters."""
    key = f"queues:line:{sitting.pk}:{sitting.revision}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        rows = desk_readings.waiting(sitting)
        html = waiting_rows(rows, zone=sitting.zone, is_quiet=sitting.line.is_quiet)
        found = {"count": len(rows), "html": html}
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
