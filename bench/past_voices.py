"""Cases of many years, written in bulk (PostgreSQL), and one voice to follow."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.base import clock
from balai.base.sealing import seal
from balai.cases.rules.states import Kind
from balai.people.models import Person
from balai.people.readings import person_signed_in
from balai.people.rules import Role
from balai.places.models import Office
from balai.voices.actions import speak
from balai.voices.inbox_readings import inbox
from balai.voices.models import Topic
from balai.voices.rules.words import Channel, Naming
from bench.proof import scans_of, written
from bench.world import signed_in
from tests import make

STATEMENTS = Path(__file__).with_suffix(".sql")
HERE, OFFICER = "mpp-kupang", "koordinator.ukur"
BIG = {"cases_case", "voices_voice"}
FILTERS: list[dict[str, str]] = [
    {}, {"jenis": "aspirasi"}, {"keadaan": "verified"}, {"topik": "lainnya"}, {"lewat": "phone"},
    {"terlambat": "1"}, {"jenis": "curhat", "topik": "lainnya"}, {"hal": "40"}, {"keadaan": "ditutup"},
    {"keadaan": "ditutup", "jenis": "masukan"}, {"keadaan": "ditutup", "topik": "lainnya"},
]  # fmt: skip


def voices(*, people: int = 400) -> dict[str, Any]:
    """So many brought something, all with one PIN: their codes, and the link of the first."""
    office, now = Office.objects.get(slug=HERE), clock.now()
    cases = [
        speak(
            office=office, kind=Kind.COMPLAINT, text="Lampu padam.", channel=Channel.WEB,
            naming=Naming.NAMELESS, pin="274913", now=now,
        ).case
        for _ in range(people)
    ]  # fmt: skip
    return {"office": HERE, "token": cases[0].token, "codes": [case.code for case in cases]}


def many_cases(*, until: int) -> dict[str, str | int]:
    """Nine in ten are closed; the others are owed within these weeks, some of them late."""
    office = Office.objects.get(slug=HERE)
    values = {
        "office": office.pk,
        "until": until,
        "now": clock.now(),
        "first": clock.now() - timedelta(days=3650),
        "text": seal("Selokan di depan rumah mampet sejak Senin."),
        "topics": list(Topic.objects.order_by("pk").values_list("pk", flat=True)),
        "slugs": list(Topic.objects.order_by("pk").values_list("slug", flat=True)),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in STATEMENTS.read_text().rstrip("; \n").split(";"):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")
    officer = make.officer(Role.COORDINATOR, office, name=OFFICER)
    return {"cookie": signed_in(officer), "cases": until}


def inbox_scans() -> dict[str, Any]:
    """Every statement of the inbox with each of its filters, explained."""
    person, found = person_signed_in(Person.objects.get(username=OFFICER).pk), set()
    assert person
    statements: list[str] = []
    for filters in FILTERS:
        with CaptureQueriesContext(connection) as caught:
            inbox(person, filters, clock.now())
        statements += written(caught)
    for statement in statements:
        found |= {table for table in scans_of(statement) if table in BIG}
    return {"statements": len(statements), "scanned": sorted(found)}
