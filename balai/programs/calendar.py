"""Reading the series of a programme: rows become the engine's plain values, and its answers come back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from balai.base import zones
from balai.places.calendar import holiday_years, holidays_between
from balai.places.models import Office, OpeningHours, Place
from balai.places.rules import Season
from balai.programs import rules
from balai.programs.models import Change, Pause, Program, RotaDay, RuleHours, RuleVersion
from balai.programs.rules import Almanac, Day, Hours, OnHolidays, Timetable

LOOK_AHEAD = 400


def almanac_between(first: date, last: date) -> Almanac:
    """Holidays and Ramadans of these days: two queries."""
    years = range(first.year, last.year + 1)
    rows = {row.year: row for row in holiday_years(first, last)}
    ramadans = [(row.ramadan_from, row.ramadan_to) for row in rows.values()]
    return Almanac(
        holidays=holidays_between(first, last),
        ramadans=tuple((start, end) for start, end in ramadans if start and end),
        unfixed_years=frozenset(year for year in years if year not in rows),
    )


def almanac_from(day: date) -> Almanac:
    """Enough for the weeks before this day and the next opening after it."""
    return almanac_between(day - timedelta(days=62), day + timedelta(days=LOOK_AHEAD + 62))


def series_of(program: Program) -> rules.Series:
    series = getattr(program, "series", None)
    versions = list(series.rules.all()) if series else []
    return rules.Series(
        zone=program.office.zone,
        rules=tuple(rule_of(version, program.office) for version in versions),
        ends_on=series.ends_on if series else None,
        changes=tuple(_change(row) for row in program.changes.all()),
        pauses=tuple(_pause(row) for row in program.pauses.all()),
        place=program.place_text or str(program.office),
    )


def rule_of(version: RuleVersion, office: Office) -> rules.Rule:
    return rules.Rule(
        starts_on=version.starts_on,
        pattern=rules.Pattern(version.pattern),
        weekdays=version.weekday_set,
        every=version.every,
        anchor=version.anchor,
        nths=version.nth_set,
        listed=tuple(_listed(stop) for stop in version.rota.all()),
        on_holidays=OnHolidays(version.on_holidays or OnHolidays.ASK),
        counts_joint_leave=version.counts_joint_leave,
        timetable=_office_timetable(office) if version.uses_office_hours else _own_timetable(version),
        revision=version.revision,
    )


def rule_from_terms(terms: rules.RuleTerms, starts_on: date, office: Office) -> rules.Rule:
    """The rule that these terms would make, without writing anything."""
    return rules.Rule(
        starts_on=starts_on,
        pattern=terms.pattern,
        weekdays=terms.weekdays,
        every=terms.every,
        anchor=terms.anchor,
        nths=terms.nths,
        listed=tuple(_stop_of(row) for row in terms.rota),
        on_holidays=terms.on_holidays or OnHolidays.ASK,
        counts_joint_leave=terms.counts_joint_leave,
        timetable=_office_timetable(office) if terms.uses_office_hours else _timetable_of(terms),
    )


def with_change(program: Program, change: rules.Change) -> rules.Series:
    series = series_of(program)
    kept = tuple(c for c in series.changes if c.planned_on != change.planned_on)
    return replace(series, changes=(*kept, change))


def day(program: Program, on: date, almanac: Almanac | None = None) -> Day:
    return rules.day_of(series_of(program), on, almanac or almanac_from(on))


def openings(program: Program, first: date, last: date, almanac: Almanac | None = None) -> list[Day]:
    return rules.openings_between(series_of(program), first, last, almanac or almanac_between(first, last))


def next_opening(program: Program, *, after: datetime, almanac: Almanac | None = None) -> Day | None:
    almanac = almanac or almanac_from(zones.local_day(after, program.zone))
    return rules.next_opening(series_of(program), after, almanac)


def why(program: Program, on: date) -> str:
    """Why this day is open or closed, and when the door opens again."""
    almanac, series = almanac_from(on), series_of(program)
    end_of_day = datetime.combine(on, time.max, tzinfo=ZoneInfo(program.zone))
    following = rules.next_opening(series, end_of_day, almanac)
    return rules.why(rules.day_of(series, on, almanac), following, almanac)


def hours_of(opens: time | None, closes: time | None) -> Hours | None:
    return Hours(opens, closes) if opens and closes else None


def _listed(stop: RotaDay) -> rules.Listed:
    return rules.Listed(
        on=stop.on,
        place=str(stop),
        place_code=stop.place.code if stop.place else "",
        crew=stop.crew,
        hours=hours_of(stop.opens, stop.closes),
    )


def _stop_of(row: rules.RotaTerms) -> rules.Listed:
    place = (
        Place.objects.filter(code=row.place_code).first() if row.place_code and not row.place_text else None
    )
    return rules.Listed(
        on=row.on,
        place=row.place_text or str(place or ""),
        place_code=row.place_code,
        crew=row.crew,
        hours=hours_of(row.opens, row.closes),
    )


def _timetable_of(terms: rules.RuleTerms) -> Timetable:
    return Timetable(
        normal=hours_of(terms.opens, terms.closes),
        by_weekday=_by_weekday(terms.weekday_hours, Season.NORMAL),
        ramadan=hours_of(terms.ramadan_opens, terms.ramadan_closes),
        ramadan_by_weekday=_by_weekday(terms.weekday_hours, Season.RAMADAN),
    )


def _own_timetable(version: RuleVersion) -> Timetable:
    return Timetable(
        normal=hours_of(version.opens, version.closes),
        by_weekday=_by_weekday(version.weekday_hours.all(), Season.NORMAL),
        ramadan=hours_of(version.ramadan_opens, version.ramadan_closes),
        ramadan_by_weekday=_by_weekday(version.weekday_hours.all(), Season.RAMADAN),
    )


def _office_timetable(office: Office) -> Timetable:
    rows = office.hours.all()
    return Timetable(
        by_weekday=_by_weekday(rows, Season.NORMAL), ramadan_by_weekday=_by_weekday(rows, Season.RAMADAN)
    )


def _by_weekday(
    rows: Iterable[OpeningHours] | Iterable[RuleHours] | Iterable[rules.HoursTerms], season: str
) -> dict[int, Hours]:
    return {row.weekday: Hours(row.opens, row.closes) for row in rows if row.season == season}


def _change(row: Change) -> rules.Change:
    return rules.Change(
        planned_on=row.planned_on,
        kind=rules.ChangeKind(row.kind),
        reason=row.reason,
        to_on=row.to_on,
        hours=hours_of(row.opens, row.closes),
        place=row.place_text,
        revision=row.revision,
    )


def _pause(row: Pause) -> rules.Pause:
    return rules.Pause(row.starts_on, row.ends_on, row.reason, row.revision, row.covered_until)
