"""Sessions that a new word would touch: listed before, decided one by one, never dropped silently."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from balai.base import zones
from balai.base.errors import RuleBroken
from balai.programs.actions.desks import clashes_of
from balai.programs.calendar import almanac_between
from balai.programs.checks import booked_everywhere
from balai.programs.models import Change, Desk, Program, Session, Speaker
from balai.programs.rules import Almanac, ChangeKind, Day, Series, SessionState, because, occurrence_of
from balai.programs.rules.talks import Answer

KEEP, CANCEL, FOLLOW = "keep", "cancel", "follow"


@dataclass(frozen=True)
class Touched:
    """A session, how many count on it, which agencies have a table there or speak, and what becomes of it."""

    session: Session
    booked: int
    becomes: Day
    desks: tuple[Desk, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    clashes: tuple[str, ...] = ()  # tables that could not stand there, in words (CAL-5)

    @property
    def needs_a_word(self) -> bool:
        return bool(self.booked or self.desks or self.speakers)

    @property
    def choices(self) -> tuple[str, ...]:
        """Who booked keeps the promise or is told; an agency can also be asked to follow."""
        return (KEEP, CANCEL) if self.booked else (KEEP, CANCEL, FOLLOW)

    @property
    def who(self) -> str:
        people = [f"{self.booked} orang"] if self.booked else []
        desks = [f"meja {desk.agency}" for desk in self.desks]
        return ", ".join([*people, *desks, *(f"pembicara {speaker}" for speaker in self.speakers)])

    @property
    def words(self) -> str:
        if self.becomes.is_open:
            hours = zones.span(*self.becomes.span, self.session.zone)
            return f"menjadi {hours}, {self.becomes.place}"
        return because(self.becomes)


def affected_sessions(program: Program, becoming: Series, *, now: datetime) -> list[Touched]:
    """The sessions ahead whose day, hours or place would differ under the series that is to come."""
    sessions = list(program.sessions.not_over(now).exclude(state=SessionState.CANCELLED).order_by("on"))
    almanac = almanac_of(sessions)
    touched = []
    for session in sessions:
        day = occurrence_of(becoming, session.planned_on, almanac)
        if differs(session, day):
            touched.append(touched_session(session, day))
    return touched


def touched_session(session: Session, becomes: Day) -> Touched:
    desks = tuple(session.desks.select_related("agency", "session__program").order_by("agency__name"))
    clashes = tuple(clashes_of(desks, becomes.on, becomes.place)) if becomes.is_open else ()
    asked = Speaker.objects.filter(session=session, answer__in=[Answer.INVITED, Answer.CONFIRMED])
    speakers = tuple(asked.select_related("agency").order_by("pk"))
    return Touched(session, booked_everywhere(session), becomes, desks, speakers, clashes)


def almanac_of(sessions: list[Session]) -> Almanac:
    days = [s.planned_on for s in sessions] + [s.on for s in sessions] or [date(2026, 1, 1)]
    return almanac_between(min(days), max(days))


def differs(session: Session, day: Day) -> bool:
    if not day.is_open:
        return session.is_held
    seen = (session.starts_at, session.ends_at, session.place_text)
    return seen != (day.starts_at, day.ends_at, day.place) or not session.is_held


def settle(touched: list[Touched], decisions: Mapping[int, str], *, reason: str, now: datetime) -> None:
    """What becomes of each touched session that people or agencies count on: the office says it."""
    counted = [t for t in touched if t.needs_a_word]
    open_cases = [t for t in counted if decisions.get(t.session.pk) not in t.choices]
    if open_cases:
        named = "; ".join(f"{zones.day(t.session.on)} ({t.who})" for t in open_cases)
        has_people = any(t.booked for t in open_cases)
        ways = "tetap atau batal" if has_people else "tetap, batal, atau ikut jadwal baru"
        message = f"Ada jadwal yang sudah ditunggu: {named}. Pilih untuk masing-masing: {ways}."
        raise RuleBroken("rule.touches_booked", message, sessions=[t.session.pk for t in open_cases])
    for case in counted:
        decided = decisions[case.session.pk]
        if decided == KEEP:
            _keep(case.session, now)
        elif decided == CANCEL:
            write_change(case.session, ChangeKind.CANCELLED, reason=reason, now=now)
        else:
            case.session.desks.update(confirmed_at=None)  # each agency says anew whether it comes


def _keep(session: Session, now: datetime) -> None:
    starts, ends = (zones.local(moment, session.zone) for moment in (session.starts_at, session.ends_at))
    write_change(
        session,
        ChangeKind.MOVED if session.is_moved_day else ChangeKind.DECIDED,
        reason="tetap seperti yang sudah dijanjikan",
        to_on=session.on if session.is_moved_day else None,
        opens=starts.time(),
        closes=ends.time(),
        place_text=session.place_text,
        now=now,
    )


def write_change(session: Session, kind: ChangeKind, *, now: datetime, **facts: object) -> Change:
    """The office's latest word on this occurrence, with the next revision."""
    row = Change.objects.filter(program=session.program_id, planned_on=session.planned_on).first()
    revision = row.revision + 1 if row else 1
    blank = {"reason": "", "to_on": None, "opens": None, "closes": None, "place_text": ""}
    values = {**blank, **facts, "kind": kind, "revision": revision, "made_at": now}
    change, _ = Change.objects.update_or_create(
        program_id=session.program_id, planned_on=session.planned_on, defaults=values
    )
    return change
