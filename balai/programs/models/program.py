from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.field.rules import Kind
from balai.people.permissions import offices_where
from balai.places.models import Office


class ProgramQuerySet(models.QuerySet["Program"]):
    def published(self) -> Self:
        return self.filter(is_published=True, office__is_active=True)

    def editable_by(self, person: object) -> Self:
        return self.filter(office__in=offices_where(person, Permission.PROGRAM_EDIT))

    def rostered_by(self, person: object) -> Self:
        return self.filter(office__in=offices_where(person, Permission.ROSTER_EDIT))

    def with_series(self) -> Self:
        """Everything that the series engine asks for, in a fixed number of queries."""
        return self.select_related("office", "office__place", "series").prefetch_related(
            "office__hours",
            "changes",
            "pauses",
            "series__rules",
            "series__rules__weekday_hours",
            "series__rules__rota__place",
        )


class Program(models.Model):
    """A repeated promise of one office to the public."""

    slug = models.SlugField("alamat pendek", max_length=60, unique=True)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = plain(models.CharField("nama", max_length=120))
    tagline = plain(models.CharField("sebutan atau kepanjangan", max_length=160, blank=True))
    purpose = plain(models.TextField("untuk apa", max_length=1000, blank=True))
    audience = plain(models.CharField("untuk siapa", max_length=200, blank=True))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="kantor")
    place_text = plain(models.CharField("tempat", max_length=200, blank=True))
    is_free = models.BooleanField("tanpa biaya", default=False)
    fee = models.PositiveIntegerField("biaya (rupiah)", null=True, blank=True)
    needs_roster = models.BooleanField("perlu petugas jaga yang memastikan", default=False)
    records = plain(models.JSONField("yang dicatat di lapangan", default=list, blank=True))  # of field Kind
    is_published = models.BooleanField("terbit", default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    source = plain(models.CharField("sumber keterangan", max_length=200, blank=True))
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = ProgramQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(is_free=False) | Q(fee__isnull=True), name="free_program_takes_no_fee"
            ),
            CheckConstraint(condition=~Q(fee=0), name="program_without_fee_says_free"),
            filled_exactly_when(
                Q(is_published=True), "published_at", name="program_published_has_its_moment"
            ),
            CheckConstraint(condition=~Q(name=""), name="program_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_results(self) -> bool:
        """Its sessions are work days: whose turn it is and what got done are told."""
        return Kind.RESULTS in self.records

    @property
    def zone(self) -> str:
        return self.office.zone
