from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q

from balai.base.constraints import filled_exactly_when
from balai.base.privacy import personal, plain
from balai.base.sealing import unseal
from balai.cases.models import Case, Referral
from balai.cases.rules.states import Outcome, State
from balai.places.models import Office
from balai.programs.models import Program, Session
from balai.programs.models.session import HELD
from balai.programs.rules import SessionState
from balai.voices.models.voice import Voice
from balai.voices.rules.spots import LONGEST_STREET, Deed, SpotState

LIVE = Q(session__state__in=[*HELD, SessionState.CLOSED, SessionState.NEEDS_DECISION])

OF_FEW = Q(voice__case__is_narrow=True) | Q(voice__case__is_secret=True)


class SpotQuerySet(models.QuerySet["Spot"]):
    def with_voice(self) -> Self:
        return self.select_related("voice__case__office", "program__office", "session__program__office")

    def worked_by(self, person: object) -> Self:
        """On this officer's desk: the same rule as for every case."""
        return self.filter(voice__case__in=Case.objects.worked_by(person))

    def public(self) -> Self:
        """Of nobody's risk, secret or withdrawal. Words only where `shown_at` says that somebody looked."""
        return self.filter(
            ~Q(voice__case__outcome=Outcome.WITHDRAWN), voice__erased_at=None,
            voice__case__is_narrow=False, voice__case__is_secret=False,
        )  # fmt: skip

    def single(self) -> Self:
        """Of those that were joined, the one that lives on; joined to what nobody sees, each stands again.

        What few may see follows nobody: it stands on the list of those few.
        """
        leading = Spot.objects.carrying().filter(voice__case=OuterRef("voice__case__follows"))
        return self.filter(~Exists(leading) | OF_FEW)

    def carrying(self) -> Self:
        """Able to stand for others: everybody may read it, and nobody gave it up."""
        return self.public().exclude(state=SpotState.OPEN, voice__case__state=State.CLOSED)

    def leading(self, spot: "Spot") -> "Spot | None":
        """The spot that this one was joined to."""
        case = spot.voice.case
        if case.follows_id is None or case.is_narrow or case.is_secret:
            return None
        return self.carrying().with_voice().filter(voice__case=case.follows_id).first()

    def led_by(self, spot: "Spot") -> Self:
        return self.filter(~OF_FEW, voice__case__follows=spot.voice.case_id).order_by("pk")

    def open(self) -> Self:
        """To be planned: also what was planned for a day that was cancelled since."""
        still = ~Q(voice__case__state=State.CLOSED)
        return self.filter(still & (Q(state=SpotState.OPEN) | (Q(state=SpotState.PLANNED) & ~LIVE)))

    def planned(self) -> Self:
        return self.filter(LIVE, state=SpotState.PLANNED)

    def done(self) -> Self:
        return self.filter(state=SpotState.DONE).order_by("-done_at", "-pk")

    def live(self) -> Self:
        """It still wants somebody's hands, or is planned for a day; who waits longest comes first."""
        over = Q(state=SpotState.OPEN, voice__case__state=State.CLOSED)
        return self.exclude(state=SpotState.DONE).exclude(over).order_by("pk")

    def on_day(self, on: date) -> Self:
        """Planned for this day, or cleaned at it."""
        return self.filter(LIVE, session__on=on)

    def awaited(self) -> Self:
        """Not clean, and handed on to somebody who can do what hands cannot."""
        asked = Referral.objects.filter(case=OuterRef("voice__case")).asked()
        return self.exclude(state=SpotState.DONE).filter(Exists(asked))

    def to_free(self) -> Self:
        """Planned for a session that is not held."""
        return self.filter(state=SpotState.PLANNED, session__state=SessionState.CANCELLED)


class Spot(models.Model):
    """One voice's dirty spot on a street. It belongs to one session at a time, or to none.

    `words` are what everybody reads, once an officer has looked at them: nobody is named in them.
    """

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    street = plain(models.CharField("jalan", max_length=LONGEST_STREET))
    street_key = plain(models.CharField(max_length=LONGEST_STREET, help_text="the same street, the same key"))
    state = models.CharField("keadaan", max_length=10, choices=SpotState, default=SpotState.OPEN)
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words_sealed = personal(models.TextField("kata-kata untuk umum", blank=True))
    need = plain(models.CharField("yang ditunggu", max_length=60, blank=True))  # 'ekskavator'
    shown_at = models.DateTimeField("ditampilkan sejak", null=True, blank=True)
    done_at = models.DateTimeField("dibersihkan", null=True, blank=True)

    objects = SpotQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=SpotState.values), name="spot_state_is_known"),
            CheckConstraint(
                condition=~Q(state=SpotState.OPEN) | Q(session=None), name="spot_open_lies_in_no_session"
            ),
            CheckConstraint(
                condition=~Q(state=SpotState.PLANNED) | Q(session__isnull=False),
                name="spot_planned_lies_in_one_session",
            ),
            CheckConstraint(condition=~Q(street_key=""), name="spot_lies_on_a_street"),
            filled_exactly_when(Q(state=SpotState.DONE), "done_at", name="spot_done_at_a_moment"),
        ]
        indexes = [
            models.Index(fields=["program", "state"], name="spot_by_state"),
            models.Index(fields=["office", "street_key"], name="spot_by_street"),
            models.Index(fields=["session"], condition=Q(session__isnull=False), name="spot_by_session"),
        ]

    def __str__(self) -> str:
        return self.street

    @property
    def words(self) -> str:
        return unseal(self.words_sealed) or self.voice.masked

    @property
    def is_planned(self) -> bool:
        """For a day that still stands."""
        return self.state == SpotState.PLANNED and self.session is not None and not self.is_stranded

    @property
    def is_stranded(self) -> bool:
        return self.session is not None and self.session.state == SessionState.CANCELLED

    @property
    def is_joinable(self) -> bool:
        """Not clean yet, and nothing that few may see."""
        case = self.voice.case
        is_hidden = case.is_narrow or case.is_secret or self.voice.erased_at
        return case.is_open and self.state != SpotState.DONE and not is_hidden

    def is_worked(self, now: datetime) -> bool:
        """Its session has begun: somebody has to say what came of it."""
        return self.is_planned and self.session is not None and self.session.starts_at <= now


class SpotStep(models.Model):
    """What was done with a spot, when, at which session. Written once; its words go with the voice's."""

    spot = models.ForeignKey(Spot, on_delete=models.CASCADE, related_name="steps")
    deed = models.CharField(max_length=10, choices=Deed)
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason_sealed = personal(models.TextField("alasan", blank=True))
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(condition=Q(deed__in=Deed.values), name="spot_deed_is_known")]
        indexes = [models.Index(fields=["spot", "at"], name="spot_steps_in_order")]

    def __str__(self) -> str:
        return self.get_deed_display()

    @property
    def reason(self) -> str:
        return unseal(self.reason_sealed)
