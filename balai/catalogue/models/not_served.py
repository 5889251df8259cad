from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.catalogue.models.service import Service
from balai.places.models import Office


class NotServed(models.Model):
    """A service that one office does not offer: why, and where residents go instead."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    reason = plain(models.CharField("alasan", max_length=200))
    go_to = plain(models.CharField("datang ke", max_length=200))
    since = models.DateTimeField("sejak")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["service", "office"], name="not_served_once_per_office"),
            CheckConstraint(
                condition=~Q(reason="") & ~Q(go_to=""), name="not_served_says_why_and_where_to_go"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.office}"
