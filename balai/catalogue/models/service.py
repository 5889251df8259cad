from datetime import date
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q

from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.catalogue.rules import Event, Part, State, lines
from balai.people.permissions import offices_where
from balai.places.models import Agency, Office


class ServiceQuerySet(models.QuerySet["Service"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def public(self) -> Self:
        """An office's own service is nobody else's business before its first standard is published."""
        published = Q(standards__state=State.PUBLISHED)
        known = self.model._default_manager.filter(published).values("pk")
        return self.active().filter(Q(office=None) | Q(pk__in=known))

    def current(self, on: date) -> Self:
        """Those whose standard is published and in force on this day, anywhere."""
        return (
            self.active()
            .filter(
                Q(standards__valid_until=None) | Q(standards__valid_until__gt=on),
                standards__state=State.PUBLISHED,
                standards__valid_from__lte=on,
            )
            .distinct()
        )

    def for_office(self, office: Office) -> Self:
        """What this office offers: the shared services and its own."""
        return self.active().filter(Q(office=None) | Q(office=office))

    def editable_by(self, person: object) -> Self:
        """Shared services, which every office may describe for itself, and those of the person's offices."""
        return self.filter(Q(office=None) | Q(office__in=offices_where(person, Permission.CATALOGUE_EDIT)))


class Service(models.Model):
    """Something that people can ask for. Without an office it is shared nationwide."""

    slug = models.SlugField("alamat pendek", max_length=60, unique=True)
    name = plain(models.CharField("nama", max_length=120))
    summary = plain(models.CharField("ringkasan", max_length=200, blank=True))
    event = models.CharField("peristiwa hidup", max_length=10, choices=Event)
    part = models.CharField("peran kantor", max_length=20, choices=Part)
    issuer = plain(models.CharField("yang menerbitkan", max_length=160))
    words = plain(
        models.TextField(
            "kata sehari-hari", max_length=2000, blank=True, help_text="Satu baris satu ungkapan."
        )
    )
    announcement = plain(models.CharField("pemberitahuan", max_length=300, blank=True))
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField("ditawarkan", default=True)
    planted = plain(models.JSONField("isi berkas benih terakhir", null=True, blank=True, editable=False))

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(event__in=Event.values), name="service_event_is_known"),
            CheckConstraint(condition=Q(part__in=Part.values), name="service_part_is_known"),
            CheckConstraint(condition=~Q(name="") & ~Q(issuer=""), name="service_has_a_name_and_an_issuer"),
        ]
        indexes = [models.Index(fields=["event", "name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def word_list(self) -> list[str]:
        return lines(self.words)


class SearchState(models.Model):
    """One row: the words table of kata.toml, and a mark that changes when the search must be read anew."""

    mark = plain(models.CharField(max_length=32))
    words = plain(models.JSONField(default=dict))

    class Meta:
        constraints = [CheckConstraint(condition=Q(pk=1), name="search_state_is_one_row")]
