"""The line for other programs: openings, hours, booking, one's own ticket. The same actions in other clothes.

No cookies and no accounts: what opens a ticket is its token. A refusal is always 409 with a code that stays.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control, cache_page
from ninja import Field, Query, Router, Status
from ninja.decorators import decorate_view
from pydantic import BaseModel

from balai.base import clock, zones
from balai.base.audience import public
from balai.base.errors import RuleBroken
from balai.base.links import link_of
from balai.base.locks import patiently
from balai.base.prepared import Prepared
from balai.catalogue.models import Service
from balai.engine.api import RepeatKey, answered_once
from balai.people.clients import address_of
from balai.programs.calendar import openings as openings_between
from balai.programs.models import Program, Session
from balai.queues import actions
from balai.queues.models import LineService, Sitting, Slot, Ticket
from balai.queues.rules.fairness import Visitor
from balai.queues.rules.states import Priority, Source

router = Router()
KEEP_SECONDS = 5  # free places shown may be this old; the booking itself decides
LONGEST = timedelta(days=366)
Slug = Annotated[str, Field(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
fresh = decorate_view(cache_page(KEEP_SECONDS))
never_kept = decorate_view(cache_control(private=True, no_store=True))


class Refusal(BaseModel):
    """`code` is for machines and never changes; `message` is Indonesian, for people."""

    code: str
    message: str


class Page(BaseModel):
    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=100_000)


class ServiceOut(BaseModel):
    slug: str
    name: str
    summary: str


class ServicesOut(BaseModel):
    count: int
    items: list[ServiceOut]


class ProgramOut(BaseModel):
    slug: str
    name: str
    tagline: str
    office: str
    zone: str
    is_free: bool


class ProgramsOut(BaseModel):
    count: int
    items: list[ProgramOut]


class OpeningOut(BaseModel):
    on: date
    starts_at: datetime
    ends_at: datetime
    place: str


class SlotOut(BaseModel):
    id: int
    starts_at: datetime
    ends_at: datetime
    free: int = Field(description="units that may be booked from home")


class OfferedOut(BaseModel):
    service: str
    units: int


class LineOut(BaseModel):
    letter: str
    state: str
    services: list[OfferedOut]
    slots: list[SlotOut]


class SessionOut(BaseModel):
    program: str
    on: date
    starts_at: datetime
    ends_at: datetime
    place: str
    state: str
    reason: str
    lines: list[LineOut]


class BookIn(BaseModel):
    slot: int = Field(ge=1, le=2**63 - 1)
    service: Slug
    phone: str = Field("", max_length=30, description="one live ticket a phone, service and day")
    name: str = Field("", max_length=80)
    email: str = Field("", max_length=120)
    priority: Priority = Priority.NONE


class FindIn(BaseModel):
    code: str = Field(max_length=20)
    phone: str = Field(max_length=30)


class TicketOut(BaseModel):
    token: str
    link: str
    number: str
    code: str
    service: str
    program: str
    on: date
    due_at: datetime
    state: str
    counter: int | None


REFUSED = {409: Refusal}
UNREADABLE = {400: Refusal, 422: Refusal, 503: Refusal}
NOT_THERE = {404: Refusal}


@router.get("/services", response={200: ServicesOut, **UNREADABLE}, tags=["read"])
@fresh
@public
def services(request: HttpRequest, page: Query[Page]) -> dict[str, Any]:
    """What people can ask for."""
    rows = Service.objects.active().order_by("name", "pk")
    found = rows[page.offset : page.offset + page.limit]
    return {
        "count": rows.count(),
        "items": [{"slug": s.slug, "name": s.name, "summary": s.summary} for s in found],
    }


@router.get("/programs", response={200: ProgramsOut, **UNREADABLE}, tags=["read"])
@fresh
@public
def programs(request: HttpRequest, page: Query[Page]) -> dict[str, Any]:
    """Published programmes."""
    rows = Program.objects.published().select_related("office").order_by("slug")
    found = rows[page.offset : page.offset + page.limit]
    return {"count": rows.count(), "items": [_program(program) for program in found]}


@router.get(
    "/programs/{slug}/openings",
    response={200: list[OpeningOut], **UNREADABLE, **NOT_THERE, **REFUSED},
    tags=["read"],
)
@fresh
@public
def openings(
    request: HttpRequest, slug: Slug, first: date | None = None, last: date | None = None
) -> list[dict[str, Any]]:
    """Every opening from the first to the last day, a year at most; from today for eight weeks if unsaid."""
    program = get_object_or_404(Program.objects.published().with_series(), slug=slug)
    first = first or zones.local_day(clock.now(), program.zone)
    is_sane = 2000 <= first.year <= 2100
    last = last or (first + timedelta(weeks=8) if is_sane else first)
    if not is_sane or not timedelta(0) <= last - first <= LONGEST:
        raise RuleBroken("openings.range", "Pilih jangka waktu paling lama satu tahun.")
    days = openings_between(program, first, last)
    return [{"on": d.on, "starts_at": d.starts_at, "ends_at": d.ends_at, "place": d.place} for d in days]


@router.get(
    "/programs/{slug}/sessions/{on}", response={200: SessionOut, **UNREADABLE, **NOT_THERE}, tags=["read"]
)
@fresh
@public
def session(request: HttpRequest, slug: Slug, on: date) -> dict[str, Any]:
    """One day of a programme: its lines, what they serve, and the hours with their free places."""
    row = Session.objects.visible().filter(program__slug=slug, on=on).order_by("state").first()
    if row is None:
        raise Http404
    sittings = Sitting.objects.filter(session=row).select_related("line").prefetch_related("slots")
    return _session(row, slug, list(sittings.order_by("line__letter")))


@router.post("/tickets", response={201: TicketOut, **UNREADABLE, **NOT_THERE, **REFUSED}, tags=["tickets"])
@never_kept
@public
def book(
    request: HttpRequest,
    body: BookIn,
    key: RepeatKey = "",
) -> Status[dict[str, Any]]:
    """Book a place. With an Idempotency-Key the repeat, also a parallel one, gets the first answer.

    The key opens that answer, so it is one that nobody guesses: a random UUID, for example.
    """
    now, visitor = clock.now(), Visitor(address_of(request))
    if not key:
        return Status(201, _ticket(patiently(_book, body, visitor, now)))
    made: list[Ticket] = []

    def do() -> str:
        made[:] = [_book(body, visitor, now)]
        return made[0].token

    token = answered_once(key, body, purpose="api.book", now=now, do=do)
    return Status(201, _ticket(made[0] if made and made[0].token == token else _by_token(token)))


@router.post(
    "/tickets/find", response={200: TicketOut, 429: Refusal, **UNREADABLE, **REFUSED}, tags=["tickets"]
)
@never_kept
@public
def find(request: HttpRequest, body: FindIn) -> dict[str, Any]:
    """By the code on the ticket and the phone that booked it, together. Tries are limited."""
    client = Visitor(address_of(request)).network
    found = patiently(actions.find_ticket, code=body.code, phone=body.phone, client=client, now=clock.now())
    return _ticket(_by_token(found.token))


@router.get("/tickets/{token}", response={200: TicketOut, **UNREADABLE, **NOT_THERE}, tags=["tickets"])
@never_kept
@public
def ticket(request: HttpRequest, token: Token) -> dict[str, Any]:
    """One's own ticket."""
    return _ticket(_by_token(token))


@router.post(
    "/tickets/{token}/cancel",
    response={200: TicketOut, **UNREADABLE, **NOT_THERE, **REFUSED},
    tags=["tickets"],
)
@never_kept
@public
def cancel(request: HttpRequest, token: Token) -> dict[str, Any]:
    """Give the place back; it is free at once. Asked twice: the same answer."""
    row = _by_token(token)
    patiently(actions.cancel, ticket=row, now=clock.now())
    return _ticket(_by_token(token))


SERVICE = Prepared[Service](lambda *, slug: Service.objects.filter(slug=slug))


def _book(body: BookIn, visitor: Visitor, now: datetime) -> Ticket:
    service = SERVICE.first(slug=body.service)
    if service is None:
        raise Http404
    return actions.book_ticket(
        slot=body.slot, service=service, now=now, phone=body.phone, name=body.name, email=body.email,
        priority=body.priority, source=Source.API, visitor=visitor,
    )  # fmt: skip


def _by_token(token: str) -> Ticket:
    return get_object_or_404(Ticket.objects.by_token(token).with_everything())


def _program(program: Program) -> dict[str, Any]:
    return {
        "slug": program.slug,
        "name": program.name,
        "tagline": program.tagline,
        "office": program.office.slug,
        "zone": program.office.zone,
        "is_free": program.is_free,
    }


def _session(row: Session, slug: str, sittings: list[Sitting]) -> dict[str, Any]:
    offered = (
        LineService.objects.offered().filter(line__in=[s.line_id for s in sittings]).select_related("service")
    )
    by_line: dict[int, list[LineService]] = {}
    for line_service in offered.order_by("service__slug"):
        by_line.setdefault(line_service.line_id, []).append(line_service)
    return {
        "program": slug,
        "on": row.on,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "place": row.place_text,
        "state": row.state,
        "reason": row.reason,
        "lines": [_line(sitting, by_line.get(sitting.line_id, [])) for sitting in sittings],
    }


def _line(sitting: Sitting, offered: list[LineService]) -> dict[str, Any]:
    slots = sorted(sitting.slots.all(), key=lambda slot: slot.starts_at)
    return {
        "letter": sitting.line.letter,
        "state": sitting.state,
        "services": [{"service": row.service.slug, "units": row.units} for row in offered],
        "slots": [_slot(slot) for slot in slots],
    }


def _slot(slot: Slot) -> dict[str, Any]:
    return {"id": slot.pk, "starts_at": slot.starts_at, "ends_at": slot.ends_at, "free": slot.free}


def _ticket(row: Ticket) -> dict[str, Any]:
    token = row.token
    return {
        "token": token,
        "link": link_of("queues:ticket", token),
        "number": row.label,
        "code": row.code,
        "service": row.service.slug,
        "program": row.sitting.session.program.slug,
        "on": row.on,
        "due_at": row.due_at,
        "state": row.state,
        "counter": row.counter_number,
    }
