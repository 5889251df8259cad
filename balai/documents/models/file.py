from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.documents.rules import Kind, Obstacle, Reason, State, Way
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office

WAITING = (State.RECEIVED, State.SCANNING)
GONE = (State.REFUSED, State.DISCARDED)


class FileQuerySet(models.QuerySet["File"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))

    def servable(self) -> Self:
        """What may be shown; who may see it, the page of the subject decides."""
        return self.filter(state=State.CLEAN)

    def held(self) -> Self:
        """What counts towards a subject's files."""
        return self.exclude(state__in=GONE)

    def waiting(self) -> Self:
        return self.filter(state__in=WAITING)

    def due(self, now: datetime) -> Self:
        """To be scanned now; among them what a killed worker left behind."""
        return self.waiting().filter(due_at__lte=now).order_by("due_at")

    def stuck(self) -> Self:
        return self.waiting().exclude(obstacle="")

    def watched_by(self, person: object) -> Self:
        """At the offices whose quarantine this person looks after."""
        return self.filter(office__in=offices_where(person, Permission.DOCUMENT_CHECK))


class File(models.Model):
    """One file of one subject. Its name at home is never kept; its bytes lie sealed in the store."""

    about_type = plain(models.CharField(max_length=60))
    about_id = plain(models.CharField(max_length=40))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    store_name = plain(models.CharField(max_length=32, null=True, blank=True))
    checksum = models.BinaryField(max_length=32, null=True, blank=True)  # SHA-256 of what is shown
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()  # next look; while scanning, the end of the lease
    tries = models.PositiveSmallIntegerField(default=0)
    obstacle = models.CharField(max_length=12, choices=Obstacle, blank=True, default="")
    way = models.CharField(max_length=10, choices=Way, blank=True, default="")
    reason = models.CharField(max_length=10, choices=Reason, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["store_name"], name="file_store_name_once"),
            CheckConstraint(condition=Q(state__in=State.values), name="file_state_is_known"),
            CheckConstraint(condition=Q(kind__in=Kind.values), name="file_kind_is_known"),
            CheckConstraint(condition=Q(size__gte=1), name="file_is_not_empty"),
            CheckConstraint(
                condition=Q(state=State.CLEAN, way__in=Way.values) | (~Q(state=State.CLEAN) & Q(way="")),
                name="file_clean_in_a_known_way",
            ),
            CheckConstraint(
                condition=~Q(way__in=[Way.REMADE, Way.COVERED]) | Q(kind=Kind.PICTURE),
                name="file_without_scanner_is_a_picture",
            ),
            CheckConstraint(
                condition=~Q(way=Way.MADE) | Q(kind=Kind.PDF, by=None), name="file_of_our_own_is_a_pdf"
            ),
            CheckConstraint(
                condition=Q(state=State.REFUSED, reason__in=Reason.values)
                | (~Q(state=State.REFUSED) & Q(reason="")),
                name="file_refused_for_a_known_reason",
            ),
            CheckConstraint(
                condition=Q(obstacle="")
                | Q(obstacle__in=Obstacle.values, state__in=[s.value for s in WAITING]),
                name="file_obstacle_only_while_waiting",
            ),
            filled_exactly_when(
                ~Q(state__in=[s.value for s in GONE]),
                "store_name",
                "checksum",
                name="file_bytes_until_refused_or_discarded",
            ),
            filled_exactly_when(
                ~Q(state__in=[s.value for s in WAITING]), "decided_at", name="file_decided_unless_waiting"
            ),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="file_by_subject"),
            models.Index(
                fields=["due_at"], condition=Q(state__in=["received", "scanning"]), name="file_waiting_by_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_servable(self) -> bool:
        return self.state == State.CLEAN

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_picture(self) -> bool:
        return self.kind == Kind.PICTURE

    @property
    def kilobytes(self) -> int:
        return max(1, round(self.size / 1000))

    @property
    def words(self) -> str:
        """What its owner is told."""
        if self.state == State.REFUSED:
            return f"{self.get_kind_display().capitalize()} ini ditolak: {self.get_reason_display()}."
        if self.is_waiting:
            return (
                f"{self.get_kind_display().capitalize()} ini sudah diterima dan sedang diperiksa keamanannya."
            )
        return f"{self.get_kind_display().capitalize()}, {self.kilobytes} kB"
