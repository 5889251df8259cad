"""The national table of regions: all of a file, or nothing of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.permissions import Actor
from balai.places.actions.offices import require_somewhere
from balai.places.models import Place
from balai.places.regions import Region
from balai.places.rules import parent_of

STEP = 5000
WRITTEN = ["parent", "parent_code", "name", "display_name", "level", "zone"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Imported:
    new: int
    changed: int
    same: int


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


@transaction.atomic
def import_regions(
    *, regions: Sequence[Region], by: Actor | None = None, now: datetime, progress: Progress = _silent
) -> Imported:
    """Parents before children; what is there already is brought up to date, nothing is removed."""
    require_somewhere(by)
    known = {place.code: place for place in Place.objects.iterator()}
    new = [region for region in regions if region.code not in known]
    changed = [r for r in regions if r.code in known and _differs(r, known[r.code])]
    ids = {code: place.pk for code, place in known.items()}
    done, todo = 0, sorted([*new, *changed], key=lambda region: len(region.code))
    for length, batch in _batches(todo):
        rows = [_row(region, ids, known) for region in batch]
        Place.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["code"], update_fields=WRITTEN, batch_size=STEP
        )
        if length < 13:
            codes = [row.code for row in rows]
            ids |= dict(Place.objects.filter(code__in=codes).values_list("code", "pk"))
        done += len(batch)
        progress(done, len(todo))
    imported = Imported(len(new), len(changed), len(regions) - len(todo))
    record("places.imported", Place(pk=0), by=by, now=now, new=imported.new, changed=imported.changed)
    return imported


def _batches(regions: Sequence[Region]) -> Iterator[tuple[int, Sequence[Region]]]:
    """Regions of one level at a time, so that every parent has its row before its children come."""
    for length in (2, 5, 8, 13):
        same = [region for region in regions if len(region.code) == length]
        for start in range(0, len(same), STEP):
            yield length, same[start : start + STEP]


def _differs(region: Region, place: Place) -> bool:
    named = region.display_name is None or region.display_name == place.display_name
    return not named or (region.name, region.level, region.zone) != (place.name, place.level, place.zone)


def _row(region: Region, ids: dict[str, int], known: dict[str, Place]) -> Place:
    parent_code, old = parent_of(region.code), known.get(region.code)
    display_name = region.display_name
    if display_name is None:
        display_name = old.display_name if old else ""
    return Place(
        code=region.code,
        parent_id=ids[parent_code] if parent_code else None,
        parent_code=parent_code,
        name=region.name,
        display_name=display_name,
        level=region.level,
        zone=region.zone,
    )


@transaction.atomic
def record_place(*, region: Region, by: Actor | None = None, now: datetime) -> Place:
    """One region alone, for a first day without the national table; its parent must be there."""
    parent_code = parent_of(region.code)
    if parent_code and not Place.objects.filter(code=parent_code).exists():
        raise RuleBroken("place.no_parent", f"Wilayah induk {parent_code} belum ada.")
    import_regions(regions=[region], by=by, now=now)
    return Place.objects.get(code=region.code)
