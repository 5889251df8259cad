"""What pages show of dirty spots and of what a street waits for, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from balai.base import zones
from balai.base.prepared_rows import PreparedTuples
from balai.cases.models import Promise, Referral
from balai.cases.rules.referrals import ReferralState
from balai.cases.rules.states import Kind, State
from balai.cases.rules.terms import Hop
from balai.programs import calendar
from balai.programs.models import Program
from balai.voices.models import Intake, Spot, SpotStep, Voice
from balai.voices.models.spot import SpotQuerySet
from balai.voices.rules.likeness import ALIKE, likeness, marks
from balai.voices.rules.spots import ALIKE_NEAR, OF_THE_PLACE, SpotState, lies_on, street_key

MOST, MOST_DONE = 400, 40  # spots on one page: those that wait longest, and the last that got clean
CANDIDATES, SHOWN_ALIKE = 200, 5
AHEAD, MOST_DAYS = timedelta(days=70), 8  # sessions that a spot can be planned into


@dataclass(frozen=True)
class Wait:
    """What one spot waits for from an agency."""

    spot: Spot
    referral: Referral
    promise: Promise | None
    now: datetime

    @property
    def agency(self) -> str:
        return str(self.referral)

    @property
    def is_answered(self) -> bool:
        return self.referral.state == ReferralState.ANSWERED

    @property
    def is_late(self) -> bool:
        return bool(self.promise and self.promise.is_late(self.now))

    @property
    def words(self) -> str:
        """'menunggu ekskavator, janji 6 November 2026'."""
        thing = self.spot.need or (self.promise.what if self.promise else "") or self.agency
        if self.is_answered:
            on = zones.day(zones.local_day(self.referral.ended_at or self.now, self.spot.office.zone))
            return f"{thing}: dijawab {on}"
        if self.promise is None:
            return f"menunggu {thing}"
        due = zones.date_words(zones.local_day(self.promise.due_at, self.promise.owner.zone))
        if self.promise.hop == Hop.ANSWER:
            return f"menunggu {thing}, janji {due}"
        return f"menunggu {thing}, ditanggapi paling lambat {due}"

    @property
    def mark(self) -> tuple[str, str]:
        if self.is_answered:
            return "done", "Dijawab"
        return ("late", "Terlambat") if self.is_late else ("wait", "Menunggu")


@dataclass(frozen=True)
class Line:
    """One spot on a list: its words only once an officer has looked at them."""

    spot: Spot
    wait: Wait | None = None

    @property
    def state_mark(self) -> tuple[str, str]:
        if self.spot.state == SpotState.DONE:
            return "done", "Sudah bersih"
        return ("soon", "Dijadwalkan") if self.spot.is_planned else ("wait", "Belum dijadwalkan")


@dataclass(frozen=True)
class Spots:
    """The spots of a programme, or those of one session, as everybody reads them."""

    open: list[Line] = field(default_factory=list)
    planned: list[Line] = field(default_factory=list)
    done: list[Line] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    unread: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.planned or self.done or self.waits or self.unread)


def takes_spots(program: int) -> bool:
    return bool(TAKES_SPOTS.rows(program=program))


def spots_of(program: Program, now: datetime) -> Spots:
    """Everything of a programme: five queries."""
    rows = Spot.objects.public().single().with_voice().filter(program=program)
    return _sorted([*rows.live()[:MOST], *rows.done()[:MOST_DONE]], now, unread=_unread(program))


def spots_on(program: Program, session_on: date, place: str, now: datetime) -> Spots:
    """Those of one day: planned for it, cleaned at it, and what its streets wait for (GR-6)."""
    rows = Spot.objects.public().single().with_voice().filter(program=program).order_by("-pk")
    here = list(rows.on_day(session_on))
    keys = {row.street_key for row in here}
    near = [row for row in rows.awaited() if row.street_key in keys or lies_on(row.street, place)]
    lines = _lines([*here, *(row for row in near if row not in here)], now)
    shown = [one for one in lines if one.spot in here and one.spot.shown_at]
    return Spots(
        planned=[one for one in shown if one.spot.state == SpotState.PLANNED],
        done=[one for one in shown if one.spot.state == SpotState.DONE],
        waits=[one.wait for one in lines if one.wait and one.spot.voice.case.is_open],
    )


def _unread(program: Program) -> int:
    rows = Spot.objects.open().single().filter(program=program, shown_at=None, voice__erased_at=None)
    return rows.filter(voice__case__is_narrow=False).count()


def _sorted(rows: Sequence[Spot], now: datetime, *, unread: int = 0) -> Spots:
    found = Spots(unread=unread)
    for line in _lines(rows, now):
        spot, case = line.spot, line.spot.voice.case
        if line.wait and case.is_open:  # an officer has handed it on, and so has looked at it
            found.waits.append(line.wait)
        if not spot.shown_at:
            continue
        if spot.state == SpotState.DONE:
            found.done.append(line)
        elif spot.is_planned:
            found.planned.append(line)
        elif case.state != State.CLOSED and not line.wait:
            found.open.append(line)
    found.planned.sort(key=lambda line: line.spot.session.on if line.spot.session else date.max)
    return found


def _lines(rows: Iterable[Spot], now: datetime) -> list[Line]:
    rows = list(rows)
    waits = waits_of(rows, now)
    return [Line(row, waits.get(row.pk)) for row in rows]


def waits_of(rows: Iterable[Spot], now: datetime) -> dict[int, Wait]:
    """By spot: its newest referral that is alive or was answered, until the spot is clean. Two queries."""
    by_case = {row.voice.case_id: row for row in rows if row.state != SpotState.DONE}
    parts = Referral.objects.filter(case__in=list(by_case)).asked()
    newest = {part.case_id: part for part in parts.select_related("to_office").order_by("number")}
    keys = [part.pk for part in newest.values()]
    owed = Promise.objects.open().filter(referral__in=keys).select_related("owner")
    promises = {one.referral_id: one for one in owed}
    return {
        by_case[case].pk: Wait(by_case[case], part, promises.get(part.pk), now)
        for case, part in newest.items()
    }


@dataclass(frozen=True)
class Own:
    """What a reporter reads of their spot."""

    spot: Spot
    steps: list[SpotStep]
    wait: Wait | None
    place: Spot  # what is done about it stands here: the spot itself, or the one that it was joined to

    @property
    def is_joined(self) -> bool:
        return self.place.pk != self.spot.pk


def spot_of(voice: Voice, now: datetime) -> Own | None:
    if voice.case.kind != Kind.FINDING:
        return None
    spot = Spot.objects.with_voice().filter(voice=voice).first()
    if spot is None:
        return None
    place = Spot.objects.leading(spot) or spot
    return Own(spot, steps_of(spot, place), waits_of([place], now).get(place.pk), place)


def steps_of(spot: Spot, place: Spot | None = None) -> list[SpotStep]:
    """Its own; of the one that it was joined to, what was done about the place."""
    of = Q(spot=spot)
    if place and place != spot:
        of |= Q(spot=place, deed__in=sorted(OF_THE_PLACE))
    rows = SpotStep.objects.filter(of).select_related("session__program__office")
    return list(rows.order_by("at", "pk"))


@dataclass(frozen=True)
class Desk:
    """An officer's list."""

    new: list[Line] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    over: list[Line] = field(default_factory=list)  # their session has begun: what came of it?
    planned: list[Line] = field(default_factory=list)
    waits: list[Line] = field(default_factory=list)
    done: list[Line] = field(default_factory=list)


def desk_of(person: object, now: datetime, *, program: Program | None = None) -> Desk:
    """Of one's own offices, sorted by what is to be done. Six queries."""
    rows = Spot.objects.worked_by(person).single().with_voice().filter(voice__erased_at=None)
    rows = rows.filter(program=program) if program else rows
    desk = Desk()
    for line in _lines([*rows.live()[:MOST], *rows.done()[:MOST_DONE]], now):
        spot = line.spot
        if spot.state == SpotState.DONE:
            desk.done.append(line)
        elif spot.is_worked(now):
            desk.over.append(line)
        elif spot.is_planned:
            desk.planned.append(line)
        elif spot.voice.case.state == State.CLOSED:
            continue
        elif line.wait:
            desk.waits.append(line)
        else:
            (desk.open if spot.shown_at else desk.new).append(line)
    return desk


def days_ahead(program: Program, now: datetime) -> list[date]:
    """The next sessions of a programme, today's too."""
    today = zones.local_day(now, program.office.zone)
    found = calendar.openings(program, today, today + AHEAD)
    return [day.on for day in found if day.ends_at is None or day.ends_at > now][:MOST_DAYS]


def programs_with_spots(offices: Any) -> list[Program]:
    """Where residents may report one."""
    takes = Intake.objects.filter(kinds__contains=Kind.FINDING.value, program__office__in=offices)
    rows = Program.objects.with_series().filter(pk__in=takes.values("program_id"))
    return list(rows.select_related("office").order_by("name"))


@dataclass(frozen=True)
class Neighbours:
    """What else is known about the place of a spot, to the officer who may see it."""

    leading: Spot | None = None  # it was joined to this one
    twins: list[Spot] = field(default_factory=list)  # these were joined to it
    alike: list[Spot] = field(default_factory=list)  # perhaps the same place: open, near by words or street
    street: list[Spot] = field(default_factory=list)  # others on this street


def neighbours_of(spot: Spot, person: object) -> Neighbours:
    """Four queries, whatever there is."""
    rows = Spot.objects.worked_by(person).with_voice().filter(voice__erased_at=None)
    leading, twins = Spot.objects.leading(spot), list(rows.led_by(spot))
    others = rows.single().filter(office=spot.office_id).exclude(pk=spot.pk).order_by("-pk")
    alike = [] if leading else _alike(spot, others)
    known = {one.pk for one in (leading, *alike, *twins) if one}
    street = [one for one in others.filter(street_key=street_key(spot.street))[:20] if one.pk not in known]
    return Neighbours(leading, twins, alike, street[:10])


def _alike(spot: Spot, others: SpotQuerySet) -> list[Spot]:
    """At most 200 looked at. On one street few words in common are enough."""
    if not spot.is_joinable:
        return []
    own, found = marks(spot.voice.masked), list[tuple[float, Spot]]()
    for other in others.live()[:CANDIDATES]:
        share = likeness(own, marks(other.voice.masked))
        least = ALIKE_NEAR if other.street_key == spot.street_key else ALIKE
        if other.is_joinable and share >= least:
            found.append((share, other))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])[:SHOWN_ALIKE]]


def _takes_spots(*, program: int) -> Any:
    return Intake.objects.filter(program=program, kinds__contains=Kind.FINDING.value).values_list("pk")


TAKES_SPOTS = PreparedTuples(_takes_spots)
