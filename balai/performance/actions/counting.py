"""Counters, raised and lowered in one statement each: a full hall at once loses none."""

from collections.abc import Mapping
from typing import Any, cast

from django.db import connection, models
from django.db.models import F

from balai.base.errors import RuleBroken


def raise_count(tally: type[models.Model], **key: int | str) -> None:
    """One more. The row that a unique index has already is raised, not written again."""
    fields = [cast("models.Field[Any, Any]", tally._meta.get_field(name)) for name in key]
    columns, marks = ", ".join(str(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    table = tally._meta.db_table
    # Every name here stands in our own models; the values go apart.
    statement = (
        f"INSERT INTO {table} ({columns}, number) VALUES ({marks}, 1) "  # noqa: S608
        f"ON CONFLICT ({columns}) DO UPDATE SET number = {table}.number + 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, list(key.values()))


def lower_count(tally: type[models.Model], **key: object) -> None:
    rows = tally._default_manager.filter(**key, number__gte=1)
    if not rows.update(number=F("number") - 1):
        raise RuleBroken("pulse.not_there", "Lembar ini tidak ada lagi dalam hitungan.")


def in_order(answers: Mapping[int, object]) -> list[int]:
    """Everybody takes the counters in one order, so that no two wait for each other."""
    return sorted(answers)
