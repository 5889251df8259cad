from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import personal, plain
from balai.notices.rules import Channel, State


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, now: datetime) -> Self:
        return self.filter(state=State.PENDING, due_at__lte=now).order_by("due_at")


class Notice(models.Model):
    """One message to one person about one thing. Address and text are sealed; the hash finds repeats."""

    kind = plain(models.CharField(max_length=60))
    about_type = plain(models.CharField(max_length=60))
    about_id = plain(models.CharField(max_length=40))
    key = plain(models.CharField(max_length=60, blank=True, help_text="tells apart two notices of one kind"))
    channel = models.CharField(max_length=10, choices=Channel)
    recipient_hash = models.BinaryField(max_length=33)
    address_sealed = personal(models.TextField())
    text_sealed = personal(models.TextField())
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
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="notice_pending_by_due")
        ]
