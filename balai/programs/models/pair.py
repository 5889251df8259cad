from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.documents.models import File
from balai.field.models import Submission
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.programs.models.session import Session
from balai.programs.rules.pairs import (
    LONGEST_NEAR,
    LONGEST_SPOT,
    PairState,
    Side,
    Standing,
    Way,
    clock_is_off,
)


class PairQuerySet(models.QuerySet["Pair"]):
    def managed_by(self, person: object) -> Self:
        return self.filter(session__program__office__in=offices_where(person, Permission.REPORT_WRITE))

    def published(self) -> Self:
        return self.filter(state=PairState.PUBLISHED, session__in=Session.objects.visible())


class Pair(models.Model):
    """One spot of a session, photographed before and after the work. Its place is kept in steps of 55 m."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="pairs")
    key = plain(models.CharField(max_length=2 * LONGEST_SPOT))
    label = plain(models.CharField("titik", max_length=LONGEST_SPOT))
    near = plain(models.CharField("dekat", max_length=LONGEST_NEAR, blank=True))
    north = models.SmallIntegerField(null=True, blank=True)
    east = models.IntegerField(null=True, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=PairState, default=PairState.OPEN)
    stated_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(null=True, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["session", "key"], name="pair_once_per_spot_and_session"),
            CheckConstraint(condition=Q(state__in=PairState.values), name="pair_state_is_known"),
            CheckConstraint(condition=~Q(key="") & ~Q(label=""), name="pair_has_a_spot"),
            CheckConstraint(
                condition=Q(north=None, east=None) | Q(north__isnull=False, east__isnull=False),
                name="pair_place_whole_or_none",
            ),
            filled_exactly_when(
                Q(state=PairState.PUBLISHED),
                "stated_by",
                "stated_at",
                name="pair_published_on_somebodys_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, dekat {self.near}" if self.near else self.label

    @property
    def is_published(self) -> bool:
        return self.state == PairState.PUBLISHED


class ShotQuerySet(models.QuerySet["Shot"]):
    def managed_by(self, person: object) -> Self:
        return self.filter(pair__in=Pair.objects.managed_by(person))

    def waiting_for_bytes(self) -> Self:
        """A phone's record is here, and its photo came after it."""
        return self.filter(file=None, submission__photos__isnull=False)


class Shot(models.Model):
    """One photo of one side, as it came: for officers alone, and not for long."""

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="shots")
    side = models.CharField("kapan", max_length=6, choices=Side)
    standing = models.CharField("keadaan", max_length=7, choices=Standing)
    way = models.CharField("cara", max_length=6, choices=Way)
    file = models.OneToOneField(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reporter = plain(models.CharField("dari", max_length=60, blank=True))
    taken_at = models.DateTimeField(null=True, blank=True)  # by the clock of the phone
    received_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ShotQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(side__in=Side.values), name="shot_side_is_known"),
            CheckConstraint(condition=Q(standing__in=Standing.values), name="shot_standing_is_known"),
            CheckConstraint(condition=Q(way__in=Way.values), name="shot_way_is_known"),
            filled_exactly_when(Q(way=Way.DEVICE), "submission", name="shot_of_a_device_has_its_record"),
            CheckConstraint(
                condition=Q(file__isnull=False) | Q(submission__isnull=False),
                name="shot_has_a_photo_or_awaits_one",
            ),
            UniqueConstraint(
                fields=["pair", "side"],
                condition=Q(standing=Standing.CHOSEN),
                name="shot_chosen_once_per_side",
            ),
        ]

    def __str__(self) -> str:
        return f"Foto {self.get_side_display()}"

    @property
    def clock_is_off(self) -> bool:
        session = self.pair.session
        return clock_is_off(self.taken_at, self.received_at, on=session.on, zone=session.zone)

    @property
    def is_there(self) -> bool:
        return self.file is not None and self.file.is_servable


class CopyQuerySet(models.QuerySet["Copy"]):
    def managed_by(self, person: object) -> Self:
        return self.filter(shot__in=Shot.objects.managed_by(person))

    def shown(self) -> Self:
        """What everybody may see: the newest of a chosen photo of a published pair; older ones are gone."""
        rows = self.filter(shot__standing=Standing.CHOSEN, shot__pair__in=Pair.objects.published())
        return rows.filter(file__in=File.objects.servable()).select_related(
            "file", "shot__pair__session__program"
        )


class Copy(models.Model):
    """A photo drawn anew with faces and plates painted over: the only one that leaves the office."""

    shot = models.ForeignKey(Shot, on_delete=models.PROTECT, related_name="copies")
    version = models.PositiveSmallIntegerField()
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    boxes = plain(models.JSONField(default=list, help_text="left, top, right, bottom in thousandths"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CopyQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["shot", "version"], name="copy_version_once_per_photo"),
            CheckConstraint(condition=Q(version__gte=1), name="copy_versions_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.shot}, versi {self.version}"
