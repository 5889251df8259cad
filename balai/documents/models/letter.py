from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.codes import new_code
from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.base.sealing import new_nonce, token_for, token_hash, unseal
from balai.documents.models.file import File
from balai.documents.rules.letters import Hitch, LetterKind, LetterState, number_tail, number_text
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office

PURPOSE = "letter"


class Numbering(models.Model):
    """The book of numbers of one office and year: the last that was given."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [UniqueConstraint(fields=["office", "year"], name="numbering_once_per_office_and_year")]


class LetterQuerySet(models.QuerySet["Letter"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))

    def managed_by(self, person: object) -> Self:
        """At the offices whose letters this person writes or signs."""
        return self.filter(office__in=offices_where(person, Permission.REPORT_WRITE))

    def signable_by(self, person: object) -> Self:
        return self.filter(office__in=offices_where(person, Permission.LETTER_ISSUE))

    def by_token(self, token: str) -> Self:
        """One look-up, whatever the token; with all that the verification page shows."""
        return self.filter(token_hash=token_hash(token)).select_related("office", "newer", "report")

    def undrawn(self) -> Self:
        return self.filter(pdf=None)

    def due(self, now: datetime) -> Self:
        """To be drawn now; among them what a killed worker left behind."""
        return self.undrawn().filter(due_at__lte=now).order_by("due_at")


class Letter(models.Model):
    """One paper that an office hands out; what it says never changes, what it is worth may."""

    nonce = models.BinaryField(max_length=17, default=new_nonce)
    token_hash = models.BinaryField(max_length=32, unique=True)
    code = plain(models.CharField(max_length=8, unique=True, default=new_code))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="kantor")
    kind = models.CharField("jenis", max_length=12, choices=LetterKind)
    year = models.PositiveSmallIntegerField("tahun")
    number = models.PositiveIntegerField("nomor")
    classification = plain(models.CharField("kode klasifikasi", max_length=20, blank=True))
    about_type = plain(models.CharField(max_length=60))
    about_id = plain(models.CharField(max_length=40))
    subject = plain(models.CharField("perihal", max_length=200))
    addressee = plain(models.CharField("kepada", max_length=250, blank=True))
    on = models.DateField("tanggal")
    signatory = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="penanda tangan"
    )
    signed_as = plain(models.CharField("jabatan", max_length=120))
    link_sealed = plain(
        models.TextField(
            blank=True, help_text="where the addressee answers: for this paper alone, hence sealed"
        )
    )
    content = plain(models.JSONField(default=dict, help_text="what its template draws, as it was then"))
    state = models.CharField("keadaan", max_length=12, choices=LetterState, default=LetterState.ACTIVE)
    newer = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="older")
    reason = plain(models.CharField("alasan", max_length=200, blank=True))
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    pdf = models.OneToOneField(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()  # next try of the press; while drawing, the end of the lease
    tries = models.PositiveSmallIntegerField(default=0)
    hitch = models.CharField("hambatan", max_length=10, choices=Hitch, blank=True, default="")

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["office", "year", "number"], name="letter_number_once_per_office_and_year"
            ),
            CheckConstraint(condition=Q(number__gte=1), name="letter_numbers_start_at_one"),
            CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_is_known"),
            CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_is_known"),
            CheckConstraint(
                condition=~Q(subject="") & ~Q(signed_as=""), name="letter_says_what_and_who_signs"
            ),
            CheckConstraint(
                condition=~Q(state=LetterState.SUPERSEDED) | Q(newer__isnull=False),
                name="letter_superseded_names_the_newer",
            ),
            CheckConstraint(
                condition=Q(newer=None) | ~Q(state=LetterState.ACTIVE), name="letter_active_has_no_newer"
            ),
            CheckConstraint(
                condition=~Q(state=LetterState.REVOKED) | ~Q(reason=""), name="letter_revoked_for_a_reason"
            ),
            filled_exactly_when(~Q(state=LetterState.ACTIVE), "ended_at", name="letter_ended_unless_active"),
            CheckConstraint(
                condition=Q(hitch="") | Q(hitch__in=Hitch.values, pdf=None),
                name="letter_hitch_only_while_undrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-issued_at"], name="letter_by_office"),
            models.Index(fields=["about_type", "about_id"], name="letter_by_subject"),
            models.Index(fields=["due_at"], condition=Q(pdf=None), name="letter_undrawn_by_due"),
        ]

    def __str__(self) -> str:
        return self.number_text

    @property
    def token(self) -> str:
        """Derived with a key outside the database: so the paper can be printed again."""
        return token_for(bytes(self.nonce), PURPOSE)

    @property
    def link(self) -> str:
        return unseal(self.link_sealed)

    @property
    def number_text(self) -> str:
        return number_text(
            classification=self.classification, number=self.number, office=self.office.slug, year=self.year
        )

    @property
    def number_tail(self) -> str:
        return number_tail(number=self.number, year=self.year)

    @property
    def is_active(self) -> bool:
        return self.state == LetterState.ACTIVE

    @property
    def kind_word(self) -> str:
        """In the name of its file."""
        return str(LetterKind(self.kind).label).rpartition(" ")[2]

    @property
    def words(self) -> str:
        """What becomes of its PDF, for officers."""
        if self.hitch:
            return f"PDF belum ada: {self.get_hitch_display()}. Balai mencoba lagi sendiri."
        return "PDF sedang dibuat. Biasanya kurang dari satu menit."
