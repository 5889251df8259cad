"""What the pages of a voice show, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from balai.base.prepared import Prepared
from balai.base.sealing import token_hash
from balai.base.zones import local, local_day
from balai.cases.models import Case, Glass, Message, Move, Promise
from balai.cases.models import Term as TermRow
from balai.cases.rules.states import Outcome, Side, State
from balai.cases.rules.terms import Hop, Term, due_at, term_of
from balai.documents.models import File
from balai.notices.models import Notice
from balai.people.readings import MOST_OPENINGS, openings_of
from balai.places.calendar import working_calendar
from balai.places.models import Office
from balai.programs.models import Session
from balai.voices.models import Hearing, Intake, Sharing, Voice
from balai.voices.rules.hearing import HearingState
from balai.voices.rules.told import step_words

LONGEST_TERM = 120  # days of calendar for the promised day shown beside a kind


@dataclass(frozen=True)
class Line:
    """One line of the story: when, what happened in plain words, or what was said."""

    at: datetime
    words: str
    said_by: str = ""  # a message: by whom
    is_mine: bool = False


def voice_by_token(token: str, now: datetime) -> Voice | None:
    """None for a link that never was, died or was revoked: all look the same."""
    return BY_LINK.first(hashed=token_hash(token), today=now.date())


def voice_of(case: Case) -> Voice | None:
    return OF_CASE.first(case=case.pk)


def office_that_listens(slug: str) -> Office | None:
    return OFFICE.first(slug=slug)


def story(voice: Voice) -> list[Line]:
    """Steps and messages in their order, oldest first. Two queries."""
    case = voice.case
    steps = [
        Line(move.at, step_words(move.verb, outcome=case.outcome, note=move.note))
        for move in TOLD.all(case=case.pk)
    ]
    said = [_said(message) for message in SAID.all(case=case.pk)]
    return [received(case), *sorted([*steps, *said], key=lambda line: line.at)]


def received(case: Case) -> Line:
    return Line(case.opened_at, "Kami menerimanya.")


def _said(message: Message) -> Line:
    mine = message.side == Side.PERSON
    return Line(message.at, message.text, "Anda" if mine else "Kantor kami", mine)


@dataclass(frozen=True)
class Own:
    """Everything on a resident's own page."""

    voice: Voice
    lines: list[Line]
    owed: list[Promise]
    files: list[File]
    now: datetime

    @property
    def awaits_me(self) -> bool:
        return self.voice.case.state == State.ASKED

    @property
    def may_say_done(self) -> bool:
        return self.voice.case.state == State.ANSWERED

    @property
    def may_reopen(self) -> bool:
        case = self.voice.case
        return case.state in (State.ANSWERED, State.CLOSED) and case.outcome != Outcome.WITHDRAWN

    @property
    def late(self) -> list[Promise]:
        return [owed for owed in self.owed if owed.is_late(self.now)]


def own_page(voice: Voice, now: datetime) -> Own:
    """Five queries, however long the story."""
    return Own(
        voice=voice,
        lines=story(voice),
        owed=owed_to(voice.case),
        files=FILES.all(case=str(voice.case_id)),
        now=now,
    )


def is_called(voice: Voice) -> bool:
    """An officer is to ring up about its news. Asked only where there was news and a number."""
    if not (voice.told_move and voice.identity_id):
        return False
    return Notice.objects.about(voice).to_call().exists()


def owed_to(case: Case) -> list[Promise]:
    """What is still promised, the nearest day first."""
    return OWED.all(case=case.pk)


def shares_of(voice: Voice) -> list[Sharing]:
    """Which offices may be told now."""
    return SHARES.all(voice=voice.pk)


@dataclass(frozen=True)
class Looked:
    """One line of "Siapa yang membuka catatan saya?": never who the officer is."""

    opened_at: datetime
    role: str
    office: Office
    purpose: str
    is_emergency: bool = False


def who_looked(voice: Voice) -> list[Looked]:
    """Into the name, and into a case of risk in an emergency; the newest first. Two queries at most."""
    opened = openings_of(voice.identity) if voice.identity else []
    glasses = GLASSES.all(case=voice.case_id)
    rows = [Looked(one.opened_at, one.role, one.office, one.purpose) for one in opened]
    rows += [Looked(one.opened_at, one.role, voice.case.office, one.reason, True) for one in glasses]
    return sorted(rows, key=lambda row: row.opened_at, reverse=True)


def answer_days(office: Office, kinds: Iterable[str], now: datetime) -> dict[str, date]:
    """By when each kind would be answered, sent now. Two queries; a kind that no law measures is missing."""
    today = local_day(now, office.zone)
    rows = [row.as_rule for row in TermRow.objects.filter(hop=Hop.ANSWER, since__lte=today)]
    calendar = working_calendar(office, today, LONGEST_TERM)
    found: dict[str, Term | None] = {k: term_of(rows, kind=k, hop=Hop.ANSWER, on=today) for k in kinds}
    return {
        kind: local_day(due_at(now, term.days, calendar, office.zone), office.zone)
        for kind, term in found.items()
        if term
    }


def room_session(office: Office, now: datetime) -> Session | None:
    """Today's session of a programme with a quiet room, if there is one."""
    rooms = Intake.objects.rooms_of(office).values("program_id")
    today = local_day(now, office.zone)
    return Session.objects.filter(program__in=rooms, on=today).select_related("program").first()


def visits_today(offices: Iterable[Office], now: datetime) -> dict[str, int]:
    """How many sat down today, and how many of them were written down. Counts, nothing else."""
    offices = list(offices)
    since = min((start_of_day(now, office.zone) for office in offices), default=now)
    rows = Hearing.objects.filter(office__in=offices, began_at__gte=since)
    found = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {str(state): found.get(state, 0) for state in HearingState.values}


def start_of_day(now: datetime, zone: str) -> datetime:
    return local(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _by_link(*, hashed: bytes, today: date) -> QuerySet[Voice]:
    rows = Voice.objects.select_related("case__office__place", "topic", "area", "identity", "program")
    return rows.filter(case__in=Case.objects.by_hash(hashed, today))


def _of_case(*, case: int) -> QuerySet[Voice]:
    return Voice.objects.with_case().filter(case=case)


def _told(*, case: int) -> QuerySet[Move]:
    return Move.objects.filter(case=case, is_told=True).order_by("at", "pk")


def _said_of(*, case: int) -> QuerySet[Message]:
    return Message.objects.filter(case=case, is_note=False, referral=None).order_by("at", "pk")


def _owed(*, case: int) -> QuerySet[Promise]:
    return Promise.objects.open().filter(case=case).select_related("owner").order_by("due_at", "pk")


def _files(*, case: str) -> QuerySet[File]:
    rows = File.objects.filter(about_type=Case._meta.label_lower, about_id=case)
    return rows.order_by("made_at", "pk")


def _glasses(*, case: int) -> QuerySet[Glass]:
    return Glass.objects.filter(case=case).order_by("-opened_at")[:MOST_OPENINGS]


def _shares(*, voice: int) -> QuerySet[Sharing]:
    return Sharing.objects.live().filter(voice=voice).select_related("office").order_by("pk")


def _office(*, slug: str) -> QuerySet[Office]:
    return Office.objects.active().filter(slug=slug).select_related("place")


OFFICE = Prepared(_office)
BY_LINK, OF_CASE, TOLD = Prepared(_by_link), Prepared(_of_case), Prepared(_told)
SAID, OWED = Prepared(_said_of), Prepared(_owed)
FILES, GLASSES, SHARES = Prepared(_files), Prepared(_glasses), Prepared(_shares)
