"""What work days got done: of one session, and by month and RW (GR-3, GR-9). Each unit by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from balai.base import zones
from balai.base.errors import RuleBroken
from balai.programs.models import HeadCount, Program, Result, Session, Turn
from balai.programs.models.work import ResultQuerySet
from balai.programs.rules.head_counts import CountState
from balai.programs.rules.results import SUMMED, Amounts, Sums
from balai.programs.rules.turns import rw_of
from balai.programs.talks import SHOWN


@dataclass(frozen=True)
class Worked:
    """One session: what counts, its sums, and how many segments still contradict each other."""

    rows: tuple[Result, ...]
    sums: Sums
    conflicts: int

    @property
    def facts(self) -> dict[str, object] | None:
        """For the report that closes the session; None where nothing was told."""
        if not self.rows:
            return None
        return {
            "rows": [[str(row), row.words if row.words != "–" else "", row.tools] for row in self.rows],
            "sums": [list(part) for part in self.sums.parts],
        }

    def require_decided(self) -> None:
        if self.conflicts:
            message = "Masih ada hasil yang bertentangan. Kepala kantor memilih dulu."
            raise RuleBroken("result.conflict", message, field="attended")


def worked(session: Session) -> Worked:
    """One query."""
    rows = list(Result.objects.filter(session=session).standing().order_by("rw", "street", "at"))
    counted = tuple(row for row in rows if row.state == CountState.COUNTED)
    sums = Sums()
    for row in counted:
        sums.add(row.amounts)
    return Worked(counted, sums, len({r.segment for r in rows if r.state == CountState.CONFLICT}))


@dataclass
class RwMonth:
    """One RW in one month; `rw` is None for what was told without its RW."""

    month: date
    rw: int | None
    sums: Sums = field(default_factory=Sums)
    heads: int = 0
    sessions: set[int] = field(default_factory=set)
    streets: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"RW {self.rw:02}" if self.rw else "RW tidak disebut"

    @property
    def held(self) -> int:
        return len(self.sessions)


@dataclass(frozen=True)
class Month:
    on: date
    rws: tuple[RwMonth, ...]
    sums: Sums

    @property
    def name(self) -> str:
        """'Mei 2026'."""
        return f"{zones.MONTHS[self.on.month - 1]} {self.on.year}"


def months_of(program: Program, year: int) -> list[Month]:
    """Two queries, however many work days: the newest month first."""
    rows = _counted(program, year).annotate(month=TruncMonth("session__on")).values("month", "rw")
    found: dict[tuple[date, int | None], RwMonth] = {}
    for row in rows.annotate(**{m.name: Sum(m.name) for m in SUMMED}).order_by("-month", "rw"):
        one = found.setdefault((row["month"], row["rw"]), RwMonth(row["month"], row["rw"]))
        one.sums.add(cast(Amounts, row))
    pairs = _counted(program, year).values_list("session__on", "session", "rw").distinct().order_by()
    for on, session, rw in pairs:
        found[on.replace(day=1), rw].sessions.add(session)
    return _by_month(found.values())


def _by_month(rows: Iterable[RwMonth]) -> list[Month]:
    months: dict[date, list[RwMonth]] = {}
    for row in rows:
        months.setdefault(row.month, []).append(row)
    return [
        Month(on, tuple(sorted(rws, key=lambda row: row.rw or 10_000)), _sum(rws))
        for on, rws in sorted(months.items(), reverse=True)
    ]


def _sum(rws: Iterable[RwMonth]) -> Sums:
    sums = Sums()
    for row in rws:
        sums.add(row.sums.amounts)
    return sums


def year_of(program: Program, year: int) -> Sums:
    """One query."""
    sums = Sums()
    sums.add(_counted(program, year).aggregate(**{m.name: Sum(m.name) for m in SUMMED}))
    return sums


def years_of(program: Program) -> list[int]:
    days = _counted_ever(program).dates("session__on", "year", order="DESC")
    return [day.year for day in days]


def rw_month(program: Program, on: date, rw: int) -> RwMonth | None:
    """For the poster of one RW: three queries. None where the RW had nothing to do with that month."""
    in_month = Q(session__program=program, session__on__year=on.year, session__on__month=on.month)
    month = RwMonth(on, rw)
    for result in Result.objects.filter(in_month, rw=rw).counted().order_by("session__on", "street"):
        month.sums.add(result.amounts)
        month.sessions.add(result.session_id)
        if result.street not in month.streets:
            month.streets.append(result.street)
    turns: dict[int, set[tuple[int, int]]] = {}
    held = Turn.objects.filter(in_month, session__state__in=SHOWN)
    for session, *pair in held.values_list("session", "neighbourhood__rw", "neighbourhood__rt"):
        turns.setdefault(session, set()).add((pair[0], pair[1]))
    for count in HeadCount.objects.filter(in_month).counted():
        if rw_of(count.label, turns.get(count.session_id, ())) == rw:
            month.heads += count.number
            month.sessions.add(count.session_id)
    return month if month.sessions else None


def conflicts_of(program: Program) -> list[Session]:
    """Sessions whose results still wait for the head of the office."""
    open_ones = Result.objects.filter(state=CountState.CONFLICT, session__program=program)
    return list(Session.objects.filter(pk__in=open_ones.values("session")).order_by("-on"))


def _counted_ever(program: Program) -> ResultQuerySet:
    return Result.objects.filter(session__program=program).counted()


def _counted(program: Program, year: int) -> ResultQuerySet:
    return _counted_ever(program).filter(session__on__year=year)
