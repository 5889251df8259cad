"""Pairs of photos as everybody sees them: published, both sides covered, a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from balai.base import zones
from balai.base.permissions import Permission
from balai.field.rules import Kind
from balai.people.permissions import offices_where
from balai.programs.models import Copy, Pair, Program, Session
from balai.programs.rules.pairs import Side

MOST = 12  # on one page
ON_PROGRAM = 2  # the newest, on the programme's page


@dataclass(frozen=True)
class Shown:
    """One side on the page: its address, its size, and what somebody hears who does not see it."""

    copy: Copy
    side: Side

    @property
    def url(self) -> str:
        pair = self.copy.shot.pair
        session = pair.session
        return reverse(
            "programs:pair_photo", args=[session.program.slug, session.on, pair.pk, self.side.label]
        )

    @property
    def words(self) -> str:
        return f"{self.copy.shot.pair}, {self.side.label} dikerjakan"

    @property
    def hour(self) -> str:
        taken, session = self.copy.shot.taken_at, self.copy.shot.pair.session
        is_sure = taken and not self.copy.shot.clock_is_off
        return zones.hour(taken, session.zone) if taken and is_sure else ""


@dataclass(frozen=True)
class ShownPair:
    pair: Pair
    before: Shown
    after: Shown

    @property
    def sides(self) -> tuple[Shown, Shown]:
        return self.before, self.after


def photographed(person: object) -> list[Program]:
    """At the offices of this person: the programmes whose phones take photos before and after."""
    rows = Program.objects.filter(office__in=offices_where(person, Permission.REPORT_WRITE))
    return [program for program in rows if Kind.PHOTO in program.records]


def pairs_of(session: Session) -> list[ShownPair]:
    return _shown(Pair.objects.published().filter(session=session).order_by("pk"), MOST)


def pairs_on(program_id: int, on: date) -> list[ShownPair]:
    rows = Pair.objects.published().filter(session__program=program_id, session__on=on)
    return _shown(rows.order_by("pk"), MOST)


def newest_of(program_id: int) -> list[ShownPair]:
    rows = Pair.objects.published().filter(session__program=program_id)
    return _shown(rows.order_by("-session__on", "pk"), ON_PROGRAM)


def _shown(rows: QuerySet[Pair], most: int) -> list[ShownPair]:
    keys = list(rows.values_list("pk", flat=True)[:most])
    if not keys:
        return []
    copies = (
        Copy.objects.shown()
        .filter(shot__pair__in=keys)
        .select_related("file", "shot__pair__session__program__office__place")
    )
    found: dict[int, dict[str, Copy]] = {}
    for copy in copies.order_by("version"):
        found.setdefault(copy.shot.pair_id, {})[copy.shot.side] = copy
    return [
        ShownPair(sides[Side.BEFORE].shot.pair, *(Shown(sides[side], side) for side in Side))
        for key in keys
        if len(sides := found.get(key, {})) == len(Side)
    ]
