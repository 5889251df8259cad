"""What the measurements need in the database, made by the same actions as in life."""

import hashlib
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from balai.base import clock, zones
from balai.base.sealing import new_nonce, new_ring, token_for, token_hash, write_ring
from balai.catalogue.models import Service
from balai.people.middleware import PROVED, SEEN, SINCE
from balai.people.models import Person
from balai.people.rules import Role
from balai.places.models import Office
from balai.programs import actions as programs
from balai.programs.calendar import next_opening
from balai.programs.models import Program, Session
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays
from balai.queues import actions
from balai.queues.models import CounterShift, Line, Sitting, Slot, Ticket
from balai.queues.rules.states import Source, TicketState
from balai.site.fresh import make_tables
from balai.site.planting import plant_all
from tests import make

SERVICE = "ktp-el-rusak"
ROOM = 30_000  # seats of a slot that nobody can fill in a run
SHOWN = "minggu-senyum-ceria"


def prepare() -> str:
    """Migrated, planted, one real programme on show, tables of the bare endpoint."""
    keys = Path(settings.BALAI_KEYS)
    if not keys.exists():
        write_ring(keys, new_ring())
    make_tables()
    list(plant_all(settings.BASE_DIR / "seeds", now=clock.now()))
    programs.publish(program=Program.objects.get(slug=SHOWN), by=Planter(), now=clock.now())
    with connection.cursor() as cursor:
        serial = "bigserial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(
            f"CREATE TABLE bench_ticket (id {serial} PRIMARY KEY, slot_id bigint NOT NULL, service_id bigint "
            "NOT NULL, token varchar(32) NOT NULL UNIQUE, taken_at varchar(40) NOT NULL)"
        )
        if connection.vendor == "postgresql":
            cursor.execute("CREATE SEQUENCE bench_number START 1000000")
    return "ready"


def today() -> date:
    return zones.local_day(clock.now(), "Asia/Jakarta")


def open_program(**line: Any) -> Any:
    """A programme that is open all day, every day; its line."""
    rule = make.terms(
        weekdays=frozenset(range(7)), opens=time(0), closes=time(23, 59), on_holidays=OnHolidays.OPEN
    )
    office = Office.objects.get(slug="kec-cikarang-utara")
    slug = f"buka-{Program.objects.count()}"
    program = make.program(office=office, slug=slug, name=slug.replace("-", " ").title(), rule=rule)
    return make.line(program, units={SERVICE: 1}, walk_in_units=0, walk_in_until=None, **line)


def place(line: Any, on: date) -> Sitting:
    session = programs.session_for(line.program, on, now=clock.now())
    return actions.ensure_sitting(line=line, session=session, now=clock.now())


def places(*, sittings: int = 1) -> dict[str, Any]:
    """Rooms to book in: each sitting has one slot that counts; with 1,000 sittings there are 1,000 queues."""
    slots: list[int] = []
    paths: list[str] = []
    with transaction.atomic():
        while len(slots) < sittings:
            line = open_program(slot_minutes=120, opens_days_before=365)
            for day in range(1, min(50, sittings - len(slots)) + 1):
                row = place(line, today() + timedelta(days=day))
                slots.append(row.slots.order_by("starts_at").values_list("pk", flat=True)[6])
                paths.append(f"/antrean/{line.program.slug}/{row.session.on}/")
    Slot.objects.update(seats=ROOM)
    service = Service.objects.get(slug=SERVICE)
    return {"slots": slots, "paths": paths, "service": SERVICE, "service_id": service.pk}


def desks(*, counters: int = 20, waiting: int = 200, sittings: int = 1) -> dict[str, Any]:
    """Today's sittings with open counters, signed-in officers, and people who wait."""
    line = open_program(counters=counters, slot_minutes=120)
    lines = [line, *(open_program(counters=counters, slot_minutes=120) for _ in range(sittings - 1))]
    rows = [place(each, today()) for each in lines]
    office = line.program.office
    officers = [
        make.officer(Role.FRONT_DESK, office, name=f"{line.program.slug}.{n}") for n in range(1, counters + 1)
    ]
    for row in rows:
        shifts = [
            CounterShift(sitting=row, counter_number=n, officer=officer, opened_at=clock.now())
            for n, officer in enumerate(officers, 1)
        ]
        CounterShift.objects.bulk_create(shifts)
        queue(row, waiting)
    return {"sittings": [row.pk for row in rows], "cookies": [signed_in(officer) for officer in officers]}


def queue(row: Sitting, waiting: int) -> None:
    service, now = Service.objects.get(slug=SERVICE), clock.now() - timedelta(hours=1)
    tickets = []
    for number in range(row.next_number, row.next_number + waiting):
        nonce = new_nonce()
        tickets.append(
            Ticket(
                sitting=row, letter="A", number=number, service=service, source=Source.WALK_IN, on=today(),
                nonce=nonce, token_hash=token_hash(token_for(nonce, "ticket")), state=TicketState.WAITING,
                due_at=now + timedelta(seconds=number), taken_at=now, checked_in_at=now,
            )
        )  # fmt: skip
    Ticket.objects.bulk_create(tickets, batch_size=500)
    Sitting.objects.filter(pk=row.pk).update(next_number=row.next_number + waiting)


def signed_in(officer: Person) -> str:
    """The key of a session with both factors proved: what the cookie would hold."""
    store, now = SessionStore(), int(clock.real_now().timestamp())
    store.update(
        {
            "_auth_user_id": str(officer.pk),
            "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
            "_auth_user_hash": officer.get_session_auth_hash(),
            PROVED: True,
            SINCE: now,
            SEEN: now,
        }
    )
    store.create()
    return str(store.session_key)


def clear_counters() -> int:
    """Whoever stands at a counter is done; so the next call is the only thing that is timed."""
    now = clock.now()
    found = Ticket.objects.filter(state=TicketState.CALLED)
    return found.update(state=TicketState.SERVED, serving_at=now, ended_at=now)


def addresses() -> dict[str, str]:
    """Public pages that a visitor opens, with a session that can be booked."""
    program = Program.objects.with_series().get(slug=SHOWN)
    opening = next_opening(program, after=clock.now())
    assert opening
    session = programs.session_for(program, opening.on, now=clock.now())
    line = Line.objects.filter(program=program).first()
    assert line
    Line.objects.filter(pk=line.pk).update(opens_days_before=60)
    line.refresh_from_db()
    row = actions.ensure_sitting(line=line, session=session, now=clock.now())
    first = row.slots.order_by("starts_at").first()
    assert first
    ticket = actions.book_ticket(
        slot=first, service=Service.objects.get(slug=SERVICE), phone="0812 3456 7890", now=clock.now()
    )
    return {
        "day": str(opening.on), "program": SHOWN, "service": SERVICE, "token": ticket.token,
        "sitting": str(row.pk), "office": program.office.slug,
    }  # fmt: skip


def hall() -> dict[str, Any]:
    """A dialogue that is held now, its hall's code, and one question to vote for."""
    session, now = make.dialogue(Office.objects.get(slug="kec-cikarang-utara"), on=today()), clock.now()
    Session.objects.filter(pk=session.pk).update(starts_at=now, ends_at=now + timedelta(hours=2))
    session.refresh_from_db()
    question = make.on_board(session, now=now)
    return {
        "session": session.pk, "code": make.hall(session).code, "number": question.number,
        "board": f"/tanya/{session.program.slug}/{session.on}/",
    }  # fmt: skip


def signed_records(*, count: int, phones: int, folder: str) -> dict[str, Any]:
    """Head counts of a street, signed by its phones: path, hash and bytes, one a line (TAB is a newline)."""
    office, now = Office.objects.get(slug="kec-cikarang-utara"), clock.now()
    here = [make.phone_of(office, now=now) for _ in range(phones)]
    file = Path(folder) / "records.txt"
    with file.open("w") as out:
        for number in range(count):
            phone = here[number % phones]
            told = {"kelompok": "residents", "rincian": f"RT {number}", "jumlah": 12}
            id = phone.record("hadir", about="program/buka/2026-05-22", made_at=now, **told)
            raw = phone.made[id]
            path = f"/api/v1/field/devices/{phone.uid}/records/{id}"
            out.write(f"{path} {hashlib.sha256(raw).hexdigest()} {raw.decode().replace(chr(10), chr(9))}\n")
    return {"file": str(file), "count": count}
