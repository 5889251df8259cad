"""What may be shown of the answers: of one session, and of a programme's sessions added up.

A sum is made of what is shown already, and of nothing else. So it gives no hidden figure back.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from balai.base import zones
from balai.base.prepared import Prepared
from balai.performance.asking import again_of, asked_at, closes_on, closing_days, takes
from balai.performance.models import Choice, Lesson, LessonTally, Statement, Tally, UseTally
from balai.performance.rules import (
    LEAST,
    Audience,
    Figures,
    Obstacle,
    Opinion,
    Row,
    Source,
    Use,
    figures,
    is_thin,
    last_day,
    use_day,
)
from balai.programs.models import Program, Session
from balai.programs.models.session import TOOK_PLACE

OPINIONS = {opinion.value: str(opinion.label) for opinion in Opinion}
USES = {use.value: str(use.label) for use in Use}
OBSTACLES = {obstacle.value: str(obstacle.label) for obstacle in Obstacle}
RIGHT = {"right": "Benar", "wrong": "Salah"}
MOST = 60  # sessions of one page, the newest first


@dataclass(frozen=True)
class LessonResult:
    lesson: Lesson
    then: Figures
    later: Figures | None  # None: not asked again yet
    again: date | None  # the day on which it is asked again

    @property
    def words(self) -> str:
        """Then and now in one sentence."""
        if self.later is None:
            return self.then_words
        return f"saat itu {self.then_words}; empat pekan kemudian {self.later_words}"

    @property
    def then_words(self) -> str:
        return _right_words(self.then)

    @property
    def later_words(self) -> str:
        return _right_words(self.later) if self.later else ""


def _right_words(part: Figures) -> str:
    return f"{part.first.words} benar" if part.first else part.words


@dataclass(frozen=True)
class Results:
    """Of one session, as far as it has been counted."""

    session: Session
    statements: tuple[Figures, ...]
    use: Figures | None  # None: not asked, or the time is not over
    obstacles: Figures | None
    lessons: tuple[LessonResult, ...]
    is_counted: bool
    closes: date

    @property
    def has_shown(self) -> bool:
        parts = [*self.statements, *(row.then for row in self.lessons), *([self.use] if self.use else [])]
        return any(part.is_shown for part in parts)


def results_of(session: Session, audience: str, now: datetime) -> Results:
    return results(session.program, [session], audience, now)[0]


def counted(program: Program, audience: str, now: datetime) -> list[Results]:
    """Of a programme's sessions that are counted, the newest first."""
    return [row for row in results(program, _begun(program, now), audience, now) if row.is_counted]


def _begun(program: Program, now: datetime) -> list[Session]:
    rows = Session.objects.filter(program=program, state__in=TOOK_PLACE, starts_at__lte=now)
    found = list(rows.order_by("-starts_at", "pk")[:MOST])
    for session in found:
        session.program = program
    return found


def results(program: Program, sessions: list[Session], audience: str, now: datetime) -> list[Results]:
    """A fixed number of queries, and three more for each lesson that waits for its second time."""
    least, keys = LEAST[Audience(audience)], [row.pk for row in sessions]
    closes = closing_days(program.office, (row.on for row in sessions))
    today = zones.local_day(now, program.office.zone)
    opinions, lessons, uses = _opinions(keys), _lessons(sessions, least, today), _uses(keys)
    found = []
    for session in sessions:
        is_counted = today > closes[session.on]
        is_used_up = bool(uses[session.pk]) and today > last_day(session.on)
        use, obstacles = _use(uses[session.pk], least) if is_used_up else (None, None)
        found.append(
            Results(
                session=session,
                statements=_statements(opinions[session.pk], least) if is_counted else (),
                use=use,
                obstacles=obstacles,
                lessons=tuple(lessons[session.pk]) if is_counted else (),
                is_counted=is_counted,
                closes=closes[session.on],
            )
        )
    return found


Counts = dict[Statement, dict[str, Counter[str]]]  # statement -> source -> opinion -> how many


def _opinions(keys: list[int]) -> dict[int, Counts]:
    found: dict[int, Counts] = defaultdict(dict)
    for row in Tally.objects.filter(session__in=keys, number__gt=0).select_related("statement"):
        by_source = found[row.session_id].setdefault(row.statement, defaultdict(Counter))
        by_source[row.source][row.opinion] += row.number
    return found


def _statements(counts: Counts, least: int) -> tuple[Figures, ...]:
    ordered = sorted(counts, key=lambda row: (row.place is None, row.place or row.pk))
    return tuple(_figures(row.text, counts[row], OPINIONS, least, "Belum setuju") for row in ordered)


def _figures(
    title: str, by_source: Mapping[str, Counter[str]], labels: Mapping[str, str], least: int, rest: str = ""
) -> Figures:
    total: Counter[str] = sum(by_source.values(), Counter())
    sums = {str(source): by_source[source].total() for source in Source if source in by_source}
    return figures(title, total, labels, least=least, rest=rest, is_thin=is_thin(sums))


def _uses(keys: list[int]) -> dict[int, list[UseTally]]:
    found: dict[int, list[UseTally]] = defaultdict(list)
    for row in UseTally.objects.filter(session__in=keys):
        found[row.session_id].append(row)
    return found


def _use(rows: list[UseTally], least: int) -> tuple[Figures, Figures | None]:
    """What stood in the way is told only of a number of failures that is told itself."""
    uses: Counter[str] = Counter()
    obstacles: Counter[str] = Counter()
    for row in rows:
        uses[row.use] += row.number
        if row.use == Use.FAILED:
            obstacles[row.obstacle] += row.number
    use = figures("Sudah digunakan?", uses, USES, least=least, rest="Belum, atau tidak berhasil")
    failed = next((row.count for row in use.rows if row.label == USES[Use.FAILED]), None)
    if not failed:
        return use, None
    return use, figures("Apa yang menghalangi", obstacles, OBSTACLES, least=least, is_total_out=True)


def _lessons(sessions: list[Session], least: int, today: date) -> dict[int, list[LessonResult]]:
    by_key = {row.pk: row for row in sessions}
    lessons = list(Lesson.objects.filter(session__in=by_key))
    choices = {row.pk: row for row in Choice.objects.filter(lesson__in=lessons)}
    counts: dict[tuple[int, bool], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    later_on: dict[int, Session] = {}
    tallies = LessonTally.objects.filter(choice__in=choices, number__gt=0).select_related("session")
    for row in tallies:
        choice = choices[row.choice_id]
        is_first = row.session_id in by_key and _is_own(lessons, choice.lesson_id, row.session_id)
        if not is_first:
            later_on[choice.lesson_id] = row.session
        key = "right" if choice.is_right else "wrong"
        counts[choice.lesson_id, is_first][row.source][key] += row.number
    found: dict[int, list[LessonResult]] = defaultdict(list)
    for lesson in lessons:
        lesson.session = by_key[lesson.session_id]
        found[lesson.session_id].append(_lesson(lesson, counts, later_on.get(lesson.pk), least, today))
    return found


def _is_own(lessons: list[Lesson], lesson: int, session: int) -> bool:
    return any(row.pk == lesson and row.session_id == session for row in lessons)


def _lesson(lesson: Lesson, counts: Any, later: Session | None, least: int, today: date) -> LessonResult:
    then = _figures(lesson.question, counts[lesson.pk, True], RIGHT, least)
    program = lesson.session.program
    if later is None:
        return LessonResult(lesson, then, None, again_of(lesson, program.pk))
    is_final = today > closing_days(program.office, [later.on])[later.on]
    again = _figures(lesson.question, counts[lesson.pk, False], RIGHT, least) if is_final else None
    return LessonResult(lesson, then, again, later.on)


@dataclass(frozen=True)
class Sum:
    """How many agreed over several sessions: those that show it, and how many do not."""

    title: str
    row: Row
    sessions: int
    left_out: int


def added_up(found: Iterable[Results]) -> list[Sum]:
    """Of what each session shows by itself; a session that shows nothing is left out, and counted."""
    shown: dict[str, list[Row]] = defaultdict(list)
    left: Counter[str] = Counter()
    for one in found:
        for figure in one.statements:
            if figure.first:
                shown[figure.title].append(figure.first)
            else:
                left[figure.title] += 1
    return [_sum(title, rows, left[title]) for title, rows in shown.items()]


def _sum(title: str, rows: list[Row], left_out: int) -> Sum:
    agreed = Row(rows[0].label, sum(row.count or 0 for row in rows), sum(row.of for row in rows))
    return Sum(title, agreed, len(rows), left_out)


@dataclass(frozen=True)
class Month:
    words: str
    sums: list[Sum]


def by_month(found: Iterable[Results]) -> list[Month]:
    months: dict[tuple[int, int], list[Results]] = defaultdict(list)
    for one in found:
        months[one.session.on.year, one.session.on.month].append(one)
    ordered = sorted(months, reverse=True)
    return [Month(f"{zones.MONTHS[m - 1]} {year}", added_up(months[year, m])) for year, m in ordered]


def facts_of(session: Session, now: datetime) -> list[list[str]]:
    """For the close report: what everybody may read, as title and sentence. Empty before it is counted."""
    found = results_of(session, Audience.PUBLIC, now)
    rows = [[one.title, one.words] for one in found.statements]
    return [*rows, *([f"Pelajaran: {one.lesson.question}", one.words] for one in found.lessons)]


def waits_until(session: Session, now: datetime) -> date | None:
    """The day after which the figures stand in a report; None where nothing is asked, or they do already."""
    return closes_on(session) if takes(session, now) and not asked_at(session).is_empty else None


def use_words(session: Session) -> str:
    """When the second question is asked, and until when it is answered."""
    asked, last = zones.day(use_day(session.on)), zones.day(last_day(session.on))
    return f"Ditanyakan {asked}, dapat dijawab sampai {last}."


def _lesson_at(*, session: int) -> QuerySet[Lesson]:
    return Lesson.objects.filter(session=session)


LESSON = Prepared(_lesson_at)


def on_session_page(session: Session | None, now: datetime) -> dict[str, Any]:
    """For the page of a day: its lesson, the way to answer while it is open, then what everybody may read."""
    found: dict[str, Any] = {"lesson": None, "asks_pulse": False, "results": None}
    if session is None:
        return found
    found["lesson"] = LESSON.first(session=session.pk)
    if takes(session, now):
        found["asks_pulse"] = not asked_at(session).is_empty
    elif session.starts_at <= now:
        found["results"] = results_of(session, Audience.PUBLIC, now)
    return found
