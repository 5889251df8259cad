"""Years of tickets that are over, written in bulk (PostgreSQL)."""

from datetime import date, timedelta
from pathlib import Path

from django.db import connection

from balai.queues.models import Line
from bench.world import SERVICE, open_program, today

A_DAY = 100  # tickets
STATEMENTS = Path(__file__).with_suffix(".sql")


def grow(*, since: int, until: int) -> str:
    """Past tickets from `since` to `until`, a hundred a day, with all that hangs on them."""
    line = Line.objects.filter(program__slug="masa-lalu").first() or past_line()
    values: dict[str, int | date] = {
        "line": line.pk,
        "program": line.program_id,
        "service": line.services.values_list("service", flat=True)[0],
        "first": today() - timedelta(days=until // A_DAY + 30),
        "last": today() - timedelta(days=since // A_DAY + 31),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in STATEMENTS.read_text().rstrip("; \n").split(";"):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")
    return SERVICE


def past_line() -> Line:
    line: Line = open_program(slot_minutes=120)
    line.program.slug = "masa-lalu"
    line.program.save(update_fields=["slug"])
    return line
