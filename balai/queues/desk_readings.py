"""What every press at a desk asks for: statements compiled once (base/prepared.py)."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from balai.base.prepared import Prepared
from balai.base.prepared_rows import PreparedTuples
from balai.queues.models import CounterShift, LineService, Sitting, Ticket
from balai.queues.rules.states import AT_COUNTER, TicketState

LARGEST = 2**63 - 1  # a key that the database knows
COUNTERS = range(1, 100)


def sitting_at(pk: int, counter: int) -> Sitting | None:
    """With who sits at this counter (`officer_pk`, `officer_name`) and who stands there (`front`)."""
    return SITTING.first(pk=pk, counter=counter) if counter in COUNTERS and pk <= LARGEST else None


def ticket_of(sitting: Sitting, pk: int) -> Ticket | None:
    return TICKET.first(sitting=sitting.pk, pk=pk) if pk <= LARGEST else None


def person_in_front(sitting: Sitting) -> Ticket | None:
    """Of a sitting that was read by `sitting_at`."""
    pk: int | None = getattr(sitting, "front", None)
    return ticket_of(sitting, pk) if pk else None


def offered(sitting: Sitting) -> list[tuple[int, str]]:
    return [(pk, name) for pk, name in OFFERED.rows(line=sitting.line_id)]


def offered_elsewhere(sitting: Sitting) -> list[tuple[str, str]]:
    """What the other lines of this session serve: ('7-12', 'NIB (Antrean B)'). One query."""
    session = sitting.session
    rows = ELSEWHERE.all(sitting=sitting.pk, session=session.pk, program=session.program_id)
    return [(f"{row.there}-{row.service_id}", f"{row.service.name} ({row.line})") for row in rows]  # type: ignore[attr-defined]


def waiting(sitting: Sitting) -> list[tuple[Any, ...]]:
    """pk, letter, number, name of the service, due_at, note, counter, priority."""
    return WAITING.rows(sitting=sitting.pk)


def others(sitting: Sitting) -> list[Ticket]:
    """At the counters, missed, or not here yet."""
    return OTHERS.all(sitting=sitting.pk)


def _sitting(*, pk: int, counter: int) -> QuerySet[Sitting]:
    shift = CounterShift.objects.filter(sitting=OuterRef("pk"), counter_number=counter, closed_at=None)
    front = Ticket.objects.filter(sitting=OuterRef("pk"), counter_number=counter).at_counters()
    return (
        Sitting.objects.with_everything()
        .filter(pk=pk)
        .annotate(
            officer_pk=Subquery(shift.values("officer")[:1]),
            officer_name=Subquery(shift.values("officer__display_name")[:1]),
            front=Subquery(front.values("pk")[:1]),
        )
    )


def _ticket(*, sitting: int, pk: int) -> QuerySet[Ticket]:
    return Ticket.objects.filter(sitting=sitting, pk=pk).select_related("service")


def _offered(*, line: int) -> Any:
    rows = LineService.objects.offered().filter(line=line).order_by("service__name")
    return rows.values_list("service_id", "service__name")


def _elsewhere(*, sitting: int, session: int, program: int) -> QuerySet[LineService]:
    others = Sitting.objects.filter(session=session, line=OuterRef("line")).exclude(pk=sitting)
    rows = LineService.objects.offered().filter(line__program=program)
    rows = rows.annotate(there=Subquery(others.values("pk")[:1])).exclude(there=None)
    return rows.select_related("line", "service").order_by("line__letter", "service__name")


def _waiting(*, sitting: int) -> Any:
    return (
        Ticket.objects.filter(sitting=sitting)
        .waiting()
        .values_list(
            "pk", "letter", "number", "service__name", "due_at", "note", "counter_number", "priority"
        )
    )


def _others(*, sitting: int) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(
        sitting=sitting, state__in=[*AT_COUNTER, TicketState.MISSED, TicketState.BOOKED]
    )
    return rows.select_related("service").order_by("due_at", "number")


SITTING, TICKET, OTHERS = Prepared(_sitting), Prepared(_ticket), Prepared(_others)
ELSEWHERE = Prepared(_elsewhere)
OFFERED, WAITING = PreparedTuples(_offered), PreparedTuples(_waiting)
