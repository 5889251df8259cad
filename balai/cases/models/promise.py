from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.cases.models.case import Case
from balai.cases.models.referral import Referral
from balai.cases.rules import terms
from balai.cases.rules.ladder import STEPS
from balai.cases.rules.states import Kind
from balai.cases.rules.terms import Hop
from balai.people.permissions import offices_where
from balai.places.models import Office


class Term(models.Model):
    """How many working days a step may take, by which law, from which day on."""

    kind = models.CharField("jenis", max_length=20, choices=Kind)
    hop = models.CharField("langkah", max_length=10, choices=Hop)
    days = models.PositiveSmallIntegerField("hari kerja")
    basis = plain(models.CharField("dasar hukum", max_length=200))
    since = models.DateField("berlaku sejak")
    until = models.DateField("sampai", null=True, blank=True)
    to_confirm = plain(models.CharField("perlu dipastikan", max_length=200, blank=True))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["kind", "hop", "since"], name="term_once_from_a_day"),
            CheckConstraint(condition=Q(kind__in=Kind.values), name="term_kind_is_known"),
            CheckConstraint(condition=Q(hop__in=Hop.values), name="term_hop_is_known"),
            CheckConstraint(condition=Q(days__gte=1), name="term_takes_a_day_at_least"),
            CheckConstraint(condition=~Q(basis=""), name="term_names_its_law"),
            CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="term_does_not_end_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_hop_display()}"

    @property
    def as_rule(self) -> terms.Term:
        return terms.Term(self.kind, self.hop, self.days, self.basis, self.since, self.until)


class PromiseQuerySet(models.QuerySet["Promise"]):
    def open(self) -> Self:
        return self.filter(kept_at=None, dropped_at=None)

    def running(self) -> Self:
        """Owed, and nobody waits for the person."""
        return self.open().filter(paused_at=None)

    def to_erase(self) -> Self:
        """The person took it back; an outside body has not been asked yet to delete its copy."""
        return self.open().filter(hop=Hop.ERASE)

    def late(self, now: datetime) -> Self:
        return self.running().filter(due_at__lt=now)

    def to_climb(self, now: datetime) -> Self:
        return self.late(now).filter(level__lt=STEPS, climbs_at__lte=now)

    def public(self) -> Self:
        """What everybody may see: never of a secret case, nor of one of risk."""
        return self.filter(case__is_secret=False, case__is_narrow=False)

    def of_heads(self, person: object) -> Self:
        return self.filter(owner__in=offices_where(person, Permission.PROMISE_READ))


class Promise(models.Model):
    """A step that somebody owes by a moment, with the law behind it as it stood when it was promised."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="promises")
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="promises"
    )
    hop = models.CharField("langkah", max_length=10, choices=Hop)
    owner = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="+", verbose_name="yang berjanji"
    )
    what = plain(models.CharField("apa yang dijanjikan", max_length=200, blank=True))
    days = models.PositiveSmallIntegerField("hari kerja")
    basis = plain(models.CharField("dasar hukum", max_length=200))
    raised_at = models.DateTimeField("dijanjikan")
    due_at = models.DateTimeField("paling lambat")
    paused_at = models.DateTimeField("berhenti sementara", null=True, blank=True)
    kept_at = models.DateTimeField("ditepati", null=True, blank=True)
    dropped_at = models.DateTimeField("tidak berlaku lagi", null=True, blank=True)
    extended_at = models.DateTimeField("diperpanjang", null=True, blank=True)
    extension_reason = plain(models.CharField("alasan perpanjangan", max_length=300, blank=True))
    level = models.PositiveSmallIntegerField("tangga", default=0)
    climbs_at = models.DateTimeField("naik pada", null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["case", "hop"],
                condition=Q(kept_at=None, dropped_at=None, referral=None),
                name="promise_of_a_step_open_once",
            ),
            UniqueConstraint(
                fields=["referral"],
                condition=Q(kept_at=None, dropped_at=None),
                name="promise_open_once_within_a_referral",
            ),
            CheckConstraint(
                condition=Q(kept_at=None) | Q(dropped_at=None), name="promise_kept_or_dropped_not_both"
            ),
            CheckConstraint(condition=Q(due_at__gt=F("raised_at")), name="promise_due_after_it_was_made"),
            CheckConstraint(condition=Q(hop__in=Hop.values), name="promise_hop_is_known"),
            CheckConstraint(condition=Q(level__lte=STEPS), name="promise_climbs_to_the_top_and_no_further"),
            CheckConstraint(
                condition=Q(level=STEPS, climbs_at=None) | Q(level__lt=STEPS, climbs_at__isnull=False),
                name="promise_knows_when_it_climbs",
            ),
            filled_exactly_when(
                ~Q(extension_reason=""), "extended_at", name="promise_extended_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["climbs_at"],
                condition=Q(kept_at=None, dropped_at=None, paused_at=None, climbs_at__isnull=False),
                name="promise_to_climb",
            ),
            models.Index(fields=["owner", "due_at"], name="promise_by_owner"),
            models.Index(
                fields=["owner", "hop"],
                condition=Q(kept_at=None, dropped_at=None),
                name="promise_open_by_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.get_hop_display()

    @property
    def who(self) -> str:
        """Whose promise it is, with the part of the office where it was named, or what an agency brings."""
        if self.referral_id and self.what:
            return f"{self.owner} ({self.what})"
        return f"{self.what}, {self.owner}" if self.what else str(self.owner)

    @property
    def length(self) -> str:
        return f"{self.days} × 24 jam" if self.hop == Hop.ERASE else f"{self.days} hari kerja"

    @property
    def is_open(self) -> bool:
        return self.kept_at is None and self.dropped_at is None

    def is_late(self, now: datetime) -> bool:
        return self.is_open and self.paused_at is None and self.due_at < now
