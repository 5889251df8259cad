"""Whose turn it is: a fair round, and the words that a head of an RT forwards (GR-1)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import TextChoices

from balai.base.errors import RuleBroken
from balai.programs.rules.sentences import listing
from balai.programs.rules.talks import Announcement

MOST_AT_ONCE = 100
RW_NAME, RT_NAME = (re.compile(rf"\b{name}[\s.-]*0*(\d{{1,3}})\b", re.IGNORECASE) for name in ("rw", "rt"))


class Unit(TextChoices):
    RT = "rt", "RT"
    RW = "rw", "RW sekaligus"


@dataclass(frozen=True)
class Waiting:
    """One RT, the last day on which it was its turn, and how often it was."""

    pk: int
    rw: int
    rt: int
    last: date | None = None
    times: int = 0


def suggest(waiting: Iterable[Waiting], *, many: int, unit: str = Unit.RT) -> list[Waiting]:
    """Who was longest not on; who never was comes first. Of equals who was on less often."""
    rows = sorted(waiting, key=_longest)
    if unit == Unit.RT:
        return rows[:many]
    rws: dict[int, list[Waiting]] = {}
    for row in rows:
        rws.setdefault(row.rw, []).append(row)
    return [row for rw in sorted(rws, key=lambda rw: max(map(_longest, rws[rw])))[:many] for row in rws[rw]]


def _longest(row: Waiting) -> tuple[date, int, int, int]:
    return row.last or date.min, row.times, row.rw, row.rt


def round_of(
    waiting: Iterable[Waiting], days: Sequence[date], *, many: int, unit: str = Unit.RT
) -> dict[date, list[Waiting]]:
    """Day after day, each as if those before it had been held."""
    rows = {row.pk: row for row in waiting}
    found = {}
    for on in days:
        found[on] = suggest(rows.values(), many=many, unit=unit)
        rows |= {row.pk: replace(row, last=on, times=row.times + 1) for row in found[on]}
    return found


def require_turns(count: int, *, is_over: bool) -> None:
    if is_over:
        raise RuleBroken("turn.over", "Kegiatan ini sudah selesai. Gilirannya tidak diubah lagi.")
    if count > MOST_AT_ONCE:
        raise RuleBroken("turn.many", f"Paling banyak {MOST_AT_ONCE} RT sekali kegiatan.", field="chosen")


def by_rw(turns: Iterable[tuple[int, int]]) -> str:
    """'RT 05 dan RT 06 RW 02; RT 01 RW 03'."""
    rws: dict[int, list[int]] = {}
    for rw, rt in sorted(turns):
        rws.setdefault(rw, []).append(rt)
    return "; ".join(f"{listing(f'RT {rt:02}' for rt in rts)} RW {rw:02}" for rw, rts in rws.items())


def forward_text(said: Announcement, *, turn: str, everybody: str, address: str) -> str:
    """What the head of an RT sends on to the neighbours."""
    lines = [
        f"*{said.program}*",
        f"Warga {turn}, ini giliran kita kerja bakti.",
        said.when,
        f"Tempat: {said.place}",
        f"Giliran: {everybody}" if everybody != turn else "",
        "Bawa alat kebersihan bila ada. Tidak dipungut biaya.",
        f"Rincian: {address}",
    ]
    return "\n".join(line for line in lines if line)


def rw_of(label: str, turns: Iterable[tuple[int, int]]) -> int | None:
    """The RW of 'RT 05 RW 02'; of 'RT 05' alone only if exactly one RT 05 had its turn."""
    named = RW_NAME.search(label)
    if named:
        return int(named[1])
    rt = RT_NAME.search(label)
    found = {rw for rw, number in turns if rt and number == int(rt[1])}
    return found.pop() if len(found) == 1 else None
