import hashlib
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import personal, plain
from balai.notices.rules import KEEP_DAYS, Channel, State


class NoticeQuerySet(models.QuerySet["Notice"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))

    def due(self, now: datetime) -> Self:
        return self.filter(state=State.PENDING, due_at__lte=now).order_by("due_at")

    def late(self, now: datetime) -> Self:
        """Tried already, and still here after a quarter of an hour."""
        return self.filter(state=State.PENDING, due_at__lt=now - timedelta(minutes=15))

    def past_keeping(self, now: datetime) -> Self:
        done = self.exclude(state=State.PENDING).exclude(address_sealed="", text_sealed="")
        return done.filter(due_at__lt=now - timedelta(days=KEEP_DAYS))


class Notice(models.Model):
    """One message to one person about one thing. Address and text are sealed; the hash finds repeats."""

    kind = plain(models.CharField(max_length=60))
    about_type = plain(models.CharField(max_length=60))
    about_id = plain(models.CharField(max_length=40))
    key = plain(models.CharField(max_length=60, blank=True, help_text="tells apart two notices of one kind"))
    channel = models.CharField(max_length=10, choices=Channel)
    recipient_hash = models.BinaryField(max_length=33)
    address_sealed = personal(models.TextField(blank=True))
    text_sealed = personal(models.TextField(blank=True))
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["kind", "about_type", "about_id", "recipient_hash", "key"],
                name="notice_once_per_recipient_and_thing",
            ),
            CheckConstraint(condition=Q(state__in=State.values), name="notice_state_is_known"),
            CheckConstraint(condition=Q(channel__in=Channel.values), name="notice_channel_is_known"),
            CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="notice_sent_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="notice_pending_by_due"),
            models.Index(fields=["about_type", "about_id"], name="notice_by_thing"),
        ]

    @property
    def reference(self) -> str:
        """The same at every try, so that a repeat can be recognised; gives nothing away."""
        what = f"{self.kind}|{self.about_type}|{self.about_id}|{self.key}|".encode()
        return hashlib.sha256(what + bytes(self.recipient_hash)).hexdigest()[:32]
