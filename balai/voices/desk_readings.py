"""What the officers' pages show: a whole case, promises; in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from balai.base.permissions import Permission
from balai.base.sealing import unseal
from balai.base.zones import local_day
from balai.cases.models import Case, Message, Move, Promise, Referral
from balai.cases.rules.states import State
from balai.cases.rules.terms import Hop
from balai.documents.models import File
from balai.people.permissions import offices_where
from balai.places.models import Office
from balai.voices.inbox_rows import first_words
from balai.voices.models import Voice
from balai.voices.rules.likeness import ALIKE, SAME, likeness, marks

CANDIDATES, SHOWN_ALIKE = 200, 5


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
    code: str
    is_same: bool
    words: str


def alike(voice: Voice, person: object) -> list[Alike]:
    """Open cases of this office that speak of the same: by topic or area, at most 200 looked at."""
    near = Q()
    if voice.topic_id:
        near |= Q(case__about=voice.case.about)
    if voice.area_id:
        near |= Q(area=voice.area_id)
    rows = (
        Voice.objects.worked_by(person)
        .kept()
        .filter(near, ~Q(case__state=State.CLOSED), case__office=voice.case.office_id)
        .exclude(pk=voice.pk)
        .order_by("-case__next_due_at", "-case_id")  # the newest, by the inbox's index
        .values_list("case__code", "masked_sealed")[:CANDIDATES]
    )
    own = marks(voice.masked)
    texts = ((code, unseal(sealed)) for code, sealed in rows)
    found = [(likeness(own, marks(words)), code, words) for code, words in texts]
    best = sorted((one for one in found if one[0] >= ALIKE), key=lambda one: -one[0])[:SHOWN_ALIKE]
    return [Alike(code, share >= SAME, first_words(words)) for share, code, words in best]


@dataclass(frozen=True)
class Ledger:
    """The promises of an office, or of a head's offices."""

    late: list[Promise]  # the first SHOWN of them
    late_count: int
    today: list[Promise]
    week: list[Promise]
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
