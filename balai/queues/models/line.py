from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.catalogue.models import NotServed, Service
from balai.programs.models import Program


class Line(models.Model):
    """How a programme lets people queue: its letter, counters, slots and the share of walk-ins."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    letter = plain(models.CharField("huruf", max_length=1, default="A"))
    name = plain(models.CharField("nama antrean", max_length=80, blank=True))
    counters = models.PositiveSmallIntegerField("jumlah loket", default=1)
    slot_minutes = models.PositiveSmallIntegerField("menit setiap giliran", default=12)
    walk_in_units = models.PositiveSmallIntegerField("tempat untuk yang datang langsung", default=0)
    walk_in_until = models.TimeField("disimpan sampai jam", null=True, blank=True)
    opens_days_before = models.PositiveSmallIntegerField("dapat dipesan berapa hari sebelumnya", default=14)
    grace_minutes = models.PositiveSmallIntegerField("kelonggaran terlambat (menit)", default=15)
    is_quiet = models.BooleanField("hanya nomor di layar", default=False)
    is_active = models.BooleanField("dipakai", default=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["program", "letter"], name="line_letter_once_per_program"),
            CheckConstraint(condition=Q(letter__gte="A", letter__lte="Z"), name="line_letter_is_a_capital"),
            CheckConstraint(condition=Q(counters__gte=1, counters__lte=99), name="line_has_1_to_99_counters"),
            CheckConstraint(
                condition=Q(slot_minutes__gte=1, slot_minutes__lte=240), name="line_slot_is_1_to_240_minutes"
            ),
            CheckConstraint(
                condition=Q(walk_in_units=0) | Q(walk_in_until__isnull=False),
                name="line_walk_in_places_have_their_hour",
            ),
            CheckConstraint(condition=Q(opens_days_before__lte=365), name="line_opens_within_a_year"),
        ]

    def __str__(self) -> str:
        return self.name or f"Antrean {self.letter}"


class LineServiceQuerySet(models.QuerySet["LineService"]):
    def offered(self) -> Self:
        """Without what the office has said that it does not serve."""
        off = NotServed.objects.filter(service=OuterRef("service"), office=OuterRef("line__program__office"))
        return self.filter(~Exists(off))


class LineService(models.Model):
    """What a line serves, and how many units of a slot it takes (a KK takes two)."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="services")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    units = models.PositiveSmallIntegerField("satuan", default=1)

    objects = LineServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["line", "service"], name="line_service_once"),
            CheckConstraint(condition=Q(units__gte=1, units__lte=99), name="line_service_takes_1_to_99"),
        ]
