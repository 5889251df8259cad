from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.places.models import Office
from balai.voices.rules.risk import Help


class HelpNumberQuerySet(models.QuerySet["HelpNumber"]):
    def of(self, office: Office) -> Self:
        return self.filter(office=office).order_by("pk")


class HelpNumber(models.Model):
    """Whether a number of the state works here, or a number of this place's own."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    national = models.CharField("nomor nasional", max_length=8, choices=Help, blank=True)
    label = plain(models.CharField("siapa", max_length=120, blank=True))
    number = plain(models.CharField("nomor", max_length=30, blank=True))
    is_active_here = models.BooleanField("aktif di sini", default=True)

    objects = HelpNumberQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["office", "national"],
                condition=~Q(national=""),
                name="help_number_national_once_per_office",
            ),
            CheckConstraint(
                condition=Q(national__in=Help.values, label="", number="")
                | Q(national="") & ~Q(label="") & ~Q(number=""),
                name="help_number_is_national_or_of_its_own",
            ),
        ]

    def __str__(self) -> str:
        return self.get_national_display() if self.national else f"{self.number} ({self.label})"
