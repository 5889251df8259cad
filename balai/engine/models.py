from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain


class Once(models.Model):
    """A one-time form or request key and the answer that it got first."""

    key_hash = models.BinaryField(max_length=32, unique=True)
    purpose = plain(models.CharField(max_length=40))
    answer = plain(models.CharField(max_length=200))
    at = models.DateTimeField(db_index=True)


class Limit(models.Model):
    """How often something happened within one window of time; the bucket is a keyed hash."""

    bucket = models.BinaryField(max_length=33)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [UniqueConstraint(fields=["bucket", "window"], name="limit_counts_once_per_window")]
        indexes = [models.Index(fields=["window"])]


class Lease(models.Model):
    """A job's right to run alone until a moment; a killed worker's lease simply runs out."""

    name = plain(models.CharField(max_length=80, unique=True))
    holder = plain(models.CharField(max_length=40))
    until = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="in a row; a run that succeeds sets it back")
    failed_at = models.DateTimeField(null=True, blank=True)


class InstallationQuerySet(models.QuerySet["Installation"]):
    def the_one(self) -> Self:
        return self.filter(pk=1)


class Installation(models.Model):
    """This database itself: whether it is a demo, and how far the demo's clock stands from ours."""

    is_demo = models.BooleanField(default=False)
    clock_offset_seconds = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    objects = InstallationQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(pk=1), name="installation_is_one"),
            CheckConstraint(
                condition=Q(is_demo=True) | Q(clock_offset_seconds=0),
                name="installation_clock_moves_only_in_demo",
            ),
        ]


class KeyVersion(models.Model):
    """Which key versions this database has used, so that a restore without its keys is noticed."""

    purpose = plain(models.CharField(max_length=10))
    version = models.PositiveSmallIntegerField()
    fingerprint = plain(models.CharField(max_length=16))
    since = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["purpose", "version"], name="key_version_once")]
