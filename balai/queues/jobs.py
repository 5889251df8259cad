"""Work of the lines that nobody clicks for. Each finds its own work and is harmless when run twice."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast

from balai.base import zones
from balai.base.jobs import Job
from balai.notices.models import Notice
from balai.programs.actions import session_for
from balai.programs.calendar import openings
from balai.programs.jobs import NEAR_DAYS
from balai.programs.models import Program, Session
from balai.programs.models.session import HELD
from balai.queues.actions.closing import close_sitting
from balai.queues.actions.following import follow_session
from balai.queues.actions.opening import ensure_sitting, release_walk_ins
from balai.queues.actions.telling import tell
from balai.queues.actions.waiting import lapse_offers, offer_open_places
from balai.queues.models import Line, Sitting, Ticket, Wait
from balai.queues.models.ticket import TicketQuerySet
from balai.queues.rules.arrival import release_at
from balai.queues.rules.states import KEEP, SittingState, TicketState, WaitState

REMIND_BEFORE = timedelta(hours=24)
NEARLY = 2  # so many numbers to go
FORGOTTEN = timedelta(hours=3)  # after the end: the officers may serve long past closing time


def make_sittings(now: datetime) -> int:
    """For every near session of a programme with a line."""
    made = 0
    for line in Line.objects.filter(is_active=True, program__is_published=True).select_related(
        "program__office"
    ):
        _make_far_sessions(line, now)
        for session in _without_sitting(line, now):
            ensure_sitting(line=line, session=session, now=now)
            made += 1
    return made


def _make_far_sessions(line: Line, now: datetime) -> None:
    """Where booking opens earlier than the programmes' own job looks ahead, these days become rows too."""
    if line.opens_days_before < NEAR_DAYS:
        return
    program = Program.objects.with_series().get(pk=line.program_id)
    today = zones.local_day(now, program.zone)
    there = set(program.sessions.filter(planned_on__gte=today).values_list("planned_on", flat=True))
    for day in openings(program, today, today + timedelta(days=line.opens_days_before + 1)):
        if day.planned_on not in there:
            session_for(program, day.on, now=now)


def _without_sitting(line: Line, now: datetime) -> QuerySet[Session]:
    last = zones.local_day(now, line.program.office.zone) + timedelta(days=line.opens_days_before + 1)
    there = Sitting.objects.filter(line=line, session=OuterRef("pk"))
    near = Session.objects.not_over(now).filter(program=line.program, on__lte=last, state__in=HELD)
    return near.filter(~Exists(there)).select_related("program__office")


def follow_sessions(now: datetime) -> int:
    """Moved and cancelled sessions: everyone who booked is told, once."""
    behind = Sitting.objects.exclude(state=SittingState.CLOSED).exclude(
        session_revision=F("session__revision")
    )
    return sum(follow_session(sitting=sitting, now=now) for sitting in behind)


def release(now: datetime) -> int:
    """Places kept for walk-ins, when their hour is over; then whoever waits is asked first."""
    kept = Sitting.objects.with_everything().filter(
        walk_in_released=False, state=SittingState.OPEN, starts_at__lt=now + timedelta(days=1)
    )
    due = [sitting for sitting in kept if _is_due(sitting, now)]
    for sitting in due:
        release_walk_ins(sitting=sitting, now=now)
    return len(due)


def _is_due(sitting: Sitting, now: datetime) -> bool:
    at = release_at(on=sitting.session.on, until=sitting.line.walk_in_until, zone=sitting.zone)
    return at is not None and now >= at


def offers(now: datetime) -> int:
    """Unanswered offers lapse; free places go to the next in order."""
    lapsed = lapse_offers(now=now)
    waiting = Wait.objects.filter(state=WaitState.WAITING, sitting__state=SittingState.OPEN)
    for pk in list(waiting.values_list("sitting", flat=True).distinct()):
        lapsed += offer_open_places(sitting=Sitting(pk=pk), now=now)
    return lapsed


def remind(now: datetime) -> int:
    """A day before, whoever booked earlier than that."""
    soon = Ticket.objects.filter(
        state=TicketState.BOOKED,
        sitting__starts_at__range=(now, now + REMIND_BEFORE),
        sitting__state=SittingState.OPEN,
        sitting__session_revision=F("sitting__session__revision"),
        taken_at__lt=F("sitting__starts_at") - REMIND_BEFORE,
        holder__isnull=False,
    )
    return _tell_each("reminder", soon, now)


def nearly(now: datetime) -> int:
    """Two numbers to go: in sittings that run, the first few who wait."""
    running = Sitting.objects.filter(state=SittingState.OPEN, starts_at__lte=now, ends_at__gt=now - FORGOTTEN)
    told = 0
    for sitting in running:
        first = list(sitting.tickets.waiting().values_list("pk", flat=True)[: NEARLY + 1])
        coming = Ticket.objects.filter(pk__in=first, holder__isnull=False)
        told += _tell_each("nearly", coming, now, is_awaited=True)
    return told


def _tell_each(kind: str, tickets: TicketQuerySet, now: datetime, *, is_awaited: bool = False) -> int:
    there = Notice.objects.filter(
        kind=f"queues.{kind}", about_type="queues.ticket", about_id=Cast(OuterRef("pk"), CharField())
    )
    untold = tickets.filter(~Exists(there)).with_everything().select_related("holder")
    return sum(tell(kind, ticket, now, is_awaited=is_awaited) for ticket in untold.order_by("pk")[:500])


def close_forgotten(now: datetime) -> int:
    """At night, what nobody closed."""
    forgotten = Sitting.objects.exclude(state=SittingState.CLOSED).filter(ends_at__lt=now - FORGOTTEN)
    for sitting in list(forgotten):
        close_sitting(sitting=sitting, by=None, now=now)
    return len(forgotten)


def forget(now: datetime) -> int:
    """Notes and phone marks of tickets whose time of keeping is over (the identity itself: people's job)."""
    old = Ticket.objects.filter(on__lt=(now - KEEP).date())
    kept = old.exclude(note="", phone_hash__isnull=True, undo__isnull=True)
    waits = Wait.objects.filter(sitting__session__on__lt=(now - KEEP).date(), phone_hash__isnull=False)
    return kept.update(note="", phone_hash=None, undo=None) + waits.update(phone_hash=None)


JOBS = [
    Job("queues.make_sittings", timedelta(minutes=10), make_sittings),
    Job("queues.follow_sessions", timedelta(seconds=15), follow_sessions),
    Job("queues.release", timedelta(minutes=1), release),
    Job("queues.offers", timedelta(seconds=30), offers),
    Job("queues.remind", timedelta(minutes=10), remind),
    Job("queues.nearly", timedelta(seconds=15), nearly),
    Job("queues.close_forgotten", timedelta(hours=1), close_forgotten),
    Job("queues.forget", timedelta(hours=6), forget),
]
