from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base.privacy import personal, plain
from balai.base.sealing import unseal
from balai.people.models import Person
from balai.places.models import Office, Place
from balai.voices.rules.trends import LEAST, Audience, Fate, Table, month_name


class PeriodQuerySet(models.QuerySet["Period"]):
    def of(self, city_code: str, audience: str) -> Self:
        """What this audience may read of a city, the newest first; never the sealed figures."""
        found = self.filter(city__code=city_code, audience=audience)
        return found.defer("figures_sealed").order_by("-year", "-month")


class Period(models.Model):
    """A month or a year of a city, frozen for one audience. Windows never overlap: the calendar's."""

    city = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField("untuk", max_length=8, choices=Audience)
    year = models.PositiveSmallIntegerField("tahun")
    month = models.PositiveSmallIntegerField("bulan", help_text="0 = the whole year")
    size = models.PositiveIntegerField("banyak angka")
    frozen_at = models.DateTimeField("dibekukan")
    figures_sealed = personal(models.TextField(blank=True, help_text="true figures: the year adds them up"))

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["city", "audience", "year", "month"], name="period_frozen_once_per_audience"
            ),
            CheckConstraint(condition=Q(audience__in=Audience.values), name="period_audience_is_known"),
            CheckConstraint(condition=Q(month__lte=12), name="period_is_a_month_or_a_year"),
            CheckConstraint(
                condition=Q(audience=Audience.INSIDE) | Q(figures_sealed=""),
                name="period_for_the_public_holds_no_true_figures",
            ),
        ]

    def __str__(self) -> str:
        return month_name(self.year, self.month)

    @property
    def is_year(self) -> bool:
        return self.month == 0

    @property
    def figures_json(self) -> str:
        return unseal(self.figures_sealed)


class CellQuerySet(models.QuerySet["Cell"]):
    def tellable(self, city_code: str) -> Self:
        """Published topics of a city: what a decision may point at."""
        found = self.filter(audience=Audience.PUBLIC, count__isnull=False, period__city__code=city_code)
        return found.filter(Q(table=Table.TOPIC) | Q(table=Table.SENSITIVE) & ~Q(key=""))


class Cell(models.Model):
    """One figure of a frozen period. A hidden one has no number, and says so."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="cells")
    audience = models.CharField(max_length=8, choices=Audience)
    table = models.CharField("tabel", max_length=10, choices=Table)
    key = plain(models.CharField("baris", max_length=40, blank=True))
    count = models.PositiveIntegerField("jumlah", null=True, blank=True)

    objects = CellQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["period", "table", "key"], name="cell_once_per_period"),
            CheckConstraint(condition=Q(table__in=Table.values), name="cell_table_is_known"),
            CheckConstraint(
                condition=Q(count=None)
                | Q(audience=Audience.PUBLIC, count__gte=LEAST[Audience.PUBLIC])
                | Q(audience=Audience.INSIDE, count__gte=LEAST[Audience.INSIDE]),
                name="cell_never_shows_a_few",
            ),
        ]

    @property
    def is_hidden(self) -> bool:
        return self.count is None


class DeedQuerySet(models.QuerySet["Deed"]):
    def of(self, office: Office) -> Self:
        found = self.filter(office=office).select_related("cell__period")
        return found.order_by("-published_at", "-pk")

    def untold(self) -> Self:
        return self.filter(told_at=None)


class Deed(models.Model):
    """'Kami dengar, kami lakukan': what was heard, what was done, by whom, when; told to those who spoke."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="kantor")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+", verbose_name="yang didengar")
    heard = plain(models.CharField("kami dengar", max_length=300))
    done = plain(models.CharField("kami lakukan", max_length=600))
    done_by = plain(models.CharField("oleh (jabatan)", max_length=120))
    done_on = models.DateField("pada tanggal")
    published_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField("diterbitkan")
    told_at = models.DateTimeField("dikabarkan", null=True, blank=True)

    objects = DeedQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(heard="") & ~Q(done=""), name="deed_says_what_was_heard_and_done"),
            CheckConstraint(condition=~Q(done_by=""), name="deed_says_by_whom"),
        ]
        indexes = [
            models.Index(fields=["office", "published_at"], name="deed_by_office"),
            models.Index(fields=["published_at"], condition=Q(told_at=None), name="deed_to_tell"),
        ]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of(self, office: Office) -> Self:
        return self.filter(office=office).select_related("cell__period").order_by("-proposed_at", "-pk")

    def untold(self) -> Self:
        """Its fate is known, and those who spoke do not know it yet."""
        return self.filter(decided_at__isnull=False).filter(Q(told_at=None) | Q(told_at__lt=F("decided_at")))


class Proposal(models.Model):
    """A trend carried to the Musrenbang (the yearly planning talks), and what became of it."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="kantor")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+", verbose_name="yang didengar")
    title = plain(models.CharField("usulan", max_length=150))
    what = plain(models.CharField("yang diusulkan", max_length=600))
    fate = models.CharField("nasib", max_length=10, choices=Fate, default=Fate.PROPOSED)
    reason = plain(models.CharField("keterangan", max_length=300, blank=True))
    proposed_at = models.DateTimeField("diusulkan")
    decided_at = models.DateTimeField("diputus", null=True, blank=True)
    told_at = models.DateTimeField("dikabarkan", null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(title="") & ~Q(what=""), name="proposal_says_what_it_wants"),
            CheckConstraint(condition=Q(fate__in=Fate.values), name="proposal_fate_is_known"),
            CheckConstraint(
                condition=~Q(fate=Fate.REFUSED) | ~Q(reason=""), name="proposal_refused_with_a_reason"
            ),
            CheckConstraint(
                condition=Q(fate=Fate.PROPOSED, decided_at=None)
                | (~Q(fate=Fate.PROPOSED) & Q(decided_at__isnull=False)),
                name="proposal_decided_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["office", "proposed_at"], name="proposal_by_office")]

    def __str__(self) -> str:
        return self.title
