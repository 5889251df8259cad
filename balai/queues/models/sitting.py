from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office
from balai.programs.models import Session
from balai.queues.models.line import Line
from balai.queues.rules.states import (
    SittingState,
)


class SittingQuerySet(models.QuerySet["Sitting"]):
    def of_desks(self, person: object) -> Self:
        """Where this officer may call."""
        return self.filter(session__program__office__in=offices_where(person, Permission.QUEUE_CALL))

    def managed_by(self, person: object) -> Self:
        return self.filter(session__program__office__in=offices_where(person, Permission.QUEUE_MANAGE))

    def public(self) -> Self:
        return self.filter(session__program__is_published=True, session__program__office__is_active=True)

    def with_everything(self) -> Self:
        return self.select_related("line", "session", "session__program", "session__program__office")


class Sitting(models.Model):
    """One line in one session: the row that every change of its queue passes through.

    `revision` rises with every change that a screen shows; pages and screens compare it.
    `session_revision` is the session's as this sitting knows it: while they differ, nobody books.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+")
    session_revision = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField("mulai")  # the session's, as this sitting knows it
    ends_at = models.DateTimeField("selesai")
    place_text = plain(models.CharField("tempat", max_length=200, blank=True))
    next_number = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField("keadaan", max_length=10, choices=SittingState, default=SittingState.OPEN)
    walk_in_released = models.BooleanField("tempat langsung dilepas", default=False)
    last_call_was_priority = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["session", "line"], name="sitting_once_per_line_and_session"),
            CheckConstraint(condition=Q(state__in=SittingState.values), name="sitting_state_is_known"),
            CheckConstraint(condition=Q(next_number__gte=1), name="sitting_numbers_start_at_one"),
            CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="sitting_ends_after_its_start"),
            filled_exactly_when(
                Q(state=SittingState.CLOSED), "closed_at", name="sitting_closed_has_its_moment"
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=~Q(state="closed"), name="sitting_not_closed")]

    def __str__(self) -> str:
        return f"{self.line}, {self.session}"

    @property
    def office(self) -> Office:
        return self.session.program.office

    @property
    def zone(self) -> str:
        return self.session.program.office.zone


class SlotQuerySet(models.QuerySet["Slot"]):
    def with_room(self, units: int = 1) -> Self:
        """Where so many units may still be booked from home: the walk-ins' share is left alone."""
        return self.with_any_room(units).filter(booked__lte=F("seats") - F("held") - units)

    def with_any_room(self, units: int = 1) -> Self:
        """Where somebody who stands here fits in."""
        return self.filter(booked__lte=F("seats") - F("walked") - units)

    def to_come(self, now: datetime) -> Self:
        return self.filter(starts_at__gt=now).order_by("starts_at")

    def not_over(self, now: datetime) -> Self:
        return self.filter(ends_at__gt=now).order_by("starts_at")


class Slot(models.Model):
    """Some minutes of a sitting: `seats` units, of which `held` are kept for walk-ins until released."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("selesai")
    seats = models.PositiveSmallIntegerField("tempat")
    held = models.PositiveSmallIntegerField("disimpan", default=0)
    booked = models.PositiveSmallIntegerField("dipesan", default=0)
    walked = models.PositiveSmallIntegerField("datang langsung", default=0)

    objects = SlotQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["sitting", "starts_at"], name="slot_once_per_moment"),
            CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_its_start"),
            CheckConstraint(
                condition=Q(seats__gte=F("booked") + F("walked")), name="slot_holds_no_more_than_its_seats"
            ),
            CheckConstraint(
                condition=Q(seats__gte=F("booked") + F("held")), name="slot_keeps_its_walk_in_places"
            ),
        ]

    @property
    def free(self) -> int:
        """Units that may still be booked from home."""
        return max(0, self.seats - self.booked - max(self.held, self.walked))

    @property
    def free_here(self) -> int:
        """Units for somebody who stands here."""
        return max(0, self.seats - self.booked - self.walked)


class CounterShift(models.Model):
    """An officer at a counter of a sitting, from when until when."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="shifts")
    counter_number = models.PositiveSmallIntegerField("loket")
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("dibuka")
    closed_at = models.DateTimeField("ditutup", null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["sitting", "counter_number"],
                condition=Q(closed_at=None),
                name="counter_open_once_per_sitting",
            ),
            CheckConstraint(
                condition=Q(counter_number__gte=1, counter_number__lte=99), name="shift_counter_is_1_to_99"
            ),
            CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="shift_ends_after_its_start",
            ),
        ]
