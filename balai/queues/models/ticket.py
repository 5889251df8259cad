from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base import clock
from balai.base.codes import new_code
from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import personal, plain
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.catalogue.models import Service
from balai.people.models import Identity, Person
from balai.people.permissions import offices_where
from balai.queues.models.sitting import Sitting, Slot
from balai.queues.rules.states import (
    AT_COUNTER,
    ENDED,
    HERE,
    LIVE,
    Priority,
    Source,
    TicketState,
)

TOKEN_DAYS = 30  # a ticket's link opens its page until this long after its day


class TicketQuerySet(models.QuerySet["Ticket"]):
    def by_token(self, token: str, now: datetime | None = None) -> Self:
        """At most one; the link dies some days after the ticket's day."""
        return self.filter(token_hash=token_hash(token), is_revoked=False).recent(now or clock.now())

    def recent(self, now: datetime) -> Self:
        return self.filter(on__gte=now.date() - timedelta(days=TOKEN_DAYS))

    def of_desks(self, person: object) -> Self:
        offices = offices_where(person, Permission.QUEUE_CALL)
        return self.filter(sitting__session__program__office__in=offices)

    def with_everything(self) -> Self:
        return self.select_related(
            "service", "slot", "sitting__line", "sitting__session__program__office__place"
        )

    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def waiting(self) -> Self:
        """In the order of the line, without the priority rule."""
        return self.filter(state=TicketState.WAITING).order_by("due_at", "number")

    def expected(self) -> Self:
        """Booked and not here yet."""
        return self.filter(state=TicketState.BOOKED).order_by("due_at", "number")

    def at_counters(self) -> Self:
        return self.filter(state__in=AT_COUNTER).order_by("-called_at")


class Ticket(models.Model):
    """One place in one line: booked for a slot, or taken by somebody who stands here.

    Its link (token) is derived from `nonce` with a key outside the database; the code is only read aloud.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="tickets")
    slot = models.ForeignKey(Slot, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    letter = plain(models.CharField(max_length=1))
    number = models.PositiveIntegerField("nomor")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name="layanan")
    units = models.PositiveSmallIntegerField("satuan", default=1)
    source = models.CharField("asal", max_length=10, choices=Source)
    priority = models.CharField("prioritas", max_length=15, choices=Priority, default=Priority.NONE)
    holder = models.ForeignKey(
        Identity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="pemilik"
    )
    phone_hash = models.BinaryField(max_length=33, null=True, blank=True)
    on = models.DateField("tanggal")
    code = plain(models.CharField("kode", max_length=8, unique=True, default=new_code))
    nonce = models.BinaryField(max_length=17, default=new_nonce)
    token_hash = models.BinaryField(max_length=32, unique=True)
    is_revoked = models.BooleanField("tautan dicabut", default=False)
    state = models.CharField("keadaan", max_length=12, choices=TicketState)
    due_at = models.DateTimeField(
        "giliran", help_text="the order of the line: the slot's start, or the arrival"
    )
    counter_number = models.PositiveSmallIntegerField("loket", null=True, blank=True)
    officer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField("diambil")
    checked_in_at = models.DateTimeField("lapor datang", null=True, blank=True)
    called_at = models.DateTimeField("dipanggil", null=True, blank=True)
    serving_at = models.DateTimeField("mulai dilayani", null=True, blank=True)
    ended_at = models.DateTimeField("selesai", null=True, blank=True)
    called_times = models.PositiveSmallIntegerField("berapa kali dipanggil", default=0)
    note = personal(models.CharField("catatan petugas", max_length=300, blank=True))
    moved_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    undo = personal(  # it remembers the note as it was before
        models.JSONField(null=True, blank=True, help_text="the last deed: by whom, when, and what was before")
    )

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["sitting", "number"], name="ticket_number_once_per_sitting"),
            UniqueConstraint(
                fields=["phone_hash", "service", "on"],
                condition=Q(state__in=LIVE, phone_hash__isnull=False),
                name="ticket_live_once_per_phone_service_and_day",
            ),
            CheckConstraint(condition=Q(number__gte=1), name="ticket_numbers_start_at_one"),
            CheckConstraint(condition=Q(units__gte=1), name="ticket_takes_at_least_one_unit"),
            CheckConstraint(condition=Q(state__in=TicketState.values), name="ticket_state_is_known"),
            CheckConstraint(condition=Q(source__in=Source.values), name="ticket_source_is_known"),
            CheckConstraint(condition=Q(priority__in=Priority.values), name="ticket_priority_is_known"),
            CheckConstraint(
                condition=~Q(state__in=[*HERE, TicketState.SERVED]) | Q(checked_in_at__isnull=False),
                name="ticket_called_only_when_here",
            ),
            CheckConstraint(
                condition=~Q(state__in=[*AT_COUNTER, TicketState.SERVED])
                | Q(called_at__isnull=False, counter_number__isnull=False),
                name="ticket_called_to_a_counter",
            ),
            CheckConstraint(
                condition=~Q(state__in=[TicketState.SERVING, TicketState.SERVED])
                | Q(serving_at__isnull=False),
                name="ticket_served_since_a_moment",
            ),
            filled_exactly_when(Q(state__in=ENDED), "ended_at", name="ticket_ended_has_its_moment"),
        ]
        indexes = [
            models.Index(
                fields=["sitting", "due_at", "number"], condition=Q(state="waiting"), name="ticket_waiting"
            ),
            models.Index(fields=["sitting", "state", "due_at"], name="ticket_by_state"),
            models.Index(fields=["on"], name="ticket_by_day"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """'A012', as it stands on the ticket, the screen and in the voice."""
        return f"{self.letter}{self.number:03d}"

    @property
    def token(self) -> str:
        return token_for(bytes(self.nonce), "ticket")

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_priority(self) -> bool:
        return self.priority != Priority.NONE
