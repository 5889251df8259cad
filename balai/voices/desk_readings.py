"""What the officers' pages show: an inbox, a whole case, promises; in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from balai.base.permissions import Permission
from balai.base.zones import local_day
from balai.cases.models import Case, Message, Move, Promise, Referral
from balai.cases.rules.states import Kind, State
from balai.cases.rules.terms import Hop, end_of
from balai.documents.models import File
from balai.people.permissions import offices_where
from balai.places.models import Office
from balai.voices.models import SavedView, Voice
from balai.voices.rules.likeness import ALIKE, SAME, likeness, marks
from balai.voices.rules.words import Channel

PER_PAGE, MOST_COUNTED = 25, 1000
FIRST_WORDS = 140
CANDIDATES, SHOWN_ALIKE, SHOWN_DELETIONS = 200, 5, 10
Filters = Mapping[str, str]
STATES = {"terbuka": "masih terbuka", "ditutup": "sudah ditutup", **dict(State.choices)}


@dataclass(frozen=True)
class Row:
    """One line of the inbox."""

    voice: Voice
    words: str
    is_late: bool
    is_today: bool


@dataclass(frozen=True)
class Inbox:
    rows: list[Row]
    total: int  # up to MOST_COUNTED + 1
    page: int
    views: list[SavedView]
    offices: list[Office]
    deletions: list[Promise]  # outside bodies that must be asked to delete, the first of them

    @property
    def total_words(self) -> str:
        """'1.000+' beyond what is counted."""
        return f"{self.total}" if self.total <= MOST_COUNTED else f"{MOST_COUNTED:,}+".replace(",", ".")

    @property
    def has_next(self) -> bool:
        return self.page * PER_PAGE < min(self.total, MOST_COUNTED)


def inbox(person: object, filters: Filters, now: datetime) -> Inbox:
    """Seven queries: offices, the count, the page's cases, their voices, zones, kept filters, deletions."""
    offices = list(offices_where(person, Permission.CASE_WORK).order_by("name"))
    cases = _filtered(person, offices, filters, now)
    total = cases.values("pk")[: MOST_COUNTED + 1].count()
    page = min(max(_number(filters.get("hal")), 1), MOST_COUNTED // PER_PAGE)
    start = (page - 1) * PER_PAGE
    keys = list(cases.values_list("pk", flat=True)[start : start + PER_PAGE])
    voices = {v.case_id: v for v in Voice.objects.with_case().filter(case__in=keys)}
    rows = [_row(voices[key], now) for key in keys if key in voices]
    views = list(SavedView.objects.filter(person=person).order_by("name"))  # type: ignore[misc]
    return Inbox(rows, total, page, views, offices, _deletions(person, offices))


def _deletions(person: object, offices: Sequence[Office]) -> list[Promise]:
    """Also of cases that are closed: they stand in no list of open ones."""
    owed = Promise.objects.to_erase().filter(owner__in=offices, case__in=Case.objects.worked_by(person))
    return list(owed.select_related("case", "referral", "owner").order_by("due_at")[:SHOWN_DELETIONS])


def _filtered(person: object, offices: Sequence[Office], filters: Filters, now: datetime):  # type: ignore[no-untyped-def]
    """The offices by their keys too, so that the index gives the order."""
    here = [office.pk for office in offices if filters.get("kantor", office.slug) == office.slug]
    cases = Case.objects.worked_by(person).filter(office_id__in=here)
    state = filters.get("keadaan", "terbuka")
    if state == "ditutup":
        cases = cases.filter(state=State.CLOSED)
    else:
        cases = cases.filter(~Q(state=State.CLOSED))
        cases = cases.filter(state=state) if state in State.values else cases
    if filters.get("jenis") in Kind.values:
        cases = cases.filter(kind=filters["jenis"])
    if filters.get("terlambat"):
        cases = cases.filter(next_due_at__lt=now)
    of_voice = {
        "topic__slug": filters.get("topik"),
        "channel": filters.get("lewat") if filters.get("lewat") in Channel.values else None,
        "area__code": filters.get("wilayah"),
    }
    wanted = {name: value for name, value in of_voice.items() if value}
    if wanted:
        cases = cases.filter(pk__in=Voice.objects.filter(**wanted).values("case_id"))
    return cases.by_closing() if state == "ditutup" else cases.by_urgency()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


def _row(voice: Voice, now: datetime) -> Row:
    case = voice.case
    due = case.next_due_at
    ends_today = end_of(local_day(now, case.zone), case.zone)
    words = "" if voice.erased_at else voice.masked
    short = words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
    return Row(voice, short, bool(due and due < now), bool(due and now <= due <= ends_today))


@dataclass(frozen=True)
class Whole:
    """One case with everything that its office sees."""

    voice: Voice
    moves: list[Move]
    messages: list[Message]
    promises: list[Promise]
    referrals: list[Referral]
    files: list[File]
    followers: int

    @property
    def case(self) -> Case:
        return self.voice.case

    @property
    def open_promises(self) -> list[Promise]:
        return [promise for promise in self.promises if promise.is_open]

    @property
    def live_referrals(self) -> list[Referral]:
        return [referral for referral in self.referrals if referral.ended_at is None]

    @property
    def deletions(self) -> list[Promise]:
        """Outside bodies that must be asked to delete what they hold."""
        return [promise for promise in self.open_promises if promise.hop == Hop.ERASE]


def whole(voice: Voice) -> Whole:
    case = voice.case
    return Whole(
        voice=voice,
        moves=list(case.moves.select_related("actor").order_by("at", "pk")),
        messages=list(case.messages.select_related("author", "referral").order_by("at", "pk")),
        promises=list(case.promises.select_related("owner", "referral__to_office").order_by("due_at", "pk")),
        referrals=list(
            case.referrals.select_related("to_office").prefetch_related("files").order_by("number")
        ),
        files=list(File.objects.about(case).order_by("made_at", "pk")),
        followers=case.followers.count(),
    )


@dataclass(frozen=True)
class Alike:
    voice: Voice
    is_same: bool
    words: str


def alike(voice: Voice, person: object) -> list[Alike]:
    """Open cases of this office that speak of the same: by topic or area, at most 200 looked at."""
    near = Q(topic__isnull=False, topic=voice.topic_id) | Q(area__isnull=False, area=voice.area_id)
    if voice.topic_id is None and voice.area_id is None:
        near = Q()
    rows = (
        Voice.objects.worked_by(person)
        .kept()
        .filter(near, ~Q(case__state=State.CLOSED), case__office=voice.case.office_id)
        .exclude(pk=voice.pk)
        .select_related("case")
        .order_by("-pk")[:CANDIDATES]
    )
    own = marks(voice.masked)
    found = [(likeness(own, marks(words)), row, words) for row in rows if (words := row.masked)]
    best = sorted((one for one in found if one[0] >= ALIKE), key=lambda one: -one[0])[:SHOWN_ALIKE]
    return [Alike(row, share >= SAME, words[:FIRST_WORDS]) for share, row, words in best]


@dataclass(frozen=True)
class Ledger:
    """The promises of an office, or of a head's offices."""

    late: list[Promise]  # the first SHOWN of them
    late_count: int
    today: list[Promise]
    week: list[Promise]
    climbed: list[Promise]
    kept: int
    kept_late: int
    refused_twice: list[Case]

    @property
    def kept_share(self) -> int | None:
        whole_ = self.kept + self.kept_late
        return round(100 * self.kept / whole_) if whole_ else None


LATELY = timedelta(days=90)
SHOWN = 100


def ledger(person: object, now: datetime) -> Ledger:
    """Seven queries. A promise of a case that this head may not see shows its kind and day, nothing else."""
    mine = Promise.objects.of_heads(person).select_related("owner", "case__office")
    running = mine.running().filter(due_at__lt=now + timedelta(days=7)).order_by("due_at", "pk")
    near = list(running[: SHOWN * 3])
    lately = mine.filter(kept_at__gte=now - LATELY)
    counted = lately.aggregate(
        kept=Count("pk", filter=Q(kept_at__lte=F("due_at"))),
        late=Count("pk", filter=Q(kept_at__gt=F("due_at"))),
    )
    decide = Case.objects.worked_by(person).filter(
        office__in=offices_where(person, Permission.CASE_DECIDE), state=State.VERIFIED
    )
    refused = decide.annotate(no=Count("referrals", filter=Q(referrals__state="refused"))).filter(no__gte=2)
    return Ledger(
        late=[p for p in near if p.is_late(now)][:SHOWN],
        late_count=mine.late(now).count(),
        today=[p for p in near if not p.is_late(now) and _is_today(p, now)],
        week=[p for p in near if not p.is_late(now) and not _is_today(p, now)],
        climbed=[p for p in near if p.level > 0],
        kept=counted["kept"],
        kept_late=counted["late"],
        refused_twice=list(refused.select_related("office").order_by("pk")[:SHOWN]),
    )


def _is_today(promise: Promise, now: datetime) -> bool:
    return local_day(promise.due_at, promise.owner.zone) == local_day(now, promise.owner.zone)


@dataclass(frozen=True)
class PublicLedger:
    """What everybody may see of an office."""

    late: list[Promise]  # the first SHOWN of them
    late_count: int
    running: int
    kept: int  # in time, lately


def public_ledger(office: Office, now: datetime) -> PublicLedger:
    mine = Promise.objects.public().filter(owner=office)
    late = mine.late(now)
    return PublicLedger(
        late=list(late.select_related("case", "owner").order_by("due_at")[:SHOWN]),
        late_count=late.count(),
        running=mine.running().count(),
        kept=mine.filter(kept_at__gte=now - LATELY, kept_at__lte=F("due_at")).count(),
    )
