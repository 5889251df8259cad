"""What the pages of a question board show, in a fixed number of queries however many ask."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from balai.base.permissions import Permission
from balai.base.prepared import Prepared
from balai.base.prepared_rows import PreparedTuples
from balai.base.sealing import token_hash
from balai.cases.models import Promise
from balai.cases.rules.states import OPEN, Kind
from balai.cases.rules.terms import Hop
from balai.people.permissions import offices_where
from balai.programs.models import Attendance, Session
from balai.programs.models.session import SessionQuerySet
from balai.voices.models import Intake, Question, Support, Voice
from balai.voices.rules.board import BoardState
from balai.voices.rules.likeness import ALIKE, likeness, marks

MOST_SHOWN = 300  # questions of one session that everybody may read
MOST_ON_DESK = 50  # of each column; the count says how many there are
MOST_LISTED = 40  # of each part of the public list, before somebody asks for all
MOST_ALIKE = 5
NEAR = timedelta(days=45)


def board_session(slug: str, on: date) -> Session | None:
    """Of a programme that takes questions: held on this day, else planned for it and held on another."""
    found = HELD_ON.all(slug=slug, on=on) or PLANNED_ON.all(slug=slug, on=on)
    return sorted(found, key=lambda session: not session.is_held)[0] if found else None


def takes_questions(program: int, on: date) -> bool:
    """Whether the day's own page leads to a board."""
    return bool(HAS_BOARD.rows(program=program, on=on))


def sessions_watched(pks: list[int]) -> list[int]:
    return [pk for (pk,) in WATCHED.rows(pks=pks)]


def public_questions(session: int) -> list[Question]:
    """By votes, then age."""
    return PUBLIC.all(session=session)


def figures_of(session: int) -> Counter[str]:
    """How many questions stand in each state, hidden ones too: that number is public."""
    return Counter(dict(FIGURES.rows(session=session)))


@dataclass(frozen=True)
class Shown:
    """One question as everybody reads it."""

    question: Question
    is_mine: bool = False  # this reader votes for it
    promise: Promise | None = None
    is_late: bool = False

    @property
    def number(self) -> str:
        """As text: a page of hundreds would spend most of its time on putting points into numbers."""
        return str(self.question.number)

    @property
    def votes(self) -> str:
        here, outside = self.question.here, self.question.outside  # type: ignore[attr-defined]
        return f"{here} dukungan hadir, {outside} dari luar"


@dataclass(frozen=True)
class PublicBoard:
    live: list[Shown]
    shortlist: list[Shown]
    follow_up: list[Shown]  # late ones first
    answered: list[Shown]  # the newest first
    counted: Counter[str]
    is_cut: bool  # there are more than are listed

    @property
    def total(self) -> int:
        return self.counted.total()


def public_board_page(
    session: Session, *, attendance: Attendance | None, client: str, now: datetime, most: int = MOST_LISTED
) -> PublicBoard:
    """Four queries beside the session: questions with votes, counts, promises, this reader's votes."""
    questions = public_questions(session.pk)
    owed = promises_of(questions)
    mine = supported(session.pk, attendance, client)
    rows = [
        Shown(one, one.pk in mine, owed.get(one.voice.case_id), _is_late(owed.get(one.voice.case_id), now))
        for one in questions
    ]
    at = {state: [row for row in rows if row.question.state == state] for state in BoardState.values}
    return PublicBoard(
        live=at[BoardState.LIVE],
        shortlist=at[BoardState.SHORTLIST][:most],
        follow_up=sorted(at[BoardState.FOLLOW_UP], key=lambda row: not row.is_late)[:most],
        answered=sorted(at[BoardState.ANSWERED], key=lambda row: row.question.moved_at or now, reverse=True)[
            :most
        ],
        is_cut=any(len(rows) > most for rows in at.values()),
        counted=figures_of(session.pk),
    )


def promises_of(questions: Iterable[Question]) -> dict[int, Promise]:
    """What is owed to those that are followed up, by case. One query, none without any."""
    cases = [one.voice.case_id for one in questions if one.state == BoardState.FOLLOW_UP]
    return {owed.case_id: owed for owed in OWED.all(cases=cases)}


def _is_late(owed: Promise | None, now: datetime) -> bool:
    return bool(owed and owed.is_late(now))


def supported(session: int, attendance: Attendance | None, client: str) -> set[int]:
    """Which questions of this session the reader votes for."""
    rows = Support.objects.filter(question__session=session)
    if attendance:
        rows = rows.filter(attendance=attendance)
    elif client:
        rows = rows.filter(client_hash=token_hash(client))
    else:
        return set()
    return set(rows.values_list("question", flat=True))


@dataclass(frozen=True)
class Alike:
    number: int
    words: str
    is_open: bool
    state: str


def alike_on_board(session: int, text: str, *, but: int = 0) -> list[Alike]:
    """What everybody may read of this session and says nearly the same. One query."""
    own = marks(text)
    shown = [one for one in public_questions(session) if one.pk != but] if own else []
    found = [(likeness(own, marks(one.words)), one) for one in shown]
    best = sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: -pair[0])[:MOST_ALIKE]
    return [Alike(one.number, one.words, one.is_open_to_votes, one.get_state_display()) for _, one in best]


def question_of(voice: Voice) -> Question | None:
    """Its place on a board, with its votes; nobody asks where it came without a session."""
    if voice.session_id is None or voice.case.kind != Kind.QUESTION:
        return None
    found = Question.objects.with_votes().filter(voice=voice)
    return found.select_related("session__program__office").first()


@dataclass(frozen=True)
class Desk:
    """The moderator's one screen: the first of each column, and how many there are."""

    incoming: list[Question]
    live: list[Question]
    shortlist: list[Question]
    done: list[Shown]
    counted: Counter[str]


def moderators_desk(session: Session, person: object, now: datetime) -> Desk:
    """Five queries: three columns, counts, promises."""
    mine = Question.objects.worked_by(person).with_voice().with_votes().filter(session=session)
    done = list(
        mine.filter(state__in=(BoardState.ANSWERED, BoardState.FOLLOW_UP, BoardState.HIDDEN)).order_by(
            "-moved_at", "-number"
        )[:MOST_ON_DESK]
    )
    owed = promises_of(done)
    shown = list(mine.filter(state__in=(BoardState.LIVE, BoardState.SHORTLIST)).by_votes()[:MOST_ON_DESK])
    rows = [
        Shown(one, False, owed.get(one.voice.case_id), _is_late(owed.get(one.voice.case_id), now))
        for one in done
    ]
    return Desk(
        incoming=list(mine.filter(state=BoardState.INCOMING).by_votes()[:MOST_ON_DESK]),
        live=[one for one in shown if one.state == BoardState.LIVE],
        shortlist=[one for one in shown if one.state == BoardState.SHORTLIST],
        done=rows,
        counted=figures_of(session.pk),
    )


def alike_for_moderator(question: Question, person: object) -> list[Question]:
    """Others of this session that are still owed an answer and say nearly the same. One query."""
    rows = (
        Question.objects.worked_by(person)
        .with_voice()
        .filter(session=question.session_id, voice__case__state__in=sorted(OPEN), voice__erased_at=None)
    )
    own = marks(question.words)
    found = [(likeness(own, marks(one.words)), one) for one in rows.exclude(pk=question.pk)[:1000]]
    return [
        one for share, one in sorted(found, key=lambda pair: (-pair[0], pair[1].number)) if share >= ALIKE
    ]


def moderated_sessions(person: object, now: datetime) -> list[Session]:
    """Near ones of programmes that take questions, at this officer's offices."""
    rows = _with_board(
        Session.objects.filter(program__office__in=offices_where(person, Permission.CASE_WORK))
    )
    near = rows.filter(on__gte=now.date() - NEAR, on__lte=now.date() + NEAR)
    return list(near.nearest_first(now)[:MOST_ON_DESK])


def moderated_session(pk: int, person: object) -> Session | None:
    rows = _with_board(
        Session.objects.filter(program__office__in=offices_where(person, Permission.CASE_WORK))
    )
    return rows.filter(pk=pk).first()


def _with_board(rows: SessionQuerySet) -> SessionQuerySet:
    asks = Intake.objects.filter(program=OuterRef("program"), kinds__contains=Kind.QUESTION.value)
    return rows.filter(Exists(asks)).select_related("program__office__place", "plan")


def _held_on(*, slug: str, on: date) -> "QuerySet[Session]":
    return _with_board(Session.objects.visible().filter(program__slug=slug, on=on))


def _planned_on(*, slug: str, on: date) -> "QuerySet[Session]":
    return _with_board(Session.objects.visible().filter(program__slug=slug, planned_on=on))


def _has_board(*, program: int, on: date) -> Any:
    return _with_board(Session.objects.visible().filter(program=program, on=on)).values_list("pk")


def _watched(*, pks: list[int]) -> Any:
    return _with_board(Session.objects.visible().filter(pk__in=pks)).values_list("pk")


def _public(*, session: int) -> "QuerySet[Question]":
    rows = Question.objects.public().select_related("voice__case").with_votes()
    return rows.filter(session=session).by_votes()[:MOST_SHOWN]


def _figures(*, session: int) -> Any:
    return (
        Question.objects.filter(session=session)
        .values("state")
        .annotate(n=Count("pk"))
        .values_list("state", "n")
    )


def _owed(*, cases: list[int]) -> "QuerySet[Promise]":
    return (
        Promise.objects.open().filter(case__in=cases, hop=Hop.ANSWER, referral=None).select_related("owner")
    )


HELD_ON, PLANNED_ON, PUBLIC, OWED = (
    Prepared(_held_on),
    Prepared(_planned_on),
    Prepared(_public),
    Prepared(_owed),
)
HAS_BOARD, WATCHED, FIGURES = PreparedTuples(_has_board), PreparedTuples(_watched), PreparedTuples(_figures)
