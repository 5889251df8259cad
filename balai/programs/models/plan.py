from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower

from balai.base.privacy import plain
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.catalogue.models import Service
from balai.documents.models import File
from balai.places.models import Agency
from balai.programs.models.session import Session
from balai.programs.rules.talks import Answer, Item


class Plan(models.Model):
    """What one session is about. Half-filled it is kept, and residents read what is there."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="plan")
    theme = plain(models.CharField("tema", max_length=120, blank=True))
    about = plain(models.TextField("yang dibahas", max_length=1000, blank=True))
    services = models.ManyToManyField(Service, related_name="+", verbose_name="layanan terkait", blank=True)
    changed_at = models.DateTimeField("diubah")

    def __str__(self) -> str:
        return self.theme or str(self.session)


class AgendaItem(models.Model):
    """One point of a plan's agenda."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField("urutan")
    title = plain(models.CharField("acara", max_length=120))
    minutes = models.PositiveSmallIntegerField("menit")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["plan", "place"], name="agenda_item_once_per_place"),
            CheckConstraint(condition=Q(minutes__gte=1), name="agenda_item_takes_a_minute"),
            CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def terms(self) -> Item:
        return Item(self.title, self.minutes)


class Material(models.Model):
    """A paper of the talk for everybody to take along; shown once its file was found harmless."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="materials")
    title = plain(models.CharField("judul", max_length=120))
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [CheckConstraint(condition=~Q(title=""), name="material_has_a_title")]

    def __str__(self) -> str:
        return self.title


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def by_token(self, token: str, now: datetime) -> Self:
        """Until the session is over; a withdrawn invitation says that it was, and nothing else."""
        return self.filter(token_hash=token_hash(token), session__ends_at__gt=now)


class Speaker(models.Model):
    """An agency, or a body outside, invited to speak in a role. Its name is told once it has confirmed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="instansi"
    )
    outside = plain(models.CharField("lembaga luar", max_length=120, blank=True))
    role = plain(models.CharField("peran", max_length=120))
    comes_as = plain(models.CharField("yang datang", max_length=120, blank=True))  # a post, not a name
    nonce = models.BinaryField(max_length=17, default=new_nonce)
    token_hash = models.BinaryField(max_length=32, unique=True)
    answer = models.CharField("jawaban", max_length=10, choices=Answer, default=Answer.INVITED)
    reason = plain(models.CharField("alasan", max_length=200, blank=True))
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    invited_at = models.DateTimeField("diundang")
    revision = models.PositiveIntegerField("jadwal yang dijawab", default=0)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(agency__isnull=False, outside="") | (Q(agency=None) & ~Q(outside="")),
                name="speaker_is_one_body",
            ),
            UniqueConstraint(
                fields=["session", "agency"],
                condition=Q(agency__isnull=False),
                name="speaker_agency_once_per_session",
            ),
            UniqueConstraint(
                "session",
                Lower("outside"),
                condition=~Q(outside=""),
                name="speaker_outside_once_per_session",
            ),
            CheckConstraint(condition=Q(answer__in=Answer.values), name="speaker_answer_is_known"),
            CheckConstraint(
                condition=~Q(answer=Answer.DECLINED) | ~Q(reason=""), name="speaker_declined_with_a_reason"
            ),
            CheckConstraint(
                condition=Q(answer=Answer.INVITED, answered_at=None)
                | (~Q(answer=Answer.INVITED) & Q(answered_at__isnull=False)),
                name="speaker_answered_at_a_moment",
            ),
            CheckConstraint(condition=~Q(role=""), name="speaker_has_a_role"),
        ]

    def __str__(self) -> str:
        return str(self.agency or self.outside)

    @property
    def token(self) -> str:
        return token_for(bytes(self.nonce), "speaker")

    @property
    def is_withdrawn(self) -> bool:
        return self.answer == Answer.WITHDRAWN

    @property
    def is_asked(self) -> bool:
        """Owes an answer: not given yet, or given to another day, hour or place than now."""
        stale = self.answer == Answer.CONFIRMED and self.revision != self.session.revision
        return self.answer == Answer.INVITED or stale

    @property
    def is_sure(self) -> bool:
        return self.answer == Answer.CONFIRMED and not self.is_asked

    @property
    def words(self) -> str:
        """'UPT Disdukcapil (Kepala UPT)'."""
        return f"{self} ({self.comes_as})" if self.comes_as else str(self)
