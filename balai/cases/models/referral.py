from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.permissions import Permission
from balai.base.privacy import personal, plain
from balai.base.sealing import new_nonce, token_for, token_hash, unseal
from balai.cases.models.case import Case
from balai.cases.rules.referrals import LIVE, ReferralState
from balai.cases.rules.states import Side
from balai.documents.models import File, FileQuerySet
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office


class ReferralQuerySet(models.QuerySet["Referral"]):
    def taken_by(self, person: object) -> Self:
        """What was handed to one's own office: the referral, never the case behind it."""
        return self.filter(to_office__in=offices_where(person, Permission.CASE_TAKE))

    def by_token(self, token: str, now: datetime) -> Self:
        """An outside body's; one that was taken back says so, and nothing else."""
        return self.filter(token_hash=token_hash(token), link_until__gte=now.date(), to_office=None)

    def to(self, target: Office | str) -> Self:
        """To this office of ours, or to an outside body of this name."""
        if isinstance(target, Office):
            return self.filter(to_office=target)
        return self.filter(to_office=None, outside__iexact=target.strip())

    def asked(self) -> Self:
        """It counts: under way or answered, and not taken back."""
        asked = [ReferralState.SENT, ReferralState.RECEIVED, ReferralState.ANSWERED]
        return self.filter(state__in=asked, is_revoked=False)

    def live(self) -> Self:
        return self.filter(state__in=sorted(LIVE))


class Referral(models.Model):
    """A part of a case, handed to another office or to an outside body, who see only what it holds."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    number = models.PositiveSmallIntegerField("urutan")
    to_office = models.ForeignKey(
        Office,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="kantor tujuan",
    )
    outside = plain(models.CharField("lembaga luar", max_length=120, blank=True))
    address_sealed = personal(models.TextField(blank=True))
    nonce = models.BinaryField(max_length=17, default=new_nonce)
    token_hash = models.BinaryField(max_length=32, unique=True)
    is_revoked = models.BooleanField("tidak membuka apa pun lagi", default=False)
    revoked_by = models.CharField("ditarik oleh", max_length=8, choices=Side, blank=True, default="")
    link_until = models.DateField("tautan berlaku sampai")
    state = models.CharField("keadaan", max_length=10, choices=ReferralState, default=ReferralState.SENT)
    asked_sealed = personal(models.TextField("yang disampaikan"))
    shares_identity = models.BooleanField("dengan identitas", default=False)
    files = models.ManyToManyField(File, related_name="+", verbose_name="berkas yang ikut")
    reason_sealed = personal(models.TextField("alasan menolak", blank=True))
    answer_sealed = personal(models.TextField("jawaban", blank=True))
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField("dikirim")
    received_at = models.DateTimeField("diterima", null=True, blank=True)
    ended_at = models.DateTimeField("berakhir", null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["case", "number"], name="referral_number_once_per_case"),
            UniqueConstraint(
                fields=["case", "to_office"],
                condition=Q(state__in=sorted(LIVE), to_office__isnull=False),
                name="referral_live_once_per_office",
            ),
            CheckConstraint(
                condition=Q(to_office__isnull=False, outside="") | (Q(to_office=None) & ~Q(outside="")),
                name="referral_goes_to_one_body",
            ),
            CheckConstraint(condition=Q(state__in=ReferralState.values), name="referral_state_is_known"),
            CheckConstraint(
                condition=~Q(state=ReferralState.REFUSED) | ~Q(reason_sealed=""),
                name="referral_refused_with_a_reason",
            ),
            CheckConstraint(
                condition=Q(state__in=sorted(LIVE), ended_at=None)
                | (~Q(state__in=sorted(LIVE)) & Q(ended_at__isnull=False)),
                name="referral_over_since_a_moment",
            ),
            CheckConstraint(
                condition=Q(is_revoked=False, revoked_by="") | Q(is_revoked=True, revoked_by__in=Side.values),
                name="referral_revoked_by_somebody",
            ),
            CheckConstraint(
                condition=Q(is_revoked=False) | ~Q(state__in=sorted(LIVE)),
                name="referral_revoked_is_not_live",
            ),
            CheckConstraint(
                condition=~Q(state=ReferralState.RECEIVED) | Q(received_at__isnull=False),
                name="referral_received_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["to_office", "state", "sent_at"], name="referral_inbox")]

    def __str__(self) -> str:
        return str(self.to_office or self.outside)

    @property
    def token(self) -> str:
        return token_for(bytes(self.nonce), "referral")

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    def open_files(self) -> FileQuerySet:
        """Those that were chosen for this part, clean, and only while it is in their hands."""
        chosen = self.files.all() if self.is_live else File.objects.none()
        return File.objects.servable().filter(pk__in=chosen.values("pk")).order_by("made_at", "pk")

    @property
    def asked(self) -> str:
        return unseal(self.asked_sealed)

    @property
    def answer(self) -> str:
        return unseal(self.answer_sealed)

    @property
    def reason(self) -> str:
        return unseal(self.reason_sealed)
