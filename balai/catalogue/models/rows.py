"""The rows of a standard. Each has its place in the standard; two in one place are refused."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.catalogue.models.standard import Standard
from balai.catalogue.rules import Form, Need, Unit, glance
from balai.catalogue.rules.content import (
    ConditionRow,
    FeeRow,
    RequirementRow,
    StepRow,
    TimeLimitRow,
)

MOST_TIME = MaxValueValidator(9_999)
MOST_RUPIAH = MaxValueValidator(100_000_000)
CONFIRM = "Apa yang masih harus dipastikan. Kosong bila sudah pasti."


class Row(models.Model):
    """What all rows share."""

    position = models.PositiveSmallIntegerField("urutan")
    confirm = plain(models.CharField("perlu dikonfirmasi", max_length=300, blank=True, help_text=CONFIRM))

    class Meta:
        abstract = True

    @property
    def needs_confirmation(self) -> bool:
        return bool(self.confirm)


class Condition(models.Model):
    """A situation that changes what must be brought: 'menumpang di rumah orang lain'.

    Conditions that share a question are answers of which one is chosen; alone it is yes or no.
    """

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField("urutan")
    key = models.SlugField("kunci", max_length=40)
    question = plain(models.CharField("pertanyaan", max_length=200))
    answer = plain(models.CharField("jawaban", max_length=120, default="Ya"))
    phrase = plain(models.CharField("sebutan sesudah 'jika'", max_length=120))
    advice = plain(models.CharField("saran", max_length=300, blank=True))
    is_stop = models.BooleanField("layanan ini bukan jalannya", default=False)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["standard", "position"], name="condition_alone_in_its_place"),
            UniqueConstraint(fields=["standard", "key"], name="condition_key_once_per_standard"),
            CheckConstraint(
                condition=Q(is_stop=False) | ~Q(advice=""), name="condition_that_stops_gives_advice"
            ),
        ]

    def __str__(self) -> str:
        return self.phrase

    @property
    def values(self) -> ConditionRow:
        return ConditionRow(
            key=self.key,
            question=self.question,
            answer=self.answer,
            phrase=self.phrase,
            advice=self.advice,
            is_stop=self.is_stop,
        )


class Requirement(Row):
    """A syarat: a document, in which form, when, by which law, and where to get it."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="requirements")
    key = models.SlugField("kunci", max_length=40)
    document = plain(models.CharField("dokumen", max_length=200))
    form = models.CharField("bentuk", max_length=12, choices=Form)
    condition = models.ForeignKey(
        Condition,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="hanya jika",
    )
    unless = models.BooleanField("kecuali dalam keadaan itu", default=False)
    legal_basis = plain(models.CharField("dasar hukum", max_length=200, blank=True))
    where_to_get = plain(models.CharField("di mana memperolehnya", max_length=300, blank=True))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["standard", "position"], name="requirement_alone_in_its_place"),
            UniqueConstraint(fields=["standard", "key"], name="requirement_key_once_per_standard"),
            CheckConstraint(condition=Q(form__in=Form.values), name="requirement_form_is_known"),
            CheckConstraint(condition=~Q(document=""), name="requirement_names_a_document"),
            CheckConstraint(
                condition=Q(unless=False) | Q(condition__isnull=False),
                name="requirement_unless_needs_a_condition",
            ),
        ]

    def __str__(self) -> str:
        return self.document

    @property
    def when(self) -> str:
        """'jika menumpang', 'kecuali anak ditemukan', or nothing: always."""
        if not self.condition:
            return ""
        return f"{'kecuali' if self.unless else 'jika'} {self.condition.phrase}"

    @property
    def is_brought(self) -> bool:
        return self.form != Form.BLANK

    @property
    def need(self) -> Need:
        key = self.condition.key if self.condition else ""
        return Need(self.key, is_brought=self.is_brought, condition=key, unless=self.unless)

    @property
    def values(self) -> RequirementRow:
        return RequirementRow(
            key=self.key,
            document=self.document,
            form=self.form,
            condition=self.condition.key if self.condition else "",
            unless=self.unless,
            legal_basis=self.legal_basis,
            where_to_get=self.where_to_get,
            confirm=self.confirm,
        )


class Step(Row):
    """Who does what, and how many minutes it takes if that is known."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="steps")
    actor = plain(models.CharField("pelaku", max_length=80))
    action = plain(models.CharField("tindakan", max_length=300))
    minutes = models.PositiveSmallIntegerField("menit", null=True, blank=True, validators=[MOST_TIME])

    class Meta:
        constraints = [
            UniqueConstraint(fields=["standard", "position"], name="step_alone_in_its_place"),
            CheckConstraint(condition=~Q(action=""), name="step_says_what_is_done"),
            CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=0), name="step_minutes_are_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.action}"

    @property
    def values(self) -> StepRow:
        return StepRow(actor=self.actor, action=self.action, minutes=self.minutes, confirm=self.confirm)


class TimeLimit(Row):
    """How long it may take from when the clock starts. A Promise to one person is another thing."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="time_limits")
    amount = models.PositiveSmallIntegerField("lama", validators=[MOST_TIME])
    unit = models.CharField("satuan", max_length=10, choices=Unit)
    starts = plain(models.CharField("dihitung sejak", max_length=120, default="berkas lengkap"))
    legal_basis = plain(models.CharField("dasar hukum", max_length=200, blank=True))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["standard", "position"], name="time_limit_alone_in_its_place"),
            CheckConstraint(condition=Q(unit__in=Unit.values), name="time_limit_unit_is_known"),
            CheckConstraint(condition=Q(amount__gte=1), name="time_limit_is_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_unit_display()} sejak {self.starts}"

    @property
    def values(self) -> TimeLimitRow:
        return TimeLimitRow(
            amount=self.amount,
            unit=self.unit,
            starts=self.starts,
            legal_basis=self.legal_basis,
            confirm=self.confirm,
        )


class Fee(Row):
    """What is paid, in rupiah; 0 is free. Some is paid elsewhere: stamp duty, the police."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="fees")
    purpose = plain(models.CharField("untuk", max_length=120))
    amount = models.IntegerField("rupiah", validators=[MOST_RUPIAH])
    is_elsewhere = models.BooleanField("tidak dibayar ke kantor ini", default=False)
    legal_basis = plain(models.CharField("dasar hukum", max_length=200, blank=True))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["standard", "position"], name="fee_alone_in_its_place"),
            CheckConstraint(condition=Q(amount__gte=0), name="fee_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {glance.rupiah(self.amount) if self.amount else 'gratis'}"

    @property
    def values(self) -> FeeRow:
        return FeeRow(
            purpose=self.purpose,
            amount=self.amount,
            is_elsewhere=self.is_elsewhere,
            legal_basis=self.legal_basis,
            confirm=self.confirm,
        )
