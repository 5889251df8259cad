from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.codes import read_code
from balai.base.privacy import plain
from balai.base.sealing import keyed_hash, keyed_hashes, new_nonce, short_code_for
from balai.people.models import Identity, Person
from balai.programs.models.session import Session
from balai.programs.rules.attendance import Group, Way


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def with_code(self, session: Session, text: str) -> Self:
        """However it was typed; a code of another session finds nothing here."""
        code = read_code(text)
        if code is None:
            return self.none()
        return self.filter(session=session, code_hash__in=keyed_hashes(code, purpose_of(session)))


class Attendance(models.Model):
    """One person present at one session. Who it is stays sealed, and is kept for the name list alone."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    way = models.CharField("cara", max_length=4, choices=Way)
    nonce = models.BinaryField(max_length=17, default=new_nonce)
    code_hash = models.BinaryField(max_length=33)
    identity = models.ForeignKey(
        Identity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="identitas"
    )
    name_hash = models.BinaryField(max_length=33, null=True, blank=True)  # forgotten with the identity
    group = models.CharField("kelompok", max_length=10, choices=Group, blank=True, default="")
    label = plain(models.CharField("rincian kelompok", max_length=40, blank=True))
    client_id = models.UUIDField("nomor dari perangkat", null=True, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tercatat")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["session", "code_hash"], name="attendance_code_once_per_session"),
            UniqueConstraint(fields=["session", "identity"], name="attendance_identity_once_per_session"),
            UniqueConstraint(fields=["session", "name_hash"], name="attendance_name_once_per_session"),
            UniqueConstraint(fields=["client_id"], name="attendance_client_id_once"),
            CheckConstraint(condition=Q(way__in=Way.values), name="attendance_way_is_known"),
            CheckConstraint(
                condition=Q(group="") | Q(group__in=Group.values), name="attendance_group_is_known"
            ),
            CheckConstraint(
                condition=Q(way=Way.LIST) | Q(identity=None, name_hash=None),
                name="attendance_named_on_the_list_only",
            ),
            CheckConstraint(
                condition=Q(way=Way.CODE) | Q(by__isnull=False), name="attendance_listed_by_an_officer"
            ),
        ]
        indexes = [models.Index(fields=["session", "at"], name="attendance_by_moment")]

    @property
    def code(self) -> str:
        """Made anew each time; of a copy of the database alone nobody can make it."""
        return short_code_for(bytes(self.nonce), "attendance")


def purpose_of(session: Session) -> str:
    return f"attendance:{session.pk}"


def hash_of_code(session: Session, nonce: bytes) -> bytes:
    return keyed_hash(short_code_for(nonce, "attendance"), purpose_of(session))
