"""A crew of booths can stand in one place a day (CAL-5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from balai.base import zones
from balai.base.errors import RuleBroken


@dataclass(frozen=True)
class RotaEntry:
    """Where a crew is needed on a day, and for which programme."""

    on: date
    place: str
    crew: str
    program: str


def require_crews_apart(entries: Iterable[RotaEntry]) -> None:
    """The same crew on one day in two places is an error; so are two places of one programme."""
    by_crew: dict[tuple[date, str], RotaEntry] = {}
    by_program: dict[tuple[date, str], RotaEntry] = {}
    for entry in entries:
        crew = " ".join(entry.crew.casefold().split())
        other = by_crew.setdefault((entry.on, crew), entry) if crew else entry
        if other is not entry:
            raise RuleBroken("rota.crew_twice", _crew_twice(entry, other), field="listed")
        twin = by_program.setdefault((entry.on, entry.program), entry)
        if twin is not entry:
            raise RuleBroken("rota.day_twice", _day_twice(entry, twin), field="listed")


def _crew_twice(entry: RotaEntry, other: RotaEntry) -> str:
    return (
        f"Regu {entry.crew} sudah bertugas di {other.place} ({other.program}) pada {zones.day(entry.on)}. "
        f"Pilih hari atau regu lain untuk {entry.place}."
    )


def _day_twice(entry: RotaEntry, other: RotaEntry) -> str:
    return (
        f"{zones.day(entry.on)} sudah diisi {other.place}. "
        f"Satu program ada di satu tempat sehari; untuk {entry.place} pilih hari lain."
    )
