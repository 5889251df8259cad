"""Planting seeds/places/*.toml: what an officer changed stays, and the difference is told."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from balai.places.seeds.planting import (
    plant_agencies,
    plant_offices,
    plant_overrides,
    plant_regions,
    plant_years,
)
from balai.places.seeds.reading import read_folder

__all__ = ["plant_places"]


@transaction.atomic
def plant_places(folder: Path, *, now: datetime) -> list[str]:
    """All or nothing; says in plain lines what was planted, kept or differs."""
    return list(_plant(folder, now))


def _plant(folder: Path, now: datetime) -> Iterator[str]:
    seeds = read_folder(folder)
    yield from plant_regions(seeds, now)
    yield from plant_agencies(seeds, now)
    yield from plant_offices(seeds, now)
    yield from plant_years(seeds, now)
    yield from plant_overrides(seeds, now)
