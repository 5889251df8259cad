"""A crew of an agency can stand in one place a day (CAL-5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from balai.base import zones
from balai.base.errors import RuleBroken


@dataclass(frozen=True)
class DeskEntry:
    """Where a crew is needed on a day, and for which programme; without a name it is the only one."""

    on: date
    agency: str
    crew: str
    place: str
    program: str


def require_desk_apart(entry: DeskEntry, others: Iterable[DeskEntry]) -> None:
    """The same crew on one day in two places is an error; two programmes at one place share it."""
    for other in others:
        same_crew = _same(entry.crew, other.crew) and _same(entry.agency, other.agency)
        if entry.on == other.on and same_crew and not _same(entry.place, other.place):
            raise RuleBroken("desk.crew_twice", _twice(entry, other), field="crew")


def _same(one: str, another: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(another.casefold().split())


def _twice(entry: DeskEntry, other: DeskEntry) -> str:
    who = f"{entry.agency}, regu {entry.crew}," if entry.crew else entry.agency
    place = other.place or "tempat lain"
    return (
        f"{who} sudah di {place} ({other.program}) pada {zones.day(entry.on)}. "
        "Satu regu hanya bisa di satu tempat sehari. Pilih regu lain, atau tulis nama regunya "
        "bila instansi ini mengirim dua regu."
    )
