"""A line as MSC-1 tells it: three counters, twelve minutes, Sunday 9 to 11, six places for walk-ins."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from balai.catalogue.models import Service
from balai.people.models import Person
from balai.people.rules import Role
from balai.programs.models import Program
from balai.queues import actions
from balai.queues.models import Line, Sitting, Slot, Ticket
from tests import make
from tests.make.again import again
from tests.make.moment import NOW
from tests.make.programs import SUNDAY

WIB = ZoneInfo("Asia/Jakarta")
_serial = count(1)

__all__ = [
    "at_hour",
    "booked",
    "line",
    "open_desk",
    "phone",
    "queue_officer",
    "served",
    "sitting",
    "slot",
    "the_service",
    "walk_in",
]  # fmt: skip


def at_hour(hour: int, minute: int = 0, second: int = 0, *, on: date = SUNDAY) -> datetime:
    """`at_hour(10, 59)`: that Sunday, in WIB."""
    return datetime.combine(on, time(hour, minute, second), tzinfo=WIB)


def phone(number: int | None = None) -> str:
    """A different one each time; nobody's."""
    return f"0899{(number if number is not None else next(_serial)) + 10_000_000:08d}"


def the_service(slug: str = "ktp-el-rusak") -> Service:
    return Service.objects.filter(slug=slug).first() or make.service(slug.replace("-", " "), slug=slug)


@again
def line(program: Program | None = None, *, units: dict[str, int] | None = None, **settings: Any) -> Line:
    """KTP takes one unit, KK two."""
    from balai.programs.planting import Planter
    from balai.queues.actions.setting import set_line

    usual: dict[str, Any] = {
        "counters": 3,
        "slot_minutes": 12,
        "walk_in_units": 6,
        "walk_in_until": time(10, 30),
    } | settings
    units = units or {"ktp-el-rusak": 1, "kk-baru": min(2, usual["counters"])}
    for slug in units:
        the_service(slug)
    letter = usual.pop("letter", "A")
    program = program or make.program()
    return set_line(program=program, letter=letter, services=units, by=Planter(), now=NOW, **usual)


@again
def sitting(*, on: date = SUNDAY, line: Line | None = None, now: datetime = NOW, **settings: Any) -> Sitting:
    """Thirty places, of which six are kept until half past ten; `settings` are the line's."""
    row = line or make.line(**settings)
    return actions.ensure_sitting(line=row, session=make.session(program=row.program, on=on), now=now)


def queue_officer(sitting: Sitting, role: Role = Role.COORDINATOR) -> Person:
    """Somebody who calls and manages where this sitting is."""
    return make.officer(role, sitting.office)


def open_desk(sitting: Sitting, number: int = 1, *, by: Person | None = None, now: datetime = NOW) -> Person:
    """An open counter; its officer."""
    by = by or queue_officer(sitting)
    actions.open_counter(sitting=sitting, counter=number, by=by, now=now)
    return by


def slot(sitting: Sitting, number: int = 0) -> Slot:
    return sitting.slots.order_by("starts_at")[number]


def booked(sitting: Sitting, number: int = 0, *, now: datetime | None = None, **more: object) -> Ticket:
    """A ticket from home, for the slot of this number."""
    values: dict[str, object] = {
        "slot": slot(sitting, number), "service": the_service(), "now": now or NOW, "phone": phone(),
    }  # fmt: skip
    return actions.book_ticket(**(values | more))  # type: ignore[arg-type]


def walk_in(sitting: Sitting, by: Person, *, now: datetime | None = None, **more: object) -> Ticket:
    values: dict[str, object] = {"sitting": sitting, "service": the_service(), "now": now or NOW, "by": by}
    return actions.take_walk_in(**(values | more))  # type: ignore[arg-type]


def served(sitting: Sitting, by: Person, *, at: datetime, minutes: float = 12) -> Ticket:
    """A walk-in who came, was called at once, and was served for so long; `by` stands at counter 1."""
    ticket = walk_in(sitting, by, now=at)
    actions.call_ticket(ticket=ticket, counter=1, by=by, now=at)
    return actions.serve(ticket=ticket, by=by, now=at + timedelta(minutes=minutes))
