"""The national table of regions: all of a file, or nothing of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.permissions import Actor
from balai.places.actions.offices import require_somewhere
from balai.places.models import Place
from balai.places.regions import Region
from balai.places.rules import parent_of

STEP = 500  # rows of one statement
Progress = Callable[[int, int], None]
# Both databases understand it; through the ORM 91,600 rows take many times as long.
WRITE = """INSERT INTO places_place (code, parent_id, parent_code, name, display_name, level, zone)
VALUES {rows} ON CONFLICT (code) DO UPDATE SET parent_id = excluded.parent_id,
parent_code = excluded.parent_code, name = excluded.name, display_name = excluded.display_name,
level = excluded.level, zone = excluded.zone"""
ONE = "(%s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Imported:
    new: int
    changed: int
    same: int


class Known(NamedTuple):
    pk: int
    name: str
    display_name: str
    level: str
    zone: str


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


@transaction.atomic
def import_regions(
    *, regions: Sequence[Region], by: Actor | None = None, now: datetime, progress: Progress = _silent
) -> Imported:
    """Parents before children; what is there already is brought up to date, nothing is removed."""
    require_somewhere(by)
    known = {row[0]: Known(*row[1:]) for row in Place.objects.values_list("code", "pk", *Known._fields[1:])}
    new = [region for region in regions if region.code not in known]
    changed = [r for r in regions if r.code in known and _differs(r, known[r.code])]
    ids = {code: row.pk for code, row in known.items()}
    done, total = 0, len(new) + len(changed)
    with connection.cursor() as cursor:
        for length, batch in _batches([*new, *changed]):
            rows = [_row(region, ids, known) for region in batch]
            cursor.execute(
                WRITE.format(rows=", ".join([ONE] * len(rows))), [cell for row in rows for cell in row]
            )
            if length < 13:
                codes = [region.code for region in batch]
                ids |= dict(Place.objects.filter(code__in=codes).values_list("code", "pk"))
            done += len(batch)
            progress(done, total)
    record("places.imported", Place(pk=0), by=by, now=now, new=len(new), changed=len(changed))
    return Imported(len(new), len(changed), len(regions) - total)


def _batches(regions: Sequence[Region]) -> Iterator[tuple[int, Sequence[Region]]]:
    """Regions of one level at a time, so that every parent has its row before its children come."""
    for length in (2, 5, 8, 13):
        same = [region for region in regions if len(region.code) == length]
        for start in range(0, len(same), STEP):
            yield length, same[start : start + STEP]


def _differs(region: Region, row: Known) -> bool:
    named = region.display_name is None or region.display_name == row.display_name
    return not named or (region.name, region.level, region.zone) != (row.name, row.level, row.zone)


def _row(region: Region, ids: dict[str, int], known: dict[str, Known]) -> tuple[str | int | None, ...]:
    parent_code, display_name = parent_of(region.code), region.display_name
    if display_name is None:
        display_name = known[region.code].display_name if region.code in known else ""
    parent = ids[parent_code] if parent_code else None
    return (region.code, parent, parent_code, region.name, display_name, region.level.value, region.zone)


@transaction.atomic
def record_place(*, region: Region, by: Actor | None = None, now: datetime) -> Place:
    """One region alone, for a first day without the national table; its parent must be there."""
    parent_code = parent_of(region.code)
    if parent_code and not Place.objects.filter(code=parent_code).exists():
        raise RuleBroken("place.no_parent", f"Wilayah induk {parent_code} belum ada.")
    import_regions(regions=[region], by=by, now=now)
    return Place.objects.get(code=region.code)
