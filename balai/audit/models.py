from django.db import models

from balai.base.privacy import plain


class Entry(models.Model):
    """One deed, written inside the transaction of its action, without any lock.

    `mac` is an HMAC-SHA256 over all other columns with a key outside the database.
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
    mac = models.BinaryField(max_length=33)

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
    sealed_at = models.DateTimeField()


class Anchor(models.Model):
    """The chain's head at a moment, also written outside the database."""

    seal_number = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
