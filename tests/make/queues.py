"""A hall with a line: Minggu Senyum Ceria as MSC-1 tells it (three counters, twelve minutes, 9 to 11)."""

from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from balai.catalogue.models import Service
from balai.catalogue.rules import Event, Part
from balai.people.models import Assignment, Person
from balai.people.rules import Role
from balai.places.models import Office, Place
from balai.places.rules import Level, OfficeKind
from balai.programs.models import Program, Session
from balai.queues import actions
from balai.queues.models import Line, LineService, Sitting, Slot, Ticket

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 5, 24, 8, 50, tzinfo=WIB)  # the Sunday of the demo, ten minutes before the doors open
SUNDAY = date(2026, 5, 24)
_serial = count(1)

__all__ = [
    "NOW", "SUNDAY", "WIB", "at_hour", "booked", "counter", "hall", "line", "msc", "officer", "phone",
    "queue_program", "queue_service", "queue_session", "sitting", "slot", "walk_in",
]  # fmt: skip


def at_hour(hour: int, minute: int = 0, second: int = 0, *, on: date = SUNDAY) -> datetime:
    """`at_hour(10, 59)`: that Sunday, in WIB."""
    return datetime.combine(on, time(hour, minute, second), tzinfo=WIB)


def phone(number: int | None = None) -> str:
    """A different one each time; nobody's."""
    return f"0899{(number if number is not None else next(_serial)) + 10_000_000:08d}"


def hall(slug: str = "kec-cikarang-utara") -> Office:
    """An office and the region it stands in."""
    province, _ = Place.objects.get_or_create(
        code="32", defaults={"name": "JAWA BARAT", "level": Level.PROVINCE, "zone": "Asia/Jakarta"}
    )
    found = Office.objects.filter(slug=slug).first()
    return found or Office.objects.create(
        slug=slug, name=f"Kantor {slug}", kind=OfficeKind.DISTRICT, place=province, zone="Asia/Jakarta"
    )


def officer(role: Role = Role.COORDINATOR, *, office: Office | None = None, name: str = "") -> Person:
    """Somebody who holds a role at an office; a coordinator calls and manages."""
    person = Person.objects.create(
        username=name or f"petugas{next(_serial)}", display_name=name or "Petugas loket"
    )
    Assignment.objects.create(
        person=person, role=role, office=office or hall(), starts_at=NOW - timedelta(days=400)
    )
    return person


def queue_service(slug: str = "ktp-el-rusak", name: str = "KTP-el rusak") -> Service:
    defaults = {"name": name, "issuer": "Disdukcapil", "event": Event.values[0], "part": Part.values[0]}
    return Service.objects.get_or_create(slug=slug, defaults=defaults)[0]


def queue_program(slug: str = "minggu-senyum-ceria", *, office: Office | None = None) -> Program:
    defaults = {
        "name": "Minggu Senyum Ceria",
        "office": office or hall(),
        "place_text": "Kantor Kecamatan Cikarang Utara",
        "is_free": True,
        "is_published": True,
        "published_at": NOW - timedelta(days=100),
        "changed_at": NOW - timedelta(days=100),
    }
    return Program.objects.get_or_create(slug=slug, defaults=defaults)[0]


def queue_session(program: Program | None = None, *, on: date = SUNDAY) -> Session:
    program = program or queue_program()
    defaults = {"on": on, "starts_at": at_hour(9, on=on), "ends_at": at_hour(11, on=on)}
    return Session.objects.get_or_create(program=program, planned_on=on, defaults=defaults)[0]


def line(program: Program | None = None, **settings: object) -> Line:
    """KTP takes one unit, KK two."""
    usual: dict[str, object] = {
        "counters": 3, "slot_minutes": 12, "walk_in_units": 6, "walk_in_until": time(10, 30),
    }  # fmt: skip
    row = Line.objects.create(program=program or queue_program(), **(usual | settings))
    units = {"ktp-el-rusak": 1, "kk-baru": min(2, row.counters)}
    for slug, size in units.items():
        LineService.objects.create(line=row, service=queue_service(slug, slug), units=size)
    return row


def sitting(*, on: date = SUNDAY, made_at: datetime | None = None, **settings: object) -> Sitting:
    """Three counters, twelve minutes, 9 to 11, six places kept until half past ten; `settings` of its line."""
    program = queue_program()
    row = Line.objects.filter(program=program).first() or line(program, **settings)
    return actions.ensure_sitting(line=row, session=queue_session(program, on=on), now=made_at or NOW)


msc = sitting


def slot(sitting: Sitting, number: int = 0) -> Slot:
    return sitting.slots.order_by("starts_at")[number]


def booked(sitting: Sitting, number: int = 0, *, now: datetime | None = None, **more: object) -> Ticket:
    """A ticket from home, for the slot of this number."""
    values: dict[str, object] = {
        "slot": slot(sitting, number), "service": queue_service(), "now": now or NOW, "phone": phone(),
    }  # fmt: skip
    return actions.book_ticket(**(values | more))  # type: ignore[arg-type]


def walk_in(sitting: Sitting, by: Person, *, now: datetime | None = None, **more: object) -> Ticket:
    values: dict[str, object] = {"sitting": sitting, "service": queue_service(), "now": now or NOW, "by": by}
    return actions.take_walk_in(**(values | more))  # type: ignore[arg-type]


def counter(sitting: Sitting, by: Person, number: int = 1, *, now: datetime | None = None) -> int:
    """An open counter, by its number."""
    actions.open_counter(sitting=sitting, counter=number, by=by, now=now or NOW)
    return number
