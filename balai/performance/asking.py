"""What is asked at one session, and until when: statements, its lesson, and a lesson of four weeks ago."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from balai.base import zones
from balai.performance.models import Choice, Lesson, Pulse, Statement
from balai.performance.rules import AGAIN_AFTER, AGAIN_WITHIN, again_on
from balai.places.calendar import working_calendar
from balai.places.models import Office
from balai.programs import calendar
from balai.programs.models import Program, Session
from balai.programs.models.session import TOOK_PLACE

FIRST, LAST = AGAIN_AFTER - AGAIN_WITHIN, AGAIN_AFTER + AGAIN_WITHIN


@dataclass(frozen=True)
class Question:
    """A lesson's question at one session: the first time, or again."""

    lesson: Lesson
    choices: tuple[Choice, ...]
    is_again: bool


@dataclass(frozen=True)
class Asked:
    statements: tuple[Statement, ...]
    lessons: tuple[Question, ...]
    asks_use: bool

    @property
    def is_empty(self) -> bool:
        return not self.statements and not self.lessons


def asked_at(session: Session) -> Asked:
    """Three queries; more only where a lesson lies about four weeks back."""
    pulse = Pulse.objects.filter(program=session.program_id).first()
    statements = list(pulse.statements.asked()) if pulse else []
    rows = Lesson.objects.filter(session__program=session.program_id, session__state__in=TOOK_PLACE)
    a_month_ago = Q(session__on__range=(session.on - LAST, session.on - FIRST))
    near = rows.filter(Q(session=session) | a_month_ago).select_related("session").order_by("session__on")
    lessons = [row for row in near if row.session_id == session.pk or _is_again_at(session, row)]
    choices = _choices(lessons)
    questions = [Question(row, choices[row.pk], row.session_id != session.pk) for row in lessons]
    return Asked(tuple(statements), tuple(questions), bool(pulse and pulse.asks_use))


def _choices(lessons: Iterable[Lesson]) -> dict[int, tuple[Choice, ...]]:
    found: dict[int, list[Choice]] = defaultdict(list)
    for choice in Choice.objects.filter(lesson__in=list(lessons)).order_by("lesson", "place"):
        found[choice.lesson_id].append(choice)
    return {pk: tuple(rows) for pk, rows in found.items()}


def _is_again_at(session: Session, lesson: Lesson) -> bool:
    return again_of(lesson, session.program_id) == session.on


def again_of(lesson: Lesson, program: int) -> date | None:
    """The day on which its question is asked a second time: the opening nearest to four weeks later."""
    on = lesson.session.on
    found = Program.objects.with_series().get(pk=program)
    days = calendar.openings(found, on + FIRST, on + LAST)
    return again_on(on, [day.on for day in days])


def closes_on(session: Session) -> date:
    """The last day on which answers come in: the next working day, when the slips are keyed."""
    return working_calendar(session.program.office, session.on, 30).add_working_days(session.on, 1)


def closing_days(office: Office, days: Iterable[date]) -> dict[date, date]:
    """Of many sessions of one office at once."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    known = working_calendar(office, wanted[0], (wanted[-1] - wanted[0]).days + 30)
    return {on: known.add_working_days(on, 1) for on in wanted}


def takes(session: Session, now: datetime) -> bool:
    """Answers come in now."""
    is_begun = session.state in TOOK_PLACE and session.starts_at <= now
    return is_begun and zones.local_day(now, session.zone) <= closes_on(session)


def is_counted(session: Session, now: datetime) -> bool:
    """The last answer has come: from here on the figures stay as they are."""
    return session.state in TOOK_PLACE and zones.local_day(now, session.zone) > closes_on(session)
