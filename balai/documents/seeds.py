"""The `[documents]` table of a programme's file: whether its sessions owe a report."""

from datetime import datetime
from typing import Any

from balai.base import zones
from balai.base.errors import RuleBroken
from balai.documents.actions import set_duty
from balai.documents.models import ReportDuty

Table = dict[str, Any]


def plant(*, program: Any, table: Table, by: object, now: datetime) -> None:
    for key in table:
        if key != "laporan":
            raise RuleBroken("seed.unknown_key", f"'{key}' tidak dikenal dalam [documents].", key=key)
    if not isinstance(table.get("laporan", False), bool):
        raise RuleBroken("seed.word", "laporan: tulis true atau false.", key="laporan")
    since = zones.local_day(now, program.office.zone)
    set_duty(
        of=program, office=program.office, is_owed=table.get("laporan", False), since=since, by=by, now=now
    )


def read(*, program: Any) -> Table | None:
    """The table that would say it again; None where nothing is owed."""
    owed = ReportDuty.objects.filter(about_type=program._meta.label_lower, about_id=str(program.pk))
    return {"laporan": True} if owed.exists() else None
