"""Cases of many years, written in bulk (PostgreSQL), and one voice to follow."""

from datetime import timedelta
from pathlib import Path

from django.db import connection

from balai.base import clock
from balai.base.sealing import seal
from balai.cases.rules.states import Kind
from balai.people.rules import Role
from balai.places.models import Office
from balai.voices.actions import speak
from balai.voices.models import Topic
from balai.voices.rules.words import Channel, Naming
from bench.world import signed_in
from tests import make

STATEMENTS = Path(__file__).with_suffix(".sql")
HERE = "mpp-kupang"


def voices() -> dict[str, str]:
    """One that was brought, by its token, its code and its PIN."""
    voice = speak(
        office=Office.objects.get(slug=HERE), kind=Kind.COMPLAINT, text="Lampu padam.", channel=Channel.WEB,
        naming=Naming.NAMELESS, pin="274913", now=clock.now(),
    )  # fmt: skip
    return {"office": HERE, "token": voice.case.token, "code": voice.case.code}


def many_cases(*, until: int) -> dict[str, str | int]:
    """Nine in ten are closed; the others are owed within these weeks, some of them late."""
    office = Office.objects.get(slug=HERE)
    values = {
        "office": office.pk,
        "until": until,
        "now": clock.now(),
        "first": clock.now() - timedelta(days=3650),
        "text": seal("Selokan di depan rumah mampet sejak Senin."),
        "topic": Topic.objects.values_list("pk", flat=True)[0],
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in STATEMENTS.read_text().rstrip("; \n").split(";"):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")
    officer = make.officer(Role.COORDINATOR, office, name="koordinator.ukur")
    return {"cookie": signed_in(officer), "cases": until}
