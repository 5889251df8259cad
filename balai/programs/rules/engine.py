"""From a series to its days. The order of words: the office's change, the end, a pause, the rule."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from balai.programs.rules.moments import moments
from balai.programs.rules.pattern import names
from balai.programs.rules.series import Almanac, Change, Day, Hours, Rule, Series
from balai.programs.rules.words import Cause, ChangeKind, DayState, OnHolidays, Pattern

HORIZON = 400  # days looked ahead: more than a year, so that a yearly rule still finds its next day


def day_of(series: Series, on: date, almanac: Almanac) -> Day:
    """What is on this day, and why."""
    plain = _by_rule(series, on, almanac)
    arrival = series.arrivals_on.get(on)
    if arrival:
        return _arrived(series, on, arrival, almanac)
    change = series.changes_of.get(on)
    return _changed(series, plain, change) if change else plain


def days_between(series: Series, first: date, last: date, almanac: Almanac) -> Iterator[Day]:
    """Every day from the first to the last, both included."""
    for offset in range((last - first).days + 1):
        yield day_of(series, first + timedelta(days=offset), almanac)


def openings_between(series: Series, first: date, last: date, almanac: Almanac) -> list[Day]:
    return [day for day in days_between(series, first, last, almanac) if day.is_open]


def usual_but_closed(series: Series, first: date, last: date, almanac: Almanac) -> list[Day]:
    """The days on which people would come in vain if nobody told them."""
    return [d for d in days_between(series, first, last, almanac) if d.is_usual and not d.is_open]


def next_opening(series: Series, after: datetime, almanac: Almanac, *, horizon: int = HORIZON) -> Day | None:
    """The first opening that is not over at this moment (it may be running)."""
    today = after.astimezone(ZoneInfo(series.zone)).date()
    days = days_between(series, today, today + timedelta(days=horizon), almanac)
    return next((day for day in days if day.is_open and day.span[1] > after), None)


def occurrence_of(series: Series, planned_on: date, almanac: Almanac) -> Day:
    """What became of the occurrence planned on this day, wherever it is held now."""
    change = series.changes_of.get(planned_on)
    day = day_of(series, change.held_on if change else planned_on, almanac)
    if day.planned_on == planned_on:
        return day
    return Day(planned_on, DayState.CLOSED, Cause.NOT_A_DAY, is_usual=False, planned_on=planned_on)


def _by_rule(series: Series, on: date, almanac: Almanac) -> Day:
    """The day without the office's changes."""
    rule = series.rule_on(on)
    if rule is None:
        return Day(on, DayState.CLOSED, Cause.NOT_STARTED, is_usual=False, planned_on=on)
    day = _ruled_day(series, rule, on, almanac)
    if series.ends_on and on > series.ends_on:
        return replace(_shut(day, Cause.ENDED), is_usual=False)
    pause = next((p for p in series.pauses if p.covers(on)), None)
    if pause and day.state != DayState.CLOSED:
        return _shut(day, Cause.PAUSED, pause.reason)
    return day


def _ruled_day(series: Series, rule: Rule, on: date, almanac: Almanac) -> Day:
    """The rule and the holiday, with hours and place: made at once, since a page asks for forty of them."""
    state, cause, words = _ruled(rule, on, almanac)
    hours, stop = _hours(rule, on, almanac), rule.listed_on.get(on)
    starts_at, ends_at = moments(on, hours, series.zone) if hours else (None, None)
    is_usual = cause != Cause.NOT_A_DAY
    if state == DayState.OPEN and hours is None:  # nobody is invited to an hour that is not set
        state, cause = DayState.UNDECIDED, Cause.NO_HOURS
    return Day(
        on,
        state,
        cause,
        is_usual,
        words,
        planned_on=on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=stop.place if stop and stop.place else series.place,
        place_code=stop.place_code if stop else "",
        revision=max([rule.revision, *(p.revision for p in series.pauses if p.has_covered(on))]),
    )


def _ruled(rule: Rule, on: date, almanac: Almanac) -> tuple[DayState, Cause, tuple[str, ...]]:
    """The rule and the holiday, nothing else: open or not, why, and the holiday's name."""
    named = names(rule, on)
    holiday = almanac.holiday(on, counts_joint_leave=rule.counts_joint_leave)
    words = (holiday.name,) if holiday else ()
    if not named and not (holiday and rule.on_holidays == OnHolidays.OPEN):
        return DayState.CLOSED, Cause.NOT_A_DAY, words
    if not holiday or rule.on_holidays == OnHolidays.SAME:
        return DayState.OPEN, Cause.LISTED if rule.pattern == Pattern.DATES else Cause.RULE, ()
    if rule.on_holidays == OnHolidays.OPEN:
        return DayState.OPEN, Cause.RULE_AND_HOLIDAY if named else Cause.HOLIDAY, words
    state = DayState.CLOSED if rule.on_holidays == OnHolidays.CLOSED else DayState.UNDECIDED
    return state, Cause.HOLIDAY, words


def _hours(rule: Rule, on: date, almanac: Almanac) -> Hours | None:
    stop = rule.listed_on.get(on)
    if stop and stop.hours:
        return stop.hours
    return rule.timetable.on(on, is_ramadan=almanac.is_ramadan(on))


def _shut(day: Day, cause: Cause, *words: str) -> Day:
    kept = tuple(word for word in words if word)
    return replace(day, state=DayState.CLOSED, cause=cause, words=kept)


def _changed(series: Series, day: Day, change: Change) -> Day:
    """The occurrence planned on this day, as the office changed it; it is not held on another day's date."""
    day = replace(day, change=change.kind, revision=day.revision + change.revision, is_usual=True)
    if change.kind == ChangeKind.CANCELLED:
        return _shut(day, Cause.CANCELLED, change.reason)
    if change.held_on != day.on:
        return replace(_shut(day, Cause.MOVED_AWAY, change.reason), moved_to=change.held_on)
    cause = Cause.ADDED if change.kind == ChangeKind.ADDED else Cause.DECIDED
    return _opened(series, day, change, cause)


def _arrived(series: Series, on: date, change: Change, almanac: Almanac) -> Day:
    """The occurrence that moved to this day (or within it)."""
    origin = _by_rule(series, change.planned_on, almanac)
    rule = series.rule_on(change.planned_on)
    hours = change.hours or (_hours(rule, change.planned_on, almanac) if rule else None)
    moved = replace(
        origin, on=on, change=change.kind, revision=origin.revision + change.revision, is_usual=True
    )
    return _opened(series, moved, replace(change, hours=hours), Cause.MOVED_HERE)


def _opened(series: Series, day: Day, change: Change, cause: Cause) -> Day:
    words = (change.reason,) if change.reason else ()
    day = replace(day, state=DayState.OPEN, cause=cause, words=words, place=change.place or day.place)
    if change.hours:
        starts_at, ends_at = moments(day.on, change.hours, series.zone)
        return replace(day, starts_at=starts_at, ends_at=ends_at)
    if day.starts_at is None:
        return replace(day, state=DayState.UNDECIDED, cause=Cause.NO_HOURS)
    return day
