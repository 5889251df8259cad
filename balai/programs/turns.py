"""Whose turn it is, as pages, letters and texts read it: one source for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, QuerySet

from balai.places.models import Neighbourhood
from balai.programs import calendar
from balai.programs.models import Program, Session, Turn
from balai.programs.rules import Day
from balai.programs.rules.turns import Waiting, by_rw, forward_text
from balai.programs.talks import SHOWN, announcement_of

AHEAD, MOST = timedelta(weeks=10), 8


def coming_days(program: Program, today: date) -> list[Day]:
    """The next eight openings; `program` comes with its series."""
    return calendar.openings(program, today, today + AHEAD)[:MOST]


def waiting_at(program: Program, *, but: date | None = None) -> list[Waiting]:
    """Every RT with the last day of its turn and how many it had, this day left out: two queries."""
    held = _held(program.pk).exclude(session__on=but) if but else _held(program.pk)
    counted = held.values_list("neighbourhood").annotate(Max("session__on"), Count("pk")).order_by()
    had = {pk: (last, times) for pk, last, times in counted}
    rows = Neighbourhood.objects.of(program.office)
    return [Waiting(row.pk, row.rw, row.rt, *had.get(row.pk, (None, 0))) for row in rows]


def turns_between(program: Program, first: date, last: date) -> dict[date, list[Turn]]:
    found: dict[date, list[Turn]] = {}
    for turn in _ordered(_held(program.pk).filter(session__on__range=(first, last))):
        found.setdefault(turn.session.on, []).append(turn)
    return found


def turns_of(session: Session) -> list[Turn]:
    return list(_ordered(Turn.objects.filter(session=session)))


def turns_on(program: int, on: date) -> list[Turn]:
    return list(_ordered(_held(program).filter(session__on=on)))


def _held(program: int) -> QuerySet[Turn]:
    return Turn.objects.filter(session__program=program, session__state__in=SHOWN)


def _ordered(rows: QuerySet[Turn]) -> QuerySet[Turn]:
    return rows.select_related("neighbourhood", "session").order_by("neighbourhood__rw", "neighbourhood__rt")


def words_of(turns: Iterable[Turn]) -> str:
    """'RT 05 dan RT 06 RW 02'."""
    return by_rw((turn.neighbourhood.rw, turn.neighbourhood.rt) for turn in turns)


@dataclass(frozen=True)
class Call:
    """What one RT is told: in its letter, and in the text that its head forwards."""

    turn: Turn
    rows: tuple[tuple[str, str], ...]
    text: str

    @property
    def addressee(self) -> str:
        return f"Ketua {self.turn}"


def calls_of(session: Session, turns: list[Turn], *, address: str) -> list[Call]:
    """`address` leads to the session's page."""
    said, everybody = announcement_of(session, None), words_of(turns)
    rows = (("Program", said.program), ("Waktu", said.when), ("Tempat", said.place), ("Giliran", everybody))
    return [
        Call(
            turn=turn,
            rows=(*rows, *((("Jalan", turn.neighbourhood.streets),) if turn.neighbourhood.streets else ())),
            text=forward_text(said, turn=str(turn), everybody=everybody, address=address),
        )
        for turn in turns
    ]
