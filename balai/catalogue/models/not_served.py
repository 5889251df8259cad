from collections.abc import Iterable

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.catalogue.models.service import Service
from balai.places.models import Office


class NotServedQuerySet(models.QuerySet["NotServed"]):
    def for_visitor(self, services: Iterable[Service], office: Office | None) -> dict[int, "NotServed"]:
        """By service: what the visitor's office does not serve; an own service counts at its owner."""
        services = list(services)
        own = {service.pk: service.office_id for service in services}
        at = {office.pk} if office else set()
        at |= {pk for pk in own.values() if pk}
        rows = self.filter(service__in=services, office__in=at).select_related("office")
        chosen = office.pk if office else None
        return {row.service_id: row for row in rows if row.office_id == (own[row.service_id] or chosen)}


class NotServed(models.Model):
    """A service that one office does not offer: why, and where residents go instead."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    reason = plain(models.CharField("alasan", max_length=200))
    go_to = plain(models.CharField("datang ke", max_length=200))
    since = models.DateTimeField("sejak")

    objects = NotServedQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["service", "office"], name="not_served_once_per_office"),
            CheckConstraint(
                condition=~Q(reason="") & ~Q(go_to=""), name="not_served_says_why_and_where_to_go"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.office}"
