from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Prefetch, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.catalogue.models.service import Service
from balai.catalogue.rules import State, glance, lines
from balai.catalogue.rules.content import TEXTS, Content
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office

ROWS = ("conditions", "requirements", "steps", "time_limits", "fees")
ONE_A_LINE = "Satu baris satu butir."


class StandardQuerySet(models.QuerySet["Standard"]):
    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def in_force(self, on: date) -> Self:
        return self.published().filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)

    def of(self, office: Office | None) -> Self:
        """This office's own standards; without an office the nationwide template."""
        return self.filter(office=office)

    def with_rows(self) -> Self:
        """All 14 components, in a fixed number of queries."""
        return self.select_related("service", "office").prefetch_related(*(self._rows(name) for name in ROWS))

    def _rows(self, name: str) -> "Prefetch[str]":
        rows = self.model._meta.get_field(name).related_model.objects.order_by("position")  # type: ignore[union-attr]
        return Prefetch(name, rows.select_related("condition") if name == "requirements" else rows)

    def editable_by(self, person: object) -> Self:
        return self.filter(office__in=offices_where(person, Permission.CATALOGUE_EDIT))


class Standard(models.Model):
    """One dated version of a service's 14 components (UU 25/2009 pasal 21).

    Without an office it is the nationwide template; an office's own standard goes before it.
    `valid_until` is the first day on which it no longer holds.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="standards")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField("versi")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    valid_from = models.DateField("berlaku mulai", null=True, blank=True)
    valid_until = models.DateField("berlaku sebelum", null=True, blank=True)
    published_at = models.DateTimeField("diterbitkan", null=True, blank=True)
    edited_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    edited_at = models.DateTimeField("terakhir diubah")
    revision = models.PositiveIntegerField(default=0)  # rises with every change of a draft

    does = plain(models.TextField("yang dikerjakan kantor", max_length=500, blank=True))
    does_not = plain(models.TextField("yang tidak dikerjakan kantor", max_length=500, blank=True))
    note = plain(models.TextField("baik diketahui", max_length=1000, blank=True))
    products = plain(models.TextField("produk pelayanan", max_length=1000, blank=True, help_text=ONE_A_LINE))
    complaint_channels = plain(
        models.TextField("penanganan pengaduan", max_length=2000, blank=True, help_text=ONE_A_LINE)
    )
    legal_bases = plain(models.TextField("dasar hukum", max_length=4000, blank=True, help_text=ONE_A_LINE))
    facilities = plain(
        models.TextField(
            "sarana, prasarana, dan fasilitas", max_length=4000, blank=True, help_text=ONE_A_LINE
        )
    )
    competences = plain(
        models.TextField("kompetensi pelaksana", max_length=4000, blank=True, help_text=ONE_A_LINE)
    )
    supervision = plain(models.TextField("pengawasan internal", max_length=4000, blank=True))
    staffing = plain(
        models.TextField(
            "jumlah pelaksana",
            max_length=1000,
            blank=True,
            help_text="Misalnya: 2 petugas loket, 1 verifikator.",
        )
    )
    service_guarantee = plain(models.TextField("jaminan pelayanan", max_length=4000, blank=True))
    safety_guarantee = plain(
        models.TextField("jaminan keamanan dan keselamatan", max_length=4000, blank=True)
    )
    evaluation = plain(models.TextField("evaluasi kinerja pelaksana", max_length=4000, blank=True))
    sources = plain(models.TextField("sumber", max_length=4000, blank=True, help_text=ONE_A_LINE))
    to_confirm = plain(
        models.TextField("perlu dikonfirmasi", max_length=4000, blank=True, help_text=ONE_A_LINE)
    )

    objects = StandardQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=State.values), name="standard_state_is_known"),
            filled_exactly_when(
                Q(state=State.PUBLISHED),
                "valid_from",
                "published_at",
                name="standard_has_a_start_once_published",
            ),
            CheckConstraint(
                condition=Q(valid_until=None) | Q(state=State.PUBLISHED, valid_until__gt=F("valid_from")),
                name="standard_ends_after_its_start",
            ),
            UniqueConstraint(
                fields=["service", "version"], condition=Q(office=None), name="template_version_once"
            ),
            UniqueConstraint(
                fields=["service", "office", "version"],
                condition=Q(office__isnull=False),
                name="standard_version_once_per_office",
            ),
            UniqueConstraint(
                fields=["service"],
                condition=Q(office=None, state=State.DRAFT),
                name="template_has_one_draft",
            ),
            UniqueConstraint(
                fields=["service", "office"],
                condition=Q(office__isnull=False, state=State.DRAFT),
                name="standard_has_one_draft_per_office",
            ),
            UniqueConstraint(
                fields=["service"],
                condition=Q(office=None, state=State.PUBLISHED, valid_until=None),
                name="template_has_one_open_end",
            ),
            UniqueConstraint(
                fields=["service", "office"],
                condition=Q(office__isnull=False, state=State.PUBLISHED, valid_until=None),
                name="standard_has_one_open_end_per_office",
            ),
        ]
        indexes = [models.Index(fields=["service", "office", "state", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.service} (versi {self.version})"

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def product_list(self) -> list[str]:
        return lines(self.products)

    @property
    def channel_list(self) -> list[str]:
        return lines(self.complaint_channels)

    @property
    def legal_list(self) -> list[str]:
        return lines(self.legal_bases)

    @property
    def source_list(self) -> list[str]:
        return lines(self.sources)

    @property
    def confirm_list(self) -> list[str]:
        """All that somebody must still confirm: of the whole, and of its rows."""
        rows = [row for name in ROWS[1:] for row in getattr(self, name).all() if row.confirm]
        return [f"{row}: {row.confirm}" for row in rows] + lines(self.to_confirm)

    @property
    def content(self) -> Content:
        """All rows as plain values; read `with_rows()` first."""
        return Content(
            texts={name: getattr(self, name) for name in TEXTS},
            **{name: tuple(row.values for row in getattr(self, name).all()) for name in ROWS},
        )

    @property
    def cost(self) -> str:
        return glance.cost([fee.values for fee in self.fees.all()])

    @property
    def cost_notes(self) -> list[str]:
        return glance.cost_notes([fee.values for fee in self.fees.all()])

    @property
    def is_free(self) -> bool:
        return glance.is_free([fee.values for fee in self.fees.all()])

    @property
    def time(self) -> str:
        return glance.time([limit.values for limit in self.time_limits.all()])

    @property
    def last_day(self) -> date | None:
        return self.valid_until - timedelta(days=1) if self.valid_until else None
