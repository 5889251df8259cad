from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.catalogue.models import Service
from balai.people.models import Identity
from balai.queues.models.sitting import Sitting, Slot
from balai.queues.models.ticket import Ticket
from balai.queues.rules.states import (
    WAIT_LIVE,
    Priority,
    UnmetReason,
    WaitState,
)


class WaitQuerySet(models.QuerySet["Wait"]):
    def by_token(self, token: str) -> Self:
        return self.filter(token_hash=token_hash(token))

    def live(self) -> Self:
        return self.filter(state__in=WAIT_LIVE)

    def in_order(self) -> Self:
        return self.filter(state=WaitState.WAITING).order_by("pk")


class Wait(models.Model):
    """Somebody on the waiting list of a full sitting. An offer holds its units until answered or lapsed."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="waits")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    units = models.PositiveSmallIntegerField(default=1)
    priority = models.CharField(max_length=15, choices=Priority, default=Priority.NONE)
    holder = models.ForeignKey(Identity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    phone_hash = models.BinaryField(max_length=33, null=True, blank=True)
    nonce = models.BinaryField(max_length=17, default=new_nonce)
    token_hash = models.BinaryField(max_length=32, unique=True)
    state = models.CharField(max_length=10, choices=WaitState, default=WaitState.WAITING)
    asked_at = models.DateTimeField()
    slot = models.ForeignKey(Slot, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    answer_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ticket = models.OneToOneField(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = WaitQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["phone_hash", "service", "sitting"],
                condition=Q(state__in=WAIT_LIVE, phone_hash__isnull=False),
                name="wait_live_once_per_phone_and_service",
            ),
            CheckConstraint(condition=Q(state__in=WaitState.values), name="wait_state_is_known"),
            CheckConstraint(condition=Q(priority__in=Priority.values), name="wait_priority_is_known"),
            CheckConstraint(
                condition=~Q(state=WaitState.OFFERED)
                | Q(slot__isnull=False, offered_at__isnull=False, answer_until__isnull=False),
                name="wait_offer_names_its_place_and_end",
            ),
            filled_exactly_when(Q(state=WaitState.TAKEN), "ticket", name="wait_taken_has_its_ticket"),
            filled_exactly_when(~Q(state__in=WAIT_LIVE), "ended_at", name="wait_ended_has_its_moment"),
        ]
        indexes = [
            models.Index(fields=["sitting", "id"], condition=Q(state="waiting"), name="wait_in_order"),
            models.Index(fields=["answer_until"], condition=Q(state="offered"), name="wait_offers_by_end"),
        ]

    @property
    def token(self) -> str:
        return token_for(bytes(self.nonce), "wait")


class Unmet(models.Model):
    """Somebody who could not be served: why, when, for what. Counted, never named."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="unmet")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("alasan", max_length=15, choices=UnmetReason)
    hour = models.PositiveSmallIntegerField("jam", help_text="hour of the day, in the office's zone")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(reason__in=UnmetReason.values), name="unmet_reason_is_known"),
            CheckConstraint(condition=Q(hour__lte=23), name="unmet_hour_is_0_to_23"),
        ]
        indexes = [models.Index(fields=["sitting", "reason"])]
