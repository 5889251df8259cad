from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import CheckConstraint, F, Q

from balai.base import clock
from balai.base.codes import new_code
from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import personal, plain
from balai.base.sealing import new_nonce, token_for, token_hash, unseal
from balai.cases.rules.states import AWAITING, OPEN, Kind, Outcome, Side, State
from balai.people.models import Person
from balai.people.permissions import known_where
from balai.places.models import Office


def _glasses() -> Any:
    """`Glass`, which stands above."""
    return apps.get_model("cases", "Glass").objects


class CaseQuerySet(models.QuerySet["Case"]):
    def by_token(self, token: str, now: datetime) -> Self:
        """At most one; the link dies some days after the case is closed, or when it is revoked."""
        return self.by_hash(token_hash(token), now.date())

    def by_hash(self, hashed: bytes, today: date) -> Self:
        alive = Q(link_until=None) | Q(link_until__gte=today)
        return self.filter(alive, token_hash=hashed, is_revoked=False)

    def worked_by(self, person: object) -> Self:
        """Cases of one's own offices; one of risk only for who listened and for who may see such."""
        here, narrow = (known_where(person, p) for p in (Permission.CASE_WORK, Permission.CASE_NARROW))
        broken = _glasses().open_for(person, clock.now())
        return self.lying_at(here, narrow=narrow, person=person, broken=broken)

    def lying_at(self, offices: Any, *, narrow: Any, person: Any, broken: Any) -> Self:
        """The one rule of who sees what. The offices are a query set, or keys that were read already."""
        few = Q(office__in=narrow) | Q(listener=person) | Q(pk__in=broken.values("case_id"))
        return self.filter(Q(office__in=offices) & (Q(is_narrow=False) | few))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def by_urgency(self) -> Self:
        """What is due first stands first; what waits for somebody else stands last."""
        return self.order_by(F("next_due_at").asc(nulls_last=True), "pk")

    def by_closing(self) -> Self:
        """Of closed ones the last first."""
        return self.order_by("-closed_at", "-pk")


class Case(models.Model):
    """One matter, from sent to finished. What it is about and whose it is, its carrier knows (a voice).

    The code is read aloud and opens nothing alone: with the PIN, or by the link, the person sees every step.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="kantor")
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    state = models.CharField("keadaan", max_length=12, choices=State, default=State.SENT)
    state_before = models.CharField("keadaan sebelum bertanya", max_length=12, choices=State, blank=True)
    outcome = models.CharField("akhir", max_length=10, choices=Outcome, blank=True)
    is_secret = models.BooleanField("rahasia", default=False, help_text="never shown to the public")
    is_narrow = models.BooleanField("berisiko", default=False, help_text="seen by as few as possible")
    about = plain(
        models.CharField(max_length=40, blank=True, help_text="its carrier's topic, for the inbox's indexes")
    )
    came_by = plain(models.CharField(max_length=10, blank=True, help_text="its carrier's channel, likewise"))
    listener = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers"
    )
    code = plain(models.CharField("kode", max_length=8, unique=True, default=new_code))
    nonce = models.BinaryField(max_length=17, default=new_nonce)
    token_hash = models.BinaryField(max_length=32, unique=True)
    pin_hash = models.BinaryField(max_length=33, null=True, blank=True)
    is_revoked = models.BooleanField("tautan dicabut", default=False)
    link_until = models.DateField("tautan berlaku sampai", null=True, blank=True)
    opened_at = models.DateTimeField("diterima")
    next_due_at = models.DateTimeField("janji terdekat", null=True, blank=True)
    lapses_at = models.DateTimeField("ditutup sistem bila tanpa balasan", null=True, blank=True)
    closed_at = models.DateTimeField("ditutup", null=True, blank=True)

    owed_at_first: Sequence[Any] = ()  # promises of one that was opened a moment ago: nobody reads them again

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            filled_exactly_when(Q(state=State.CLOSED), "closed_at", name="case_closed_at_a_moment"),
            CheckConstraint(
                condition=Q(state=State.CLOSED, outcome__in=Outcome.values)
                | (~Q(state=State.CLOSED) & Q(outcome="")),
                name="case_closed_with_its_outcome",
            ),
            filled_exactly_when(
                Q(state__in=sorted(AWAITING)),
                "lapses_at",
                name="case_lapses_only_while_it_waits_for_the_person",
            ),
            CheckConstraint(condition=Q(kind__in=Kind.values), name="case_kind_is_known"),
            CheckConstraint(condition=Q(state__in=State.values), name="case_state_is_known"),
            CheckConstraint(
                condition=Q(state=State.ASKED, state_before__in=sorted(OPEN - {State.ASKED}))
                | (~Q(state=State.ASKED) & Q(state_before="")),
                name="case_asked_remembers_where_it_stood",
            ),
            CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("pk")), name="case_does_not_follow_itself"
            ),
            CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="case_not_closed_before_it_was_opened",
            ),
        ]
        indexes = [
            # The inbox: an index for each order in which it may be asked for (voices/inbox_readings.py).
            models.Index(
                fields=["office", "next_due_at", "id"],
                condition=~Q(state=State.CLOSED),
                name="case_open_by_due_day",
            ),
            models.Index(
                fields=["office", "state", "next_due_at", "id"],
                condition=~Q(state=State.CLOSED),
                name="case_open_by_state",
            ),
            models.Index(
                fields=["office", "kind", "next_due_at", "id"],
                condition=~Q(state=State.CLOSED),
                name="case_open_by_kind",
            ),
            models.Index(
                fields=["office", "-closed_at", "-id"],
                condition=Q(state=State.CLOSED),
                name="case_closed_lately",
            ),
            models.Index(
                fields=["office", "kind", "-closed_at", "-id"],
                condition=Q(state=State.CLOSED),
                name="case_closed_by_kind",
            ),
            models.Index(
                fields=["office", "about", "next_due_at", "id"],
                condition=~Q(state=State.CLOSED),
                name="case_open_by_topic",
            ),
            models.Index(
                fields=["office", "came_by", "next_due_at", "id"],
                condition=~Q(state=State.CLOSED),
                name="case_open_by_channel",
            ),
            models.Index(
                fields=["office", "about", "-closed_at", "-id"],
                condition=Q(state=State.CLOSED),
                name="case_closed_by_topic",
            ),
            models.Index(
                fields=["office", "came_by", "-closed_at", "-id"],
                condition=Q(state=State.CLOSED),
                name="case_closed_by_channel",
            ),
            models.Index(fields=["lapses_at"], condition=Q(lapses_at__isnull=False), name="case_to_lapse"),
            models.Index(fields=["follows"], condition=Q(follows__isnull=False), name="case_followers"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def token(self) -> str:
        return token_for(bytes(self.nonce), "case")

    @property
    def zone(self) -> str:
        return self.office.zone

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


SAID = {  # steps that their new state does not tell
    "referral.taken_back": "Ditarik kembali",
    "referral.deletion_asked": "Diminta menghapus",
    "referral.day_named": "Hari dijanjikan",
}


class Move(models.Model):
    """One step of a case. Written once: only its words go, when their keeping time is over."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves")
    at = models.DateTimeField()
    side = models.CharField(max_length=8, choices=Side)
    actor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    old = models.CharField(max_length=12, choices=State)
    new = models.CharField(max_length=12, choices=State)
    verb = plain(models.CharField(max_length=40))
    note_sealed = personal(models.TextField(blank=True))
    is_told = models.BooleanField("dibaca pelapor", default=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(side__in=Side.values), name="move_side_is_known"),
            CheckConstraint(
                condition=Q(old__in=State.values, new__in=State.values), name="move_states_are_known"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "at"], name="move_by_case"),
            models.Index(fields=["at"], name="move_by_moment"),
        ]

    @property
    def note(self) -> str:
        return unseal(self.note_sealed)

    @property
    def new_words(self) -> str:
        return SAID.get(self.verb) or State(self.new).label.capitalize()
