from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain


class EntryQuerySet(models.QuerySet["Entry"]):
    def unsealed(self, *, above: int = 0) -> Self:
        """Without a seal; `above` an id that `jobs.floor` knows to be safe, so that a rush stays cheap."""
        return self.filter(pk__gt=above, seal=None)

    def of_offices(self, slugs: list[str]) -> Self:
        return self.filter(office__in=slugs)


class Entry(models.Model):
    """One deed, written inside the transaction of its action, without any lock.

    `mac`: the key's version, 8 random bytes that tell two like deeds apart, and an HMAC-SHA256 over all
    other columns with a key outside the database. Triggers refuse to change or remove an entry.
    """

    at = models.DateTimeField()
    verb = plain(models.CharField(max_length=60))
    actor = plain(
        models.CharField(max_length=40, help_text="pseudonym of the officer; empty: a resident or a job")
    )
    office = plain(models.CharField(max_length=60))
    subject_type = plain(models.CharField(max_length=60))
    subject_id = plain(models.CharField(max_length=40))
    facts = plain(models.JSONField(default=dict))
    mac = models.BinaryField(max_length=41)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["office", "at"]),
        ]


class Seal(models.Model):
    """A link of the chain: its own sequence, over entries that had no seal yet."""

    number = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    digest = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [CheckConstraint(condition=Q(number__gte=1), name="seal_numbers_start_at_one")]


class Anchor(models.Model):
    """The chain's head at a moment, also written outside the database."""

    seal_number = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["seal_number"], name="anchor_once_per_seal")]
