"""What every visitor of the booking pages asks for: statements compiled once (base/prepared.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from balai.base import zones
from balai.base.prepared import Prepared
from balai.base.prepared_rows import PreparedTuples
from balai.base.sealing import token_hash
from balai.catalogue.models import Service
from balai.programs.models import Session
from balai.queues.models import LineService, Sitting, Slot, Ticket
from balai.queues.models.ticket import TOKEN_DAYS
from balai.queues.rules import capacity

UNSEEN = ("service__planted", "service__words")  # long, and not on these pages


@dataclass(frozen=True)
class ServiceChoice:
    """A service that one of the day's lines offers."""

    row: LineService
    sitting: Sitting | None

    @property
    def service(self) -> Service:
        return self.row.service

    @property
    def minutes(self) -> int:
        return self.row.units * self.row.line.slot_minutes


@dataclass(frozen=True)
class TimeChoice:
    """One hour to choose from, or why it cannot be chosen."""

    pk: int
    starts_at: datetime
    label: str
    word: str
    is_open: bool


def opening(slug: str, on: date) -> Session | None:
    """Held on this day; else what was planned for it and is held on another."""
    found = HELD_ON.all(slug=slug, on=on) or PLANNED_ON.all(slug=slug, on=on)
    return sorted(found, key=lambda session: not session.is_held)[0] if found else None


def service_choices(session: Session) -> list[ServiceChoice]:
    """In two statements: what the programme's lines serve, and where these lines sit that day."""
    sittings = {sitting.line_id: sitting for sitting in SITTINGS.all(session=session.pk)}
    return [ServiceChoice(row, sittings.get(row.line_id)) for row in services_of(session.program_id)]


def services_of(program: int) -> list[LineService]:
    """What the lines of this programme serve, line by line."""
    return OFFERED.all(program=program)


def services_told(program: int) -> list[tuple[str, str, str]]:
    """The same for who only reads: slug, name and summary, in the order in which they were added."""
    return [(slug, name, summary) for _, slug, name, summary in TOLD.rows(program=program)]


def places_left(days: Mapping[int, date], now: datetime) -> dict[int, tuple[int, int]]:
    """Of each programme on its day: places still to be booked, and those for the door. One query."""
    found: dict[int, tuple[int, int]] = {}
    rows = ROOM.rows(dates=sorted(set(days.values())), programs=sorted(days))
    for program, on, starts_at, ends_at, seats, held, booked, walked in rows:
        if days[program] == on:
            free, kept = found.get(program, (0, 0))
            online = capacity.free_online(seats=seats, held=held, booked=booked, walked=walked)
            here = capacity.free_here(seats=seats, booked=booked, walked=walked)
            left = online if starts_at > now else 0
            found[program] = (free + left, kept + (here - online if ends_at > now else 0))
    return found


def time_choices(sitting: Sitting, units: int, *, now: datetime, zone: str) -> list[TimeChoice]:
    return [_time(slot, units, now, zone) for slot in SLOTS.all(sitting=sitting.pk)]


def _time(slot: Slot, units: int, now: datetime, zone: str) -> TimeChoice:
    places = slot.free // units
    word = "lewat" if slot.starts_at <= now else f"sisa {places}" if places else "penuh"
    is_open = slot.starts_at > now and places > 0
    return TimeChoice(slot.pk, slot.starts_at, zones.clock_time(slot.starts_at, zone), word, is_open)


def slot_of(sitting: int, pk: int) -> Slot | None:
    return SLOT.first(sitting=sitting, pk=pk)


def ticket_by_link(token: str, now: datetime) -> Ticket | None:
    """With everything that its page shows."""
    return TICKET.first(link=token_hash(token), since=now.date() - timedelta(days=TOKEN_DAYS))


def _visible(slug: str) -> QuerySet[Session]:
    return Session.objects.visible().select_related("program__office").filter(program__slug=slug)


def _offered(*, program: int) -> QuerySet[LineService]:
    rows = LineService.objects.offered().filter(line__program=program, line__is_active=True)
    return rows.select_related("line", "service").defer(*UNSEEN).order_by("line__letter", "service__name")


def _ticket(*, link: bytes, since: date) -> QuerySet[Ticket]:
    found = Ticket.objects.filter(token_hash=link, is_revoked=False, on__gte=since)
    return found.with_everything().defer(*UNSEEN)


def _session_on(*, slug: str, on: date) -> QuerySet[Session]:
    return _visible(slug).filter(on=on)


def _session_planned(*, slug: str, on: date) -> QuerySet[Session]:
    return _visible(slug).filter(planned_on=on)


def _sittings(*, session: int) -> QuerySet[Sitting]:
    return Sitting.objects.filter(session=session)


def _slots(*, sitting: int) -> QuerySet[Slot]:
    return Slot.objects.filter(sitting=sitting).order_by("starts_at")


def _told(*, program: int) -> Any:
    rows = LineService.objects.offered().filter(line__program=program, line__is_active=True).order_by("pk")
    return rows.values_list("pk", "service__slug", "service__name", "service__summary")


def _room(*, dates: list[date], programs: list[int]) -> Any:
    rows = Slot.objects.filter(sitting__session__on__in=dates, sitting__session__program__in=programs)
    day = ("sitting__session__program", "sitting__session__on")
    return rows.values_list(*day, "starts_at", "ends_at", "seats", "held", "booked", "walked")


def _slot(*, sitting: int, pk: int) -> QuerySet[Slot]:
    return Slot.objects.filter(sitting=sitting, pk=pk)


HELD_ON, PLANNED_ON = Prepared(_session_on), Prepared(_session_planned)
OFFERED, SITTINGS = Prepared(_offered), Prepared(_sittings)
SLOTS, SLOT, ROOM, TOLD = Prepared(_slots), Prepared(_slot), PreparedTuples(_room), PreparedTuples(_told)
TICKET = Prepared(_ticket)
