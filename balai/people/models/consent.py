from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.privacy import plain
from balai.people.models.person import Identity
from balai.people.rules import Purpose


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self) -> Self:
        return self.filter(withdrawn_at=None)

    def unfinished(self) -> Self:
        """Withdrawn, and not everything that rested on it has stopped yet; the oldest first."""
        return self.filter(finish_by__isnull=False, finished_at=None).order_by("finish_by")

    def overdue(self, now: datetime) -> Self:
        return self.unfinished().filter(finish_by__lt=now)


class Consent(models.Model):
    """What a resident agreed to, when and in which words (version); or said no to without being asked."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField("untuk", max_length=60, choices=Purpose)
    text_version = plain(models.CharField(max_length=20, blank=True))
    given_at = models.DateTimeField("disetujui", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)
    finish_by = models.DateTimeField("paling lambat berhenti", null=True, blank=True)
    finished_at = models.DateTimeField("sudah berhenti", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(purpose__in=Purpose.values), name="consent_purpose_is_known"),
            UniqueConstraint(
                fields=["identity", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_given_once_at_a_time",
            ),
            CheckConstraint(
                condition=Q(given_at__isnull=False) | Q(withdrawn_at__isnull=False),
                name="consent_given_or_refused",
            ),
            CheckConstraint(
                condition=Q(given_at=None) | ~Q(text_version=""), name="consent_given_in_known_words"
            ),
            CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(given_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_it_was_given",
            ),
            filled_exactly_when(
                Q(withdrawn_at__isnull=False), "finish_by", name="consent_withdrawn_with_its_deadline"
            ),
            CheckConstraint(
                condition=Q(finished_at=None) | Q(withdrawn_at__isnull=False),
                name="consent_finished_only_once_withdrawn",
            ),
        ]
        indexes = [
            models.Index(
                fields=["finish_by"],
                condition=Q(finish_by__isnull=False, finished_at=None),
                name="consent_to_finish",
            )
        ]

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None
