"""What an officer does with a number at the counter."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F, Q, QuerySet, Subquery

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, require
from balai.base.prepared import Prepared
from balai.base.prepared_rows import update
from balai.base.together import together
from balai.queues.actions.booking import require_held
from balai.queues.actions.gate import deed, show_call, show_change
from balai.queues.actions.moves import Hand, take_in_hand
from balai.queues.models import CounterShift, Sitting, Ticket
from balai.queues.next_day import following_words
from balai.queues.rules import arrival, order, refusals
from balai.queues.rules.states import HERE, Priority, SittingState, TicketState, require_move

CALL = Permission.QUEUE_CALL


@deed
def check_in(*, ticket: Ticket, now: datetime, by: object) -> Ticket:
    """The holder is here. Scanned or typed twice: the same, nothing changes."""
    hand = take_in_hand(ticket, by=by, now=now, permission=CALL)
    ticket, sitting = hand.ticket, hand.sitting
    if ticket.state in HERE or ticket.state == TicketState.SERVED:
        return ticket
    require_move(ticket.state, TicketState.WAITING)
    _require_in_time(hand)
    due_at = arrival.due_on_arrival(
        slot_starts_at=ticket.slot.starts_at if ticket.slot else None,
        now=now,
        grace=timedelta(minutes=sitting.line.grace_minutes),
    )
    return hand.move(
        TicketState.WAITING, "queue.checked_in", due_at=due_at, checked_in_at=now, ended_at=None,
        counter_number=None,
    )  # fmt: skip


def _require_in_time(hand: Hand) -> None:
    session, sitting, now = hand.sitting.session, hand.sitting, hand.now
    if sitting.state == SittingState.CLOSED or arrival.is_over(ends_at=session.ends_at, now=now):
        following = following_words(session.program_id, max(now, session.ends_at))
        raise refusals.too_late(zones.hour(session.ends_at, sitting.zone), following)
    if zones.local_day(now, sitting.zone) != session.on:
        raise refusals.wrong_day(zones.day(session.on))
    if not session.is_held:
        require_held(sitting, now)


@deed
def call_next(*, sitting: Sitting, counter: int, by: object, now: datetime) -> Ticket | None:
    """Call the next number to this counter; None when nobody waits."""
    require(by, CALL, at=sitting.office)
    last_was_priority = show_call(sitting, counter, getattr(by, "pk", None))  # holds it: one call at a time
    if last_was_priority is None:
        raise _why_silent(sitting, counter, by)
    sitting.last_call_was_priority = last_was_priority
    ticket = _choose(sitting, counter, now)
    return _call(Hand(sitting, ticket, now, by), counter) if ticket else None


def _why_silent(sitting: Sitting, counter: int, by: object) -> RuleBroken:
    try:
        _require_calling(Sitting.objects.get(pk=sitting.pk), counter, by)
    except RuleBroken as broken:
        return broken
    return refusals.counter_closed(counter)


def _choose(sitting: Sitting, counter: int, now: datetime) -> Ticket | None:
    heads = first_in_each_lane(sitting, counter)
    own = next((ticket for ticket in heads if ticket.counter_number == counter), None)
    if own:  # sent here by another counter: has queued already
        return own
    lanes = {t.is_priority: order.Waiting(t.pk, t.number, t.due_at, t.is_priority) for t in heads}
    chosen = order.next_ticket(
        ordinary=lanes.get(False),
        priority=lanes.get(True),
        last_was_priority=sitting.last_call_was_priority,
        longest=order.patience(
            _waits_today(sitting) if len(lanes) == 2 else []
        ),  # else nobody is passed over
        now=now,
    )
    return next((ticket for ticket in heads if chosen and ticket.pk == chosen.pk), None)


def first_in_each_lane(sitting: Sitting, counter: int) -> list[Ticket]:
    """At most three rows: sent to this counter, first with priority, first without. One statement."""
    return HEADS.all(sitting=sitting.pk, counter=counter)


def _heads(*, sitting: int, counter: int) -> QuerySet[Ticket]:
    waiting = Ticket.objects.filter(sitting=sitting).waiting()
    anywhere = waiting.filter(counter_number=None)
    lanes = (
        waiting.filter(counter_number=counter),
        anywhere.filter(priority=Priority.NONE),
        anywhere.exclude(priority=Priority.NONE),
    )
    wanted = Q()
    for lane in lanes:
        wanted |= Q(pk=Subquery(lane.values("pk")[:1]))
    return Ticket.objects.filter(wanted)


HEADS = Prepared(_heads)
MEDIAN = f"""
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY GREATEST(called_at - due_at, interval '0'))
    FROM {Ticket._meta.db_table} WHERE sitting_id = %s AND called_at IS NOT NULL
"""  # noqa: S608 - a table name of our own


def _waits_today(sitting: Sitting) -> list[timedelta]:
    """Of all who were called; PostgreSQL gives their median alone, which is the same to the rule."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(MEDIAN, [sitting.pk])
            (middle,) = cursor.fetchone()
        return [] if middle is None else [middle]
    called = Ticket.objects.filter(sitting=sitting.pk, called_at__isnull=False)
    return list(called.annotate(wait=F("called_at") - F("due_at")).values_list("wait", flat=True))


def _require_calling(sitting: Sitting, counter: int, by: object) -> None:
    if sitting.state == SittingState.CLOSED:
        raise refusals.sitting_closed()
    if sitting.state == SittingState.PAUSED:
        raise refusals.sitting_paused()
    officer = getattr(by, "pk", None)
    open_here = CounterShift.objects.filter(
        sitting=sitting.pk, counter_number=counter, closed_at=None, officer=officer
    )
    if not open_here.exists():
        raise refusals.counter_closed(counter)


def _call(hand: Hand, counter: int) -> Ticket:
    """The sitting is held and shown already: write the ticket and, when it turns, whose turn it was."""
    ticket, sitting, now = hand.ticket, hand.sitting, hand.now
    require_move(ticket.state, TicketState.CALLED)
    ticket.state, ticket.called_at, ticket.counter_number = TicketState.CALLED, now, counter
    ticket.officer_id = hand.by.pk  # type: ignore[attr-defined]
    ticket.called_times += 1
    ticket.undo = hand._remembered()
    ticket.sitting = sitting
    with together():
        update(ticket, "state", "called_at", "counter_number", "officer", "called_times", "undo")
        if sitting.last_call_was_priority != ticket.is_priority:
            sitting.last_call_was_priority = ticket.is_priority
            update(sitting, "last_call_was_priority")
        record("queue.ticket_called", ticket, by=hand.by, office=sitting.office, now=now, counter=counter)
    return ticket


@deed
def call_ticket(*, ticket: Ticket, counter: int, by: object, now: datetime) -> Ticket:
    """This number out of turn; the record shows that it was."""
    hand = take_in_hand(ticket, by=by, now=now, permission=CALL)
    _require_calling(hand.sitting, counter, by)
    if hand.ticket.state != TicketState.WAITING:
        require_move(hand.ticket.state, TicketState.CALLED)
        raise RuleBroken("queue.move", f"Nomor {hand.ticket.label} sedang dipanggil.")
    called = _call(hand, counter)
    record("queue.called_out_of_turn", called, by=by, office=hand.sitting.office, now=now, counter=counter)
    show_change(hand.sitting)
    return called


@deed
def call_again(*, ticket: Ticket, by: object, now: datetime) -> Ticket:
    """Say the number once more."""
    hand = take_in_hand(ticket, by=by, now=now, permission=CALL)
    if hand.ticket.state != TicketState.CALLED:
        require_move(hand.ticket.state, TicketState.CALLED)
        raise RuleBroken("queue.move", f"Nomor {hand.ticket.label} belum dipanggil.")
    times = hand.ticket.called_times + 1
    return hand.move(TicketState.CALLED, "queue.called_again", called_at=now, called_times=times)


@deed
def start_serving(*, ticket: Ticket, by: object, now: datetime) -> Ticket:
    """The holder stands at the counter."""
    hand = take_in_hand(ticket, by=by, now=now, permission=CALL)
    return hand.move(TicketState.SERVING, "queue.serving", serving_at=now)


@deed
def serve(*, ticket: Ticket, by: object, now: datetime) -> Ticket:
    """Done."""
    hand = take_in_hand(ticket, by=by, now=now, permission=CALL)
    since = hand.ticket.serving_at or hand.ticket.called_at
    return hand.move(TicketState.SERVED, "queue.served", serving_at=since, ended_at=now)


@deed
def miss(*, ticket: Ticket, by: object, now: datetime) -> Ticket:
    """Called, and nobody came."""
    hand = take_in_hand(ticket, by=by, now=now, permission=CALL)
    return hand.move(TicketState.MISSED, "queue.missed", ended_at=now)


@deed
def put_back(*, ticket: Ticket, by: object, now: datetime) -> Ticket:
    """Back into the line: a called one keeps its place, one who missed the call comes by arrival."""
    hand = take_in_hand(ticket, by=by, now=now, permission=CALL)
    if hand.ticket.state == TicketState.BOOKED:
        raise RuleBroken("queue.move", "Pemilik nomor ini belum lapor datang.")
    due_at = now if hand.ticket.state == TicketState.MISSED else hand.ticket.due_at
    return hand.move(
        TicketState.WAITING, "queue.put_back",
        due_at=due_at, checked_in_at=hand.ticket.checked_in_at or now, ended_at=None, serving_at=None,
        counter_number=None, officer=None,
    )  # fmt: skip


@deed
def note(*, ticket: Ticket, text: str, by: object, now: datetime) -> Ticket:
    """A word for the next counter; erased with the identity."""
    hand = take_in_hand(ticket, by=by, now=now, permission=CALL)
    return hand.change("queue.noted", note=text.strip()[:300])
