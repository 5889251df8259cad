import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base import clock
from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import personal, plain
from balai.documents.models import File
from balai.field.rules import (
    ACCEPTED,
    CLOCK_MAY_BE_OFF,
    DAY,
    PROVED,
    QUOTA,
    DeviceState,
    Reason,
    Source,
    State,
)
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office

TO_DECIDE = (State.QUARANTINED, State.CONFLICT)


class DeviceQuerySet(models.QuerySet["Device"]):
    def managed_by(self, person: object) -> Self:
        return self.filter(office__in=offices_where(person, Permission.FIELD_MANAGE))

    def by_uid(self, uid: str) -> Self:
        return self.filter(uid=uid)


class Device(models.Model):
    """A phone that an officer enrolled; its private key never leaves it."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    label = plain(models.CharField("sebutan", max_length=60, help_text="misalnya: HP RT 05"))
    state = models.CharField(max_length=10, choices=DeviceState, default=DeviceState.INVITED)
    quota = models.PositiveIntegerField("jatah catatan sehari", default=QUOTA)
    code_hash = models.BinaryField(max_length=33, unique=True)
    code_until = models.DateTimeField()
    old_code_hash = models.BinaryField(max_length=33, unique=True, null=True, blank=True)  # was replaced
    public_key = models.BinaryField(max_length=65, null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # answers for its records
    enrolled_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["office", "label"], name="device_label_once_per_office"),
            CheckConstraint(condition=Q(state__in=DeviceState.values), name="device_state_is_known"),
            CheckConstraint(condition=Q(quota__gte=1), name="device_quota_is_positive"),
            CheckConstraint(
                condition=~Q(state=DeviceState.ACTIVE) | Q(public_key__isnull=False),
                name="device_active_has_its_key",
            ),
            CheckConstraint(
                condition=Q(public_key__isnull=True, enrolled_at__isnull=True)
                | Q(public_key__isnull=False, enrolled_at__isnull=False),
                name="device_key_with_its_moment",
            ),
            filled_exactly_when(
                Q(state=DeviceState.REVOKED), "revoked_at", name="device_revoked_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_active(self) -> bool:
        return self.state == DeviceState.ACTIVE

    @property
    def code_is_over(self) -> bool:
        return self.code_until <= clock.now()


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def managed_by(self, person: object) -> Self:
        """At their offices; what no device of ours signed belongs to no office."""
        return self.filter(office__in=offices_where(person, Permission.FIELD_MANAGE))

    def seen_by(self, person: object) -> Self:
        """With the strangers' ones, shown without their words."""
        return self.filter(
            Q(office__in=offices_where(person, Permission.FIELD_MANAGE)) | Q(office__isnull=True)
        )

    def accepted(self) -> Self:
        return self.filter(state__in=ACCEPTED)

    def to_decide(self) -> Self:
        return self.filter(state__in=TO_DECIDE)

    def of(self, client_id: str) -> Self:
        return self.filter(client_id=client_id)

    def proved(self) -> Self:
        """A device of ours signed them, whatever became of them."""
        return self.filter(device__isnull=False)

    def due(self, now: datetime, kinds: Iterable[str]) -> Self:
        """To be handed on now."""
        return self.filter(state=State.RECEIVED, kind__in=sorted(kinds), due_at__lte=now).order_by("due_at")

    def waiting_for_a_taker(self, kinds: Iterable[str]) -> Self:
        """Nobody here understands them yet."""
        return self.filter(state=State.RECEIVED).exclude(kind__in=sorted(kinds))

    def of_day(self, device: Device, now: datetime) -> Self:
        return self.accepted().filter(device=device, received_at__gt=now - DAY)


class Submission(models.Model):
    """One envelope as it arrived: its bytes first, everything else read from them afterwards."""

    client_id = models.UUIDField()
    sha256 = models.BinaryField(max_length=32)
    raw = models.BinaryField(null=True, blank=True)  # its keeping time over: gone; hash and receipt stay
    size = models.PositiveIntegerField()
    sender = models.UUIDField()  # the device that the address named
    device = models.ForeignKey(Device, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.QUARANTINED)
    reason = models.CharField(max_length=10, choices=Reason, blank=True, default=Reason.UNREAD)
    kind = plain(models.CharField(max_length=30, blank=True, default=""))
    about = plain(models.CharField(max_length=120, blank=True, default=""))
    made_at = models.DateTimeField(null=True, blank=True)  # by the device's clock
    photo_count = models.PositiveSmallIntegerField(default=0)
    receipt = plain(models.TextField(default=""))
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    replaces = models.BooleanField(default=False)  # a person decided: this one instead of what was there
    objection = plain(models.CharField(max_length=300, blank=True, default=""))  # what the taker said
    applied_at = models.DateTimeField(null=True, blank=True)
    result = plain(models.CharField(max_length=80, blank=True, default=""))
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = personal(models.CharField(max_length=300, blank=True, default=""))

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["client_id", "sha256", "sender"],
                name="submission_bytes_once_per_client_id_and_sender",
            ),
            UniqueConstraint(
                fields=["client_id"],
                condition=Q(state__in=["received", "applied"]),
                name="submission_accepted_once_per_client_id",
            ),
            CheckConstraint(condition=Q(state__in=State.values), name="submission_state_is_known"),
            CheckConstraint(condition=Q(reason__in=["", *Reason.values]), name="submission_reason_is_known"),
            CheckConstraint(
                condition=~Q(state__in=["quarantined", "conflict"]) | ~Q(reason=""),
                name="submission_held_for_a_reason",
            ),
            CheckConstraint(
                condition=~Q(state__in=["received", "applied"])
                | (Q(device__isnull=False, office__isnull=False, made_at__isnull=False) & ~Q(kind="")),
                name="submission_accepted_is_read_and_proved",
            ),
            CheckConstraint(
                condition=Q(state__in=["applied", "refused"]) | Q(raw__isnull=False),
                name="submission_bytes_until_settled",
            ),
            filled_exactly_when(
                Q(state=State.APPLIED), "applied_at", name="submission_applied_has_its_moment"
            ),
            CheckConstraint(
                condition=~Q(state=State.REFUSED)
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(note="")),
                name="submission_refused_by_whom_and_why",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "state", "-received_at"], name="submission_by_office"),
            models.Index(fields=["device", "received_at"], name="submission_by_device"),
            models.Index(fields=["office", "about"], name="submission_by_session"),
            models.Index(fields=["due_at"], condition=Q(state="received"), name="submission_received_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'kiriman'} {str(self.client_id)[:8]}"

    @property
    def short(self) -> str:
        """What a person compares with the phone."""
        return str(self.client_id)[:8].upper()

    @property
    def clock_is_off(self) -> bool:
        """Recorded after it arrived: the device's clock runs ahead."""
        return bool(self.made_at and self.made_at > self.received_at + CLOCK_MAY_BE_OFF)

    @property
    def may_be_accepted(self) -> bool:
        return self.state == State.CONFLICT or self.reason in PROVED


class PhoneFileQuerySet(models.QuerySet["PhoneFile"]):
    def seen_by(self, person: object) -> Self:
        """Who brought it, and whoever manages the phones of the office that its phone belongs to."""
        offices = offices_where(person, Permission.FIELD_MANAGE)
        return self.filter(Q(by=person) | Q(office__in=offices))

    def to_read(self) -> Self:
        return self.filter(done_at=None).order_by("pk")


class PhoneFile(models.Model):
    """What a phone saved because it could not send: read by a job, piece by piece, to its end."""

    sha256 = models.BinaryField(max_length=32)
    raw = models.BinaryField(null=True, blank=True)  # until it is read
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    pieces = models.PositiveIntegerField()  # records and photos
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    photos = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)

    objects = PhoneFileQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["by", "sha256"], name="phone_file_once_per_officer"),
            CheckConstraint(
                condition=Q(done_at=None, raw__isnull=False) | Q(done_at__isnull=False, raw=None),
                name="phone_file_bytes_until_it_is_read",
            ),
            CheckConstraint(
                condition=Q(read__lte=models.F("pieces")) & (Q(done_at=None) | Q(read=models.F("pieces"))),
                name="phone_file_read_whole_when_done",
            ),
            CheckConstraint(
                condition=Q(
                    read=models.F("new") + models.F("known") + models.F("photos") + models.F("unread")
                ),
                name="phone_file_every_piece_accounted_for",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-at"], name="phone_file_by_officer"),
            models.Index(fields=["office", "-at"], name="phone_file_by_office"),
            models.Index(fields=["id"], condition=Q(done_at=None), name="phone_file_unread"),
        ]

    def __str__(self) -> str:
        return f"berkas {self.pk}"

    @property
    def zone(self) -> str:
        return self.office.zone if self.office else settings.TIME_ZONE


class Photo(models.Model):
    """A picture of a record, bound to it by the hash that its device signed."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="photos")
    sha256 = models.BinaryField(max_length=32)  # of what was sent; what is kept was drawn anew
    size = models.PositiveIntegerField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    receipt = plain(models.TextField())
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["submission", "sha256"], name="photo_once_per_submission"),
        ]


class ManifestQuerySet(models.QuerySet["Manifest"]):
    def of_session(self, office: Office, about: str) -> Self:
        return self.filter(device__office=office, about=about).select_related("device")


class Manifest(models.Model):
    """What a device says that it has recorded about one session: the newest word of each."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    about = plain(models.CharField(max_length=120, blank=True))
    number = models.BigIntegerField(default=0)  # the device counts up; an older word changes nothing
    ids = plain(models.JSONField(default=list))
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=8, choices=Source, default=Source.DEVICE)
    said_at = models.DateTimeField()  # by the device's clock
    at = models.DateTimeField()

    objects = ManifestQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["device", "about"], name="manifest_once_per_device_and_session"),
            CheckConstraint(condition=Q(source__in=Source.values), name="manifest_source_is_known"),
        ]

    @property
    def clock_off(self) -> timedelta:
        """How far the device's clock stood from ours."""
        return self.said_at - self.at

    @property
    def clock_is_off(self) -> bool:
        return self.source == Source.DEVICE and abs(self.clock_off) > CLOCK_MAY_BE_OFF
