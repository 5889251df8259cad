import hashlib
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.privacy import personal, plain
from balai.notices.rules import (
    ASK_WITHIN,
    CALL_DAYS,
    CLAIM_LASTS,
    KEEP_DAYS,
    KINDS,
    OPEN,
    REACHED,
    Channel,
    State,
    Why,
    day_began,
)

EMPTY = {"address_sealed": "", "text_sealed": "", "short_sealed": ""}  # whoever it was for, whatever it said


class NoticeQuerySet(models.QuerySet["Notice"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))

    def due(self, now: datetime) -> Self:
        return self.filter(state=State.PENDING, due_at__lte=now).order_by("due_at")

    def late(self, now: datetime) -> Self:
        """Tried already, and still here after a quarter of an hour."""
        return self.filter(state=State.PENDING, due_at__lt=now - timedelta(minutes=15))

    def past_keeping(self, now: datetime) -> Self:
        done = self.exclude(state__in=OPEN).exclude(**EMPTY)
        return done.filter(due_at__lt=now - timedelta(days=KEEP_DAYS))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def to_call(self) -> Self:
        return self.filter(state=State.TO_CALL)

    def past_calling(self, now: datetime) -> Self:
        too_long = Q(due_at__lt=now - timedelta(days=CALL_DAYS))
        return self.to_call().filter(too_long | Q(useful_until__lte=now))

    def texts_since(self, moment: datetime) -> Self:
        return self.filter(channel=Channel.TEXT, state=State.SENT, sent_at__gte=moment)

    def texts_today(self, now: datetime, zone: str) -> Self:
        return self.texts_since(day_began(now, zone))

    def unsettled(self, now: datetime) -> Self:
        """Texts whose gateway is to be asked now what became of them."""
        texts = self.texts_since(now - ASK_WITHIN).filter(is_settled=False)
        return texts.filter(due_at__lte=now).order_by("due_at")

    def unasked(self, now: datetime) -> Self:
        """Texts of which nothing more will be heard."""
        return self.filter(channel=Channel.TEXT, is_settled=False, sent_at__lt=now - ASK_WITHIN)


class Notice(models.Model):
    """One message to one person about one thing. Address and text are sealed; the hash finds repeats.

    Whose office it is stands here as text, as in the record of deeds: this floor knows no offices.
    """

    kind = plain(models.CharField(max_length=60))
    about_type = plain(models.CharField(max_length=60))
    about_id = plain(models.CharField(max_length=40))
    key = plain(models.CharField(max_length=60, blank=True, help_text="tells apart two notices of one kind"))
    channel = models.CharField(max_length=10, choices=Channel)
    recipient_hash = models.BinaryField(max_length=33)
    address_sealed = personal(models.TextField(blank=True))
    text_sealed = personal(models.TextField(blank=True))
    short_sealed = personal(models.TextField(blank=True, help_text="what a telephone gets; texts only"))
    office = plain(models.CharField(max_length=60, blank=True))
    zone = plain(models.CharField(max_length=20, default="Asia/Jakarta"))
    is_awaited = models.BooleanField(default=False, help_text="the person waits for it now: at night too")
    is_narrow = models.BooleanField(default=False, help_text="few may see the number")
    useful_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="or told by an officer")
    why = models.CharField(max_length=12, choices=Why, blank=True)
    called_by = plain(models.CharField(max_length=16, blank=True, help_text="the officer's pseudonym"))
    called_at = models.DateTimeField(null=True, blank=True, help_text="when the number was opened last")
    is_settled = models.BooleanField(default=True, help_text="nobody is asked what became of it")

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
                condition=Q(state__in=REACHED, sent_at__isnull=False)
                | (~Q(state__in=REACHED) & Q(sent_at__isnull=True)),
                name="notice_sent_at_a_moment",
            ),
            filled_exactly_when(~Q(called_by=""), "called_at", name="notice_called_by_somebody_at_a_moment"),
            CheckConstraint(
                condition=~Q(state__in=[State.TO_CALL, State.TOLD]) | Q(channel=Channel.TEXT),
                name="notice_called_only_about_texts",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="notice_pending_by_due"),
            models.Index(fields=["about_type", "about_id"], name="notice_by_thing"),
            models.Index(fields=["office", "made_at"], name="notice_of_office_by_day"),
            models.Index(fields=["office"], condition=Q(state="to_call"), name="notice_to_call_by_office"),
            models.Index(
                fields=["office", "sent_at"], condition=Q(channel="text"), name="notice_texts_of_office"
            ),
            models.Index(
                fields=["recipient_hash", "sent_at"],
                condition=Q(channel="text"),
                name="notice_texts_to_person",
            ),
            models.Index(fields=["due_at"], condition=Q(is_settled=False), name="notice_to_ask_by_due"),
        ]

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind][0] if self.kind in KINDS else self.kind

    def rung_since(self, *, but: str, now: datetime) -> datetime | None:
        """When another officer opened the number, not long ago. Nobody is kept out by it."""
        if self.called_at is None or self.called_by == but or self.called_at + CLAIM_LASTS <= now:
            return None
        return self.called_at

    @property
    def reference(self) -> str:
        """The same at every try, so that a repeat can be recognised; gives nothing away."""
        what = f"{self.kind}|{self.about_type}|{self.about_id}|{self.key}|".encode()
        return hashlib.sha256(what + bytes(self.recipient_hash)).hexdigest()[:32]
