"""What a page tells about a programme: the next opening, what follows, and why a usual day is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from balai.base import zones
from balai.programs import rules
from balai.programs.calendar import almanac_between, almanac_from, series_of
from balai.programs.models import Desk, Program, Session
from balai.programs.readings import desks_standing
from balai.programs.rules import Almanac, Day, Series
from balai.programs.rules.engine import HORIZON


@dataclass(frozen=True)
class DayLine:
    """One line of a schedule: the day and its reason in words."""

    program: Program
    day: Day

    @property
    def because(self) -> str:
        return rules.because(self.day)

    @property
    def hours(self) -> str:
        return zones.span(*self.day.span, self.program.zone) if self.day.is_open else ""

    @property
    def needs_a_word(self) -> bool:
        """An ordinary opening explains itself; a closed, changed or holiday one does not."""
        return not self.day.is_open or self.day.cause not in (rules.Cause.RULE, rules.Cause.LISTED)


@dataclass(frozen=True)
class Outlook:
    """The days ahead of one programme, seen from a moment."""

    program: Program
    lines: list[DayLine]
    is_running: bool
    rule_words: str
    unfixed: list[int]

    @property
    def rule_short(self) -> str:
        """Without the words about holidays: for paper."""
        return self.rule_words.split(";")[0]

    @property
    def following(self) -> DayLine | None:
        return next((line for line in self.lines if line.day.is_open), None)

    @property
    def closed_before(self) -> list[DayLine]:
        """Usual days that are closed before the next opening: nobody should come in vain."""
        first = self.following.day.on if self.following else date.max
        return [line for line in self.lines if not line.day.is_open and line.day.on < first]

    @property
    def sentence(self) -> str:
        day = self.following.day if self.following else None
        return rules.next_sentence(self.program.name, day, [line.day for line in self.closed_before])

    @property
    def changed(self) -> list[DayLine]:
        return [line for line in self.lines if line.day.is_changed]


def outlook(program: Program, *, now: datetime, count: int = 8, almanac: Almanac | None = None) -> Outlook:
    """The next `count` openings with every usual day between them that is closed."""
    series, today = series_of(program), zones.local_day(now, program.zone)
    almanac = almanac or almanac_from(today)
    lines = [DayLine(program, day) for day in ahead(series, now, today, almanac, count)]
    first = next((line.day for line in lines if line.day.is_open), None)
    rule = series.rule_on(today) or (min(series.rules, key=lambda r: r.starts_on) if series.rules else None)
    last = lines[-1].day.on if lines else today
    return Outlook(
        program=program,
        lines=lines,
        is_running=bool(first and first.span[0] <= now),
        rule_words=rules.describe(rule, program.zone) if rule else "",
        unfixed=[year for year in range(today.year, last.year + 1) if year in almanac.unfixed_years],
    )


def poster_lines(view: Outlook) -> list[DayLine]:
    """What fits on A4: changes first of all, then the nearest days, in the order of the calendar."""
    room = 3 if view.changed else 4
    by_need = sorted(view.lines, key=lambda line: (not line.day.is_changed, line.day.on))
    return sorted(by_need[:room], key=lambda line: line.day.on)


def ahead(series: Series, now: datetime, today: date, almanac: Almanac, count: int) -> list[Day]:
    """Days worth a word until `count` openings are found."""
    found: list[Day] = []
    openings = 0
    for day in rules.days_between(series, today, today + timedelta(days=HORIZON), almanac):
        if day.is_open and day.span[1] > now:
            openings += 1
            found.append(day)
        elif day.is_usual and not day.is_open:
            found.append(day)
        if openings == count:
            break
    while found and not found[-1].is_open and openings:
        found.pop()
    return found[: count * 4]


def days_of(programs: Iterable[Program], first: date, last: date) -> dict[date, list[DayLine]]:
    """Every open or closed usual day of several programmes: for a month, or a list of what comes."""
    almanac = almanac_between(first, last)
    by_day: dict[date, list[DayLine]] = {}
    for program in programs:
        for day in rules.days_between(series_of(program), first, last, almanac):
            if day.is_open or (day.is_usual and day.cause != rules.Cause.NOT_STARTED):
                by_day.setdefault(day.on, []).append(DayLine(program, day))
    return by_day


def nearby(program: Program, wanted: str, *, now: datetime) -> dict[str, object]:
    """The places of a rota for a resident to choose from, and when it comes to the chosen one (CAL-5)."""
    today = zones.local_day(now, program.zone)
    rule = series_of(program).rule_on(today + timedelta(days=HORIZON))
    stops = {stop.place: stop for stop in (rule.listed if rule else ()) if stop.on >= today}
    here = next((stop for stop in stops.values() if wanted and wanted in (stop.place_code, stop.place)), None)
    last = max((stop.on for stop in stops.values()), default=today)
    almanac = almanac_between(today, last) if here else Almanac()
    days = rules.openings_between(series_of(program), today, last, almanac) if here else []
    near = [day for day in days if here and day.place == here.place]
    return {"places": sorted(stops.values(), key=lambda stop: stop.place), "here": here, "near": near}


@dataclass(frozen=True)
class DesksOf:
    """The agencies of one day as residents may know them: names of those that come, a number of the rest."""

    sure: list[Desk]
    asked: int


def desks_of(program: Program, on: date) -> DesksOf | None:
    """None where no agency was asked. One query."""
    rows = desks_standing(program.pk, on)
    sure = [row for row in rows if row.confirmed_at]
    return DesksOf(sure, len(rows) - len(sure)) if rows else None


def latest_with_desks(program: Program, *, before: date) -> Session | None:
    """The last day before this one that had tables."""
    rows = program.sessions.filter(on__lt=before, desks__isnull=False)
    return rows.order_by("-on").first()
