"""What the database says after a measurement: nothing oversold, no number twice; and what pages ask of it."""

import re
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balai.base import clock
from balai.catalogue.models import Service
from balai.people.models import Person
from balai.queues import actions
from balai.queues.models import Sitting, Slot, Ticket

BIG = ("queues_ticket", "queues_slot", "queues_sitting", "programs_session", "audit_entry", "notices_notice")


def state_of_booking() -> dict[str, int]:
    """What must be nought, and how many there are."""
    return {
        "tickets": _one("SELECT count(*) FROM queues_ticket"),
        "oversold": _one("SELECT count(*) FROM queues_slot WHERE booked + walked > seats"),
        "miscounted": _one(
            "SELECT count(*) FROM queues_slot s WHERE s.booked <> (SELECT coalesce(sum(t.units), 0) FROM"
            " queues_ticket t WHERE t.slot_id = s.id AND t.state = 'booked')"
        ),
        "doubles": _one(
            "SELECT count(*) FROM (SELECT 1 FROM queues_ticket"
            " GROUP BY sitting_id, number HAVING count(*) > 1) doubles"
        ),
        "gaps": _one(
            "SELECT count(*) FROM queues_sitting s WHERE s.next_number - 1 <>"
            " (SELECT count(*) FROM queues_ticket t WHERE t.sitting_id = s.id)"
        ),
        "entries": _one("SELECT count(*) FROM audit_entry WHERE verb = 'queue.ticket_booked'"),
        "notices": _one("SELECT count(*) FROM notices_notice WHERE kind = 'queues.booked'"),
    }


def state_of_hall(*, session: int) -> dict[str, int]:
    """Who came in, what they asked, and what they voted."""
    asked = (
        f"FROM voices_question WHERE session_id = {session:d} AND number > 1"  # the first stood there before
    )
    return {
        "present": _one(f"SELECT count(*) FROM programs_attendance WHERE session_id = {session:d}"),
        "codes": _one(
            f"SELECT count(DISTINCT code_hash) FROM programs_attendance WHERE session_id = {session:d}"
        ),
        "questions": _one(f"SELECT count(*) {asked}"),
        "numbers": _one(f"SELECT count(DISTINCT number) {asked}"),
        "highest": _one(f"SELECT max(number) - 1 {asked}"),
        "votes": _one("SELECT count(*) FROM voices_support"),
    }


def state_of_field() -> dict[str, int]:
    stored = "FROM field_submission"
    return {
        "records": _one(f"SELECT count(DISTINCT client_id) {stored}"),
        "doubled": _one(f"SELECT count(*) - count(DISTINCT client_id) {stored}"),
    }


def _one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def state_of_calls() -> dict[str, int]:
    called = "FROM audit_entry WHERE verb = 'queue.ticket_called'"
    return {
        "calls": _one(f"SELECT count(*) {called}"),
        "doubles": _one(
            f"SELECT count(*) FROM (SELECT 1 {called} GROUP BY subject_id HAVING count(*) > 1) d"
        ),
    }


def queries(*, paths: list[str], cookie: str = "") -> dict[str, int]:
    """How many statements each page asks, nothing kept from before."""
    found = {}
    for path in paths:
        cache.clear()
        client = Client(HTTP_HOST="127.0.0.1")
        if cookie:
            client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        found[path] = len(caught)
    return found


def empty_slots() -> int:
    """The bare endpoint's bookings had no tickets of ours."""
    return Slot.objects.update(booked=0)


def without_pgbench() -> str:
    """Its rows are marked by their numbers."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM queues_ticket WHERE number >= 1000000 RETURNING slot_id")
        slots = {row[0] for row in cursor.fetchall()}
    for slot in Slot.objects.filter(pk__in=slots):
        Slot.objects.filter(pk=slot.pk).update(booked=slot.tickets.filter(state="booked").count())
    return "gone"


def sequential_scans() -> dict[str, Any]:
    """Every statement of a booking, a call and a ticket's page, explained."""
    statements = [*of_booking(), *of_calling(), *of_page()]
    scanned = set()
    for statement in statements:
        scanned |= {table for table in scans_of(statement) if table in BIG}
    return {"statements": len(statements), "scanned": sorted(scanned)}


def of_booking() -> list[str]:
    slot = Slot.objects.filter(starts_at__gt=clock.now(), seats__gt=100).latest("pk")
    service = Service.objects.get(pk=slot.sitting.line.services.values_list("service", flat=True)[:1])
    with CaptureQueriesContext(connection) as caught:
        actions.book_ticket(slot=slot, service=service, phone="0856 0000 0001", now=clock.now())
    return written(caught)


def of_calling() -> list[str]:
    shift = Sitting.objects.filter(shifts__closed_at=None).exclude(shifts=None).latest("pk").shifts.first()
    assert shift
    officer = Person.objects.get(pk=shift.officer_id)
    with CaptureQueriesContext(connection) as caught:
        called = actions.call_next(
            sitting=shift.sitting, counter=shift.counter_number, by=officer, now=clock.now()
        )
    assert called
    return written(caught)


def of_page() -> list[str]:
    ticket = Ticket.objects.filter(state="booked").latest("pk")
    cache.clear()
    with CaptureQueriesContext(connection) as caught:
        answer = Client(HTTP_HOST="127.0.0.1").get(f"/tiket/{ticket.token}/")
    assert answer.status_code == 200
    return written(caught)


def written(caught: CaptureQueriesContext) -> list[str]:
    words = ("SELECT", "UPDATE", "INSERT")
    return [q["sql"].strip() for q in caught.captured_queries if q["sql"].strip().startswith(words)]


def scans_of(statement: str) -> list[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}".replace("%", "%%"), None)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    return re.findall(r"Seq Scan on (\w+)", plan)
