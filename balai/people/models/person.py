import secrets
from datetime import datetime
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base import clock
from balai.base.permissions import HasKey
from balai.base.privacy import personal, plain
from balai.base.sealing import unseal
from balai.people.rights import Right
from balai.people.roles import roles_with
from balai.people.rules import Role
from balai.places.models import Office


def new_pseudonym() -> str:
    return secrets.token_hex(8)


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """An officer who signs in. Residents need no account."""

    username = personal(models.CharField("nama pengguna", max_length=60, unique=True))
    display_name = personal(models.CharField("sebutan", max_length=80, help_text="misalnya: Petugas loket 1"))
    pseudonym = plain(models.CharField(max_length=16, unique=True, default=new_pseudonym))
    is_active = models.BooleanField(default=True)
    start_code_until = models.DateTimeField(
        null=True, blank=True, help_text="filled: the password is a one-time start code, to be replaced"
    )

    rights: list[Right] | None = None  # of the one who asks for a page: read with the sign-in (readings.py)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    def __str__(self) -> str:
        return self.display_name

    def may(self, permission: str, *, at: HasKey | None = None) -> bool:
        if self.rights is not None:
            now, there = clock.now(), [r for r in self.rights if at is None or r.office == at.pk]
            return self.is_active and any(right.gives(permission, now) for right in there)
        held = Assignment.objects.in_force(clock.now()).filter(person=self, role__in=roles_with(permission))
        return self.is_active and (held if at is None else held.filter(office_id=at.pk)).exists()


class Identity(models.Model):
    """Who a resident is, sealed apart from the matter. Reading it leaves an entry in the audit."""

    name_sealed = personal(models.TextField(blank=True))
    phone_sealed = personal(models.TextField(blank=True))
    phone_hash = models.BinaryField(max_length=33, null=True)
    email_sealed = personal(models.TextField(blank=True))
    nik_sealed = personal(models.TextField("NIK", blank=True))  # only where the matter cannot do without
    keep_until = models.DateField("disimpan sampai")
    quiet_since = models.DateTimeField("tidak mau dikabari sejak", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["keep_until"])]

    @property
    def name(self) -> str:
        return unseal(self.name_sealed)

    @property
    def phone(self) -> str:
        return unseal(self.phone_sealed)

    @property
    def email(self) -> str:
        return unseal(self.email_sealed)

    @property
    def nik(self) -> str:
        return unseal(self.nik_sealed)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_force(self, moment: datetime) -> Self:
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=moment), starts_at__lte=moment)

    def not_over(self, moment: datetime) -> Self:
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=moment))

    def over(self, moment: datetime) -> Self:
        return self.filter(ends_at__lte=moment)

    def heads_begun(self) -> Self:
        """Heads who have signed in at least once: an office with one is arranged by its own people."""
        return self.filter(role=Role.OFFICE_HEAD).exclude(person__last_login=None)

    def overlapping(self, start: datetime, end: datetime | None) -> Self:
        """Those that hold at some moment from `start` to `end` (None: without end)."""
        rows = self.filter(Q(ends_at=None) | Q(ends_at__gt=start))
        return rows if end is None else rows.filter(starts_at__lt=end)


class Assignment(models.Model):
    """A role at an office for a time; ended, it ends at once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField("tugas", max_length=20, choices=Role)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("sampai", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(role__in=Role.values), name="assignment_role_is_known"),
            CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="assignment_does_not_end_before_its_start",
            ),
            UniqueConstraint(
                fields=["person", "role", "office"],
                condition=Q(ends_at=None),
                name="assignment_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["office", "role"])]


class Opening(models.Model):
    """Somebody read who a resident is: in which role, where, when and what for. The person may see it."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    role = plain(models.CharField("sebagai", max_length=60))
    purpose_sealed = personal(models.TextField("untuk apa"))
    opened_at = models.DateTimeField("dibuka")

    class Meta:
        indexes = [models.Index(fields=["identity", "opened_at"], name="opening_by_identity")]

    @property
    def purpose(self) -> str:
        return unseal(self.purpose_sealed)
