"""What closes a session: which ones owe a report, by when, and what the report says by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from balai.base import zones
from balai.base.permissions import Permission
from balai.documents.models import Photo, Report, ReportDuty
from balai.documents.rules.reports import due_on
from balai.people.permissions import offices_where
from balai.performance.readings import facts_of as pulse_of
from balai.places.calendar import working_calendar
from balai.places.models import Office
from balai.programs.attended import attended
from balai.programs.models import Program, Session
from balai.programs.models.session import TOOK_PLACE
from balai.programs.pairs import pairs_of
from balai.programs.results import worked
from balai.programs.rules.head_counts import Attended, require_stated
from balai.programs.talks import talk_on
from balai.programs.turns import turns_of, words_of
from balai.voices.board_readings import figures_of, promises_of, takes_questions
from balai.voices.models import Question
from balai.voices.rules.board import BoardState

MOST = 100  # sessions on the officer's list, the newest first
PROGRAM = Program._meta.label_lower
SESSION = Session._meta.label_lower


@dataclass(frozen=True)
class Owed:
    """A session that is over, the day by which its report is owed, and the report as far as it is."""

    session: Session
    due: date | None
    report: Report | None
    today: date

    @property
    def is_late(self) -> bool:
        """Version 1 is not out, and its day is over."""
        is_out = self.report is not None and (self.report.is_published or self.report.version > 1)
        return bool(self.due and not is_out and self.today > self.due)

    @property
    def late_words(self) -> str:
        return f"Seharusnya terbit paling lambat {zones.day(self.due)}." if self.due else ""

    @property
    def mark(self) -> tuple[str, str]:
        if self.is_late:
            return "late", "Terlambat"
        if self.report is None:
            return "wait", "Belum disusun"
        word = str(self.report.get_state_display()).capitalize()
        return ("done" if self.report.is_published else "draft"), word


def owed_by(person: object, now: datetime) -> list[Owed]:
    """At the offices whose reports this person writes: what is owed, and what is being written unasked.

    A fixed number of queries, and one more for each office.
    """
    offices = offices_where(person, Permission.REPORT_WRITE)
    duties = {
        int(duty.about_id): duty for duty in ReportDuty.objects.filter(about_type=PROGRAM, office__in=offices)
    }
    open_ones = Report.objects.unpublished().filter(about_type=SESSION, office__in=offices)
    begun = {int(key) for key in open_ones.values_list("about_id", flat=True)}
    over = Session.objects.filter(Q(program__in=duties) | Q(pk__in=begun), ends_at__lte=now)
    over = over.filter(state__in=TOOK_PLACE)
    found = over.select_related("program__office").order_by("-ends_at", "pk")[:MOST]
    rows = [row for row in found if row.pk in begun or row.on >= duties[row.program_id].since]
    reports, days = _latest(rows), _due_days(rows, duties)
    return [
        Owed(row, days.get(row.pk), reports.get(row.pk), zones.local_day(now, row.program.office.zone))
        for row in rows
    ]


def _latest(sessions: Iterable[Session]) -> dict[int, Report]:
    keys = [str(session.pk) for session in sessions]
    rows = Report.objects.filter(about_type=SESSION, about_id__in=keys).order_by("version")
    return {int(report.about_id): report for report in rows}


def _due_days(sessions: list[Session], duties: dict[int, ReportDuty]) -> dict[int, date]:
    offices: dict[Office, list[Session]] = {}
    for session in sessions:
        duty = duties.get(session.program_id)
        if duty and session.on >= duty.since:
            offices.setdefault(session.program.office, []).append(session)
    found = {}
    for office, rows in offices.items():
        first, last = min(row.on for row in rows), max(row.on for row in rows)
        calendar = working_calendar(office, first, (last - first).days + 90)
        for row in rows:
            found[row.pk] = due_on(row.on, duties[row.program_id].working_days, calendar)
    return found


def owed_of(session: Session, now: datetime) -> Owed:
    """Of one session; `due` is None where no report is asked for."""
    duty = ReportDuty.objects.filter(
        about_type=PROGRAM, about_id=str(session.program_id), since__lte=session.on
    ).first()
    office = session.program.office
    due = due_on(session.on, duty.working_days, working_calendar(office, session.on, 90)) if duty else None
    return Owed(session, due, _latest([session]).get(session.pk), zones.local_day(now, office.zone))


def public_state(session: Session | None, now: datetime) -> dict[str, Any]:
    """For the page of a day that is over: its published report, or by when one is owed."""
    if session is None or session.ends_at > now:
        return {"report": None, "owed": None}
    owed = owed_of(session, now)
    return {"report": Report.objects.published().about(session).exists(), "owed": owed if owed.due else None}


def typed_initial(report: Report | None, counted: Attended) -> dict[str, Any]:
    """What the form begins with: what was typed; else the number that was counted."""
    typed = {key: value for key, value in (report.words if report else {}).items() if value is not None}
    return {"attended": counted.total} | typed


def words_from(facts: dict[str, Any]) -> dict[str, Any]:
    """The words of a published version, for the next one to begin with."""
    return {
        "attended": facts["attendance"]["said"],
        "attended_reason": facts["attendance"]["why"],
        "organisations": "\n".join(facts["organisations"]),
        "minutes": facts["minutes"],
    }


def facts_of(session: Session, words: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """The snapshot: what was typed, and what Balai knows by itself. Numbers that differ need a reason."""
    counted = attended(session)
    require_stated(counted, stated=words["attended"], reason=words["attended_reason"])
    done = worked(session)
    done.require_decided()
    talk, program, zone = talk_on(session.program_id, session.on), session.program, session.zone
    return {
        "program": program.name,
        "day": zones.day(session.on),
        "span": zones.span(session.starts_at, session.ends_at, zone),
        "place": session.place_text or program.place_text or program.office.name,
        "theme": talk.theme if talk else "",
        "attendance": {
            "counted": counted.total,
            "parts": [[part.words, part.number, part.evidence] for part in counted.parts],
            "said": words["attended"],
            "why": words["attended_reason"],
        },
        "turns": words_of(turns_of(session)),
        "results": done.facts,
        "speakers": [f"{row.words}, {row.role}" for row in talk.speakers] if talk else [],
        "organisations": [line.strip() for line in words["organisations"].splitlines() if line.strip()],
        "minutes": words["minutes"],
        "questions": questions_of(session),
        "promises": promises_made(session, now),
        "pulse": pulse_of(session, now),
        "photos": [{"file": p.file_id, "caption": p.caption} for p in shown_photos(session)],
        "pairs": [{"pair": row.pair.pk, "spot": str(row.pair)} for row in pairs_of(session)],
        "as_of": f"{zones.day(zones.local_day(now, zone))}, {zones.hour(now, zone)}",
    }


def shown_photos(session: Session) -> list[Photo]:
    """With consent, and found harmless."""
    return [photo for photo in Photo.objects.of(session).showable() if photo.file.is_servable]


def questions_of(session: Session) -> dict[str, Any] | None:
    """How many stand in each state, hidden ones too; None where the programme takes no questions."""
    if not takes_questions(session.program_id, session.on):
        return None
    counted = figures_of(session.pk)
    states = [[state.label, counted[state]] for state in BoardState if counted[state]]
    shown = [row for row in states if row[0] != BoardState.HIDDEN.label]
    return {"total": counted.total(), "hidden": counted[BoardState.HIDDEN], "states": shown}


def promises_made(session: Session, now: datetime) -> list[dict[str, str]]:
    """By the question's number alone: whose words they are may be erased later, what is published may not."""
    rows = Question.objects.public().filter(session=session, state=BoardState.FOLLOW_UP)
    followed = list(rows.select_related("voice").order_by("number"))
    owed = promises_of(followed)
    return [
        {
            "question": str(row.number),
            "owner": promise.who,
            "due": zones.day(zones.local_day(promise.due_at, session.zone)),
            "state": "terlambat" if promise.is_late(now) else "berjalan",
        }
        for row in followed
        if (promise := owed.get(row.voice.case_id))
    ]
