from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import personal, plain
from balai.documents.models.file import File
from balai.documents.models.letter import Letter
from balai.documents.rules.reports import BEING_WRITTEN, SHOWABLE, WORKING_DAYS, ConsentShown, ReportState
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office


class ReportDuty(models.Model):
    """After each session of this programme a report is owed, so many working days later."""

    about_type = plain(models.CharField(max_length=60))
    about_id = plain(models.CharField(max_length=40))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    working_days = models.PositiveSmallIntegerField("hari kerja", default=WORKING_DAYS)
    since = models.DateField("sejak")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["about_type", "about_id"], name="report_duty_once_per_subject"),
            CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=30), name="report_duty_1_to_30_days"
            ),
        ]


class ReportQuerySet(models.QuerySet["Report"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))

    def published(self) -> Self:
        return self.filter(state=ReportState.PUBLISHED)

    def unpublished(self) -> Self:
        return self.exclude(state=ReportState.PUBLISHED)

    def managed_by(self, person: object) -> Self:
        return self.filter(office__in=offices_where(person, Permission.REPORT_WRITE))


class Report(models.Model):
    """One version of what an office answers for; published, it is what it is for ever."""

    about_type = plain(models.CharField(max_length=60))
    about_id = plain(models.CharField(max_length=40))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="kantor")
    on = models.DateField("tentang hari")
    title = plain(models.CharField("judul", max_length=200))
    version = models.PositiveSmallIntegerField("versi", default=1)
    because = plain(models.CharField("mengapa dibetulkan", max_length=200, blank=True))
    state = models.CharField("keadaan", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    words = personal(models.JSONField(default=dict, help_text="what the maker typed; empty once published"))
    snapshot = plain(
        models.JSONField(null=True, blank=True, help_text="what the approver reads and everybody after")
    )
    due_on = models.DateField("paling lambat", null=True, blank=True)
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="penyusun")
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    reason = plain(models.CharField("alasan dikembalikan", max_length=300, blank=True))
    approver = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="penyetuju"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    letter = models.OneToOneField(
        Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="report"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["about_type", "about_id", "version"], name="report_version_once_per_subject"
            ),
            UniqueConstraint(
                fields=["about_type", "about_id"],
                condition=~Q(state=ReportState.PUBLISHED),
                name="report_one_open_version_per_subject",
            ),
            CheckConstraint(condition=Q(version__gte=1), name="report_versions_start_at_one"),
            CheckConstraint(condition=Q(version=1) | ~Q(because=""), name="report_correction_has_a_reason"),
            CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_is_known"),
            CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("maker")), name="report_maker_never_approves"
            ),
            CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | ~Q(reason=""), name="report_returned_for_a_reason"
            ),
            filled_exactly_when(
                Q(state=ReportState.PUBLISHED),
                "approver",
                "published_at",
                "letter",
                name="report_published_is_approved_and_a_letter",
            ),
            filled_exactly_when(
                Q(state__in=[ReportState.SUBMITTED, ReportState.PUBLISHED]),
                "snapshot",
                "submitted_at",
                name="report_snapshot_once_submitted",
            ),
        ]
        indexes = [models.Index(fields=["office", "-on"], name="report_by_office")]

    def __str__(self) -> str:
        return f"{self.title}, versi {self.version}"

    @property
    def is_published(self) -> bool:
        return self.state == ReportState.PUBLISHED

    @property
    def is_being_written(self) -> bool:
        return self.state in BEING_WRITTEN

    @property
    def facts(self) -> dict[str, Any]:
        """The snapshot, for pages that show one that is there."""
        return self.snapshot or {}

    def is_late(self, today: date) -> bool:
        return bool(self.due_on and not self.is_published and self.version == 1 and today > self.due_on)


class PhotoQuerySet(models.QuerySet["Photo"]):
    def of(self, thing: models.Model) -> Self:
        rows = self.filter(file__about_type=thing._meta.label_lower, file__about_id=str(thing.pk))
        return rows.select_related("file").order_by("pk")

    def showable(self) -> Self:
        """Those whose people agreed, or who show nobody."""
        return self.filter(consent__in=SHOWABLE)


class Photo(models.Model):
    """A picture for a report: its caption, and whether the people on it may be shown."""

    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    caption = plain(models.CharField("keterangan", max_length=150))
    consent = models.CharField("persetujuan", max_length=8, choices=ConsentShown)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = PhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(consent__in=ConsentShown.values), name="photo_consent_is_known"),
            CheckConstraint(condition=~Q(caption=""), name="photo_has_a_caption"),
        ]

    @property
    def is_showable(self) -> bool:
        return self.consent in SHOWABLE
