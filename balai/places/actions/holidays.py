"""The decreed calendar: years that are fixed, and days that a decree adds or takes away."""

from datetime import date, datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.permissions import Actor
from balai.places.actions.offices import require_somewhere
from balai.places.models import HolidayOverride, HolidayYear
from balai.places.rules import HolidayKind, require_ramadan


@transaction.atomic
def record_holiday_year(
    *,
    year: int,
    source: str,
    ramadan_from: date | None = None,
    ramadan_to: date | None = None,
    ramadan_source: str = "",
    by: Actor | None = None,
    now: datetime,
) -> HolidayYear:
    """From here on this year's holidays and joint leave are fixed by the decree that `source` names."""
    require_somewhere(by)
    if not source.strip():
        raise RuleBroken("holidays.no_source", "Tuliskan dasar hukumnya.", field="source")
    require_ramadan(year, ramadan_from, ramadan_to)
    if ramadan_from and not ramadan_source.strip():
        raise RuleBroken("ramadan.no_source", "Tuliskan dasar tanggal Ramadan.", field="ramadan_source")
    values = {
        "source": source.strip(),
        "ramadan_from": ramadan_from,
        "ramadan_to": ramadan_to,
        "ramadan_source": ramadan_source.strip(),
    }
    row, _ = HolidayYear.objects.update_or_create(year=year, defaults=values)
    record("holidays.year_fixed", row, by=by, now=now, year=year)
    return row


@transaction.atomic
def override_holiday(
    *,
    on: date,
    name: str,
    kind: str = HolidayKind.NATIONAL,
    source: str,
    is_removed: bool = False,
    by: Actor | None = None,
    now: datetime,
) -> HolidayOverride:
    """This day is a holiday after all, or is none: the decree that `source` names wins."""
    require_somewhere(by)
    if not source.strip():
        raise RuleBroken("holidays.no_source", "Tuliskan dasar hukumnya.", field="source")
    values = {"name": name.strip(), "kind": kind, "source": source.strip(), "is_removed": is_removed}
    row, _ = HolidayOverride.objects.update_or_create(on=on, defaults=values)
    record("holidays.overridden", row, by=by, now=now, on=on.isoformat(), is_removed=is_removed)
    return row


@transaction.atomic
def withdraw_override(*, on: date, by: Actor | None = None, now: datetime) -> None:
    """The library's word counts again for this day."""
    require_somewhere(by)
    row = HolidayOverride.objects.filter(on=on).first()
    if row is None:
        raise RuleBroken("holidays.no_override", "Tanggal ini tidak punya ubahan.")
    record("holidays.override_withdrawn", row, by=by, now=now, on=on.isoformat())
    row.delete()
