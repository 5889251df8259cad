from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from balai.audit.actions import record
from balai.base import clock, zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.programs import calendar, rules
from balai.programs.actions.desks import require_desks_apart
from balai.programs.actions.touched import almanac_of, write_change
from balai.programs.checks import booked_everywhere
from balai.programs.models import Change, Program, Session
from balai.programs.rules import (
    Almanac,
    ChangeKind,
    Day,
    DayState,
    Hours,
    Series,
    SessionState,
    because,
    day_of,
    occurrence_of,
)
from balai.programs.rules.moments import moments


@transaction.atomic
def session_for(program: Program, on: date, *, now: datetime | None = None) -> Session:
    """The row of the opening on this day; made when it is first needed."""
    session = find_session(program, on)
    if session:
        return session
    day = calendar.day(program, on)
    if not day.is_open:
        raise RuleBroken("session.none", calendar.why(program, on))
    return _make(program, day, now=now or clock.now())


@transaction.atomic
def materialise(*, program: Program, until: date, now: datetime) -> int:
    """Rows for the openings from today until this day; rows that are there follow the series."""
    program = locked(program)
    made = 0
    for day in calendar.openings(program, zones.local_day(now, program.zone), until):
        if not find_session(program, day.planned_on):
            _make(program, day, now=now)
            made += 1
    bring_all_in_line(program, now=now)
    return made


@transaction.atomic
def cancel_session(*, program: Program, on: date, reason: str, by: object, now: datetime) -> Session:
    """This one is not held; whoever booked is told why."""
    program, session = _held(program, on, by, now)
    _require_reason(reason)
    write_change(session, ChangeKind.CANCELLED, reason=reason, now=now)
    return _done("session.cancelled", program, session, by, now)


@transaction.atomic
def move_session(
    *,
    program: Program,
    on: date,
    reason: str,
    by: object,
    now: datetime,
    to_on: date | None = None,
    opens: time | None = None,
    closes: time | None = None,
    place_text: str = "",
) -> Session:
    """Another day, other hours, or another place for this one; its name and its bookings stay."""
    program, session = _held(program, on, by, now)
    _require_reason(reason)
    to_on = to_on or session.on
    _require_free_day(program, session, to_on)
    starts, ends = (zones.local(moment, session.zone) for moment in (session.starts_at, session.ends_at))
    hours = Hours(opens or starts.time(), closes or ends.time())
    place_text = place_text or session.place_text
    begins, closes_at = moments(to_on, hours, session.zone)
    if (begins, closes_at, place_text) == (session.starts_at, session.ends_at, session.place_text):
        raise RuleBroken("session.same", "Hari, jam, dan tempatnya masih sama. Ubah salah satunya.")
    if begins <= now:
        raise RuleBroken(
            "session.past", "Jam yang baru sudah lewat. Pilih jam yang akan datang.", field="to_on"
        )
    require_desks_apart(session, on=to_on, place=place_text)
    write_change(
        session,
        ChangeKind.MOVED,
        reason=reason,
        to_on=to_on,
        opens=hours.opens,
        closes=hours.closes,
        place_text=place_text,
        now=now,
    )
    return _done("session.moved", program, session, by, now)


@transaction.atomic
def decide_session(
    *, program: Program, on: date, holds: bool, by: object, now: datetime, reason: str = ""
) -> Session:
    """A holiday that needed a decision: held or not."""
    program = locked(program)
    require(by, Permission.PROGRAM_PUBLISH, at=program.office)
    session = find_session(program, on) or _undecided(program, on)
    if session.state != SessionState.NEEDS_DECISION:
        raise RuleBroken("session.decided", "Jadwal ini tidak menunggu keputusan.")
    kind = ChangeKind.DECIDED if holds else ChangeKind.CANCELLED
    write_change(
        session, kind, reason=reason or ("" if holds else session.reason), now=now, **_kept_hours(session)
    )
    return _done("session.decided", program, session, by, now)


@transaction.atomic
def add_session(
    *,
    program: Program,
    on: date,
    by: object,
    now: datetime,
    opens: time | None = None,
    closes: time | None = None,
    place_text: str = "",
    reason: str = "",
) -> Session:
    """One opening more, outside the rule."""
    program = locked(program)
    require(by, Permission.PROGRAM_PUBLISH, at=program.office)
    today = calendar.day(program, on)
    if today.is_open:
        raise RuleBroken("session.exists", f"{zones.day(on)} sudah ada di jadwal.", field="on")
    change = rules.Change(
        on, ChangeKind.ADDED, reason, hours=calendar.hours_of(opens, closes), place=place_text
    )
    day = day_of(calendar.with_change(program, change), on, calendar.almanac_from(on))
    if not day.is_open or day.span[1] <= now:
        raise RuleBroken("session.hours", "Isi jam yang akan datang.", field="opens")
    session = find_session(program, on) or Session(program=program, planned_on=on, on=on)
    write_change(
        session, ChangeKind.ADDED, reason=reason, opens=opens, closes=closes, place_text=place_text, now=now
    )
    session = session if session.pk else _make(program, day, now=now)
    return _done("session.added", program, session, by, now)


@transaction.atomic
def close_session(*, session: Session, by: object, now: datetime) -> Session:
    """The session is over: nothing of it changes any more."""
    session = locked(session)
    require(by, Permission.QUEUE_MANAGE, at=session.program.office)
    if not session.is_held or now < session.starts_at:
        raise RuleBroken("session.not_begun", "Jadwal ini belum berlangsung, jadi belum bisa ditutup.")
    session.state = SessionState.CLOSED
    session.save(update_fields=["state"])
    record("session.closed", session, by=by, office=session.program.office, now=now)
    return session


def find_session(program: Program, on: date) -> Session | None:
    """By the day on which it is held, else by the day on which it was planned."""
    rows = list(program.sessions.filter(on=on)) or list(program.sessions.filter(planned_on=on))
    rows.sort(key=lambda row: (not row.is_held, row.planned_on != on))
    return rows[0] if rows else None


def bring_all_in_line(program: Program, *, now: datetime) -> None:
    """The rows ahead follow the series as it is now."""
    fresh = Program.objects.with_series().get(pk=program.pk)
    sessions = list(fresh.sessions.not_over(now).order_by("planned_on"))
    series, almanac = calendar.series_of(fresh), almanac_of(sessions)
    for session in sorted(sessions, key=lambda row: occurrence_of(series, row.planned_on, almanac).is_open):
        bring_in_line(session, series, almanac)


def bring_in_line(session: Session, series: Series, almanac: Almanac) -> None:
    """One row follows the series. What people booked is never dropped by a rule: it asks for a decision."""
    day = occurrence_of(series, session.planned_on, almanac)
    before = _seen(session)
    if day.is_open:
        _hold(session, day)
    else:
        _shut(session, day)
    if _seen(session) != before:
        session.revision += 1
        session.save()


def _hold(session: Session, day: Day) -> None:
    session.on, (session.starts_at, session.ends_at) = day.on, day.span
    session.place_text = day.place
    session.state = SessionState.MOVED if day.change == ChangeKind.MOVED else SessionState.PLANNED
    session.reason = " ".join(day.words) if day.change else ""


def _shut(session: Session, day: Day) -> None:
    said = day.change == ChangeKind.CANCELLED
    waits = day.state == DayState.UNDECIDED or (not said and booked_everywhere(session) > 0)
    session.state = SessionState.NEEDS_DECISION if waits else SessionState.CANCELLED
    session.reason = " ".join(day.words) if said else because(day)


def _seen(session: Session) -> tuple[object, ...]:
    return (session.on, session.starts_at, session.ends_at, session.place_text, session.state, session.reason)


def _make(program: Program, day: Day, *, now: datetime) -> Session:
    """Insert the row; if somebody else just did, theirs is the row."""
    session = Session(program=program, planned_on=day.planned_on)
    _hold(session, day)
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError:
        return Session.objects.get(program=program, planned_on=day.planned_on)
    record("session.made", session, by=None, office=program.office, now=now)
    return session


def _held(program: Program, on: date, by: object, now: datetime) -> tuple[Program, Session]:
    program = locked(program)
    require(by, Permission.PROGRAM_PUBLISH, at=program.office)
    session = find_session(program, on) or (_undecided(program, on) if _asks(program, on) else None)
    session = session or session_for(program, on, now=now)
    if session.state == SessionState.CANCELLED:
        raise RuleBroken("session.cancelled", "Jadwal ini sudah dibatalkan.")
    if session.state == SessionState.CLOSED or session.ends_at <= now:
        raise RuleBroken("session.past", "Jadwal ini sudah lewat.")
    return program, locked(session)


def _asks(program: Program, on: date) -> bool:
    return calendar.day(program, on).state == DayState.UNDECIDED


def _undecided(program: Program, on: date) -> Session:
    """The row of an occurrence that waits for a decision."""
    day = calendar.day(program, on)
    if day.state != DayState.UNDECIDED or day.starts_at is None or day.ends_at is None:
        raise RuleBroken("session.none", calendar.why(program, on))
    return Session.objects.create(
        program=program,
        planned_on=day.planned_on,
        on=day.on,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        place_text=day.place,
        state=SessionState.NEEDS_DECISION,
        reason=because(day),
    )


def _kept_hours(session: Session) -> dict[str, object]:
    """An earlier change of hours or place is not forgotten by a decision."""
    row = Change.objects.filter(program=session.program_id, planned_on=session.planned_on).first()
    return {"opens": row.opens, "closes": row.closes, "place_text": row.place_text} if row else {}


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("session.reason", "Tulis alasannya; warga akan membacanya.", field="reason")


def _require_free_day(program: Program, session: Session, to_on: date) -> None:
    there = calendar.day(program, to_on)
    if to_on != session.on and there.is_open:
        message = f"{zones.day(to_on)} sudah ada jadwalnya. Pilih hari lain."
        raise RuleBroken("session.day_taken", message, field="to_on")
    if there.planned_on != session.planned_on and there.is_open:
        raise RuleBroken("session.day_taken", "Hari itu sudah dipakai jadwal lain.", field="to_on")


def _done(verb: str, program: Program, session: Session, by: object, now: datetime) -> Session:
    program.changed_at = now
    program.save(update_fields=["changed_at"])
    bring_all_in_line(program, now=now)
    session.refresh_from_db()
    record(
        verb,
        session,
        by=by,
        office=program.office,
        now=now,
        planned_on=session.planned_on.isoformat(),
        revision=session.revision,
    )
    return session
