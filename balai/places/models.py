from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Concat, Length
from django.db.models.lookups import Exact

from balai.base.constraints import filled_exactly_when
from balai.base.privacy import plain
from balai.base.zones import ZONE_CHOICES, zone_name
from balai.places.rules import CODE_LENGTH, HIGHEST, HolidayKind, Level, OfficeKind, Season, rt_name


def code_fits_level() -> Q:
    """PP, PP.KK, PP.KK.CC or PP.KK.CC.DDDD, as long as the level says."""
    fits = Q()
    for level, length in CODE_LENGTH.items():
        fits |= Q(Exact(F("level"), level)) & Q(Exact(Length("code"), length))
    return fits


class Place(models.Model):
    """A region of the national tree, by its Kemendagri code (PP.KK.CC.DDDD)."""

    code = plain(models.CharField(max_length=13, unique=True))
    parent_code = plain(models.CharField(max_length=8, blank=True))
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = plain(models.CharField("nama resmi", max_length=120))
    display_name = plain(models.CharField("nama sehari-hari", max_length=120, blank=True))
    level = models.CharField(max_length=10, choices=Level)
    zone = plain(models.CharField(max_length=20, choices=ZONE_CHOICES))

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(level__in=Level.values), name="place_level_is_known"),
            CheckConstraint(
                condition=Q(parent_code="", level=Level.PROVINCE)
                | Q(code__startswith=Concat(F("parent_code"), models.Value("."))),
                name="place_code_starts_with_its_parents",
            ),
            CheckConstraint(condition=code_fits_level(), name="place_code_is_as_long_as_its_level"),
            filled_exactly_when(
                ~Q(level=Level.PROVINCE), "parent", name="place_has_a_parent_unless_province"
            ),
        ]
        indexes = [models.Index(fields=["name"]), models.Index(fields=["level", "name"])]

    def __str__(self) -> str:
        return self.display_name or self.name


class Agency(models.Model):
    """An instansi: a dinas, a bank, the police, a badan."""

    slug = models.SlugField(max_length=60, unique=True)
    name = plain(models.CharField("nama", max_length=120))
    short_name = plain(models.CharField("nama pendek", max_length=40, blank=True))

    def __str__(self) -> str:
        return self.short_name or self.name


class OfficeQuerySet(models.QuerySet["Office"]):
    def active(self) -> Self:
        return self.filter(is_active=True)


class Office(models.Model):
    """A kantor that people visit or call."""

    slug = models.SlugField(max_length=60, unique=True)
    name = plain(models.CharField("nama", max_length=120))
    kind = models.CharField("jenis", max_length=10, choices=OfficeKind)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    address = plain(models.CharField("alamat", max_length=200, blank=True))
    zone = plain(models.CharField("zona waktu", max_length=20, choices=ZONE_CHOICES))
    phone_public = plain(models.CharField("telepon kantor", max_length=30, blank=True))
    works_on_joint_leave = models.BooleanField("buka saat cuti bersama", default=False)
    is_active = models.BooleanField(default=True)
    to_confirm = plain(models.CharField("perlu dipastikan", max_length=200, blank=True))

    objects = OfficeQuerySet.as_manager()

    class Meta:
        constraints = [CheckConstraint(condition=Q(kind__in=OfficeKind.values), name="office_kind_is_known")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone_name(self) -> str:
        return zone_name(self.zone)


class Counter(models.Model):
    """A loket: a numbered place where a person is served."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField("nomor")
    name = plain(models.CharField("keterangan", max_length=80, blank=True))
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["office", "number"], name="counter_number_once_per_office"),
            CheckConstraint(condition=Q(number__gte=1, number__lte=99), name="counter_number_is_1_to_99"),
        ]

    def __str__(self) -> str:
        return f"loket {self.number}"


class NeighbourhoodQuerySet(models.QuerySet["Neighbourhood"]):
    def of(self, office: Office) -> Self:
        """Those of today, in their order."""
        return self.filter(office=office, is_active=True).order_by("rw", "rt")


class Neighbourhood(models.Model):
    """A rukun tetangga (RT) of a kelurahan: its number within its rukun warga (RW)."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    rw = models.PositiveSmallIntegerField("RW")
    rt = models.PositiveSmallIntegerField("RT")
    streets = plain(models.CharField("jalan", max_length=120, blank=True))
    is_active = models.BooleanField(default=True)  # one that was divided or joined keeps its past

    objects = NeighbourhoodQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["office", "rw", "rt"], name="neighbourhood_number_once_per_office"),
            CheckConstraint(
                condition=Q(rw__gte=1, rw__lte=HIGHEST, rt__gte=1, rt__lte=HIGHEST),
                name="neighbourhood_numbers_are_1_to_999",
            ),
        ]

    def __str__(self) -> str:
        return rt_name(self.rw, self.rt)


class OpeningHours(models.Model):
    """One weekday's hours in one season; a weekday without a row is closed."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="hours")
    season = models.CharField(max_length=10, choices=Season, default=Season.NORMAL)
    weekday = models.PositiveSmallIntegerField("hari", help_text="0 = Senin")
    opens = models.TimeField("buka")
    closes = models.TimeField("tutup")
    break_from = models.TimeField("istirahat mulai", null=True, blank=True)
    break_to = models.TimeField("istirahat selesai", null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["office", "season", "weekday"], name="opening_hours_once_per_weekday_and_season"
            ),
            CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday_is_0_to_6"),
            CheckConstraint(condition=Q(closes__gt=F("opens")), name="opening_hours_end_after_their_start"),
            CheckConstraint(
                condition=Q(break_from=None, break_to=None)
                | Q(break_from__gte=F("opens"), break_to__gt=F("break_from"), break_to__lte=F("closes")),
                name="opening_hours_break_lies_within",
            ),
            CheckConstraint(condition=Q(season__in=Season.values), name="opening_hours_season_is_known"),
        ]


class HolidayOverride(models.Model):
    """Corrects the library's holidays by a decree: adds a day, or removes one."""

    on = models.DateField("tanggal", unique=True)
    name = plain(models.CharField("nama", max_length=120))
    kind = models.CharField("jenis", max_length=20, choices=HolidayKind)
    is_removed = models.BooleanField("bukan hari libur", default=False)
    source = plain(models.CharField("dasar", max_length=200))

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(source=""), name="holiday_override_names_its_source"),
            CheckConstraint(condition=Q(kind__in=HolidayKind.values), name="holiday_kind_is_known"),
        ]


class HolidayYear(models.Model):
    """A year whose national holidays and joint leave are fixed by decree."""

    year = models.PositiveSmallIntegerField(unique=True)
    source = plain(models.CharField("dasar", max_length=200))
    ramadan_from = models.DateField(null=True, blank=True)
    ramadan_to = models.DateField(null=True, blank=True)
    ramadan_source = plain(models.CharField("dasar Ramadan", max_length=200, blank=True))

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(source=""), name="holiday_year_names_its_source"),
            CheckConstraint(
                condition=Q(ramadan_from=None) | ~Q(ramadan_source=""), name="ramadan_names_its_source"
            ),
            CheckConstraint(
                condition=Q(ramadan_from=None, ramadan_to=None) | Q(ramadan_to__gt=F("ramadan_from")),
                name="ramadan_ends_after_its_start",
            ),
        ]


class Planted(models.Model):
    """What a seed file last wrote into a row: where the row differs from it, an officer changed it."""

    kind = plain(models.CharField(max_length=20))
    key = plain(models.CharField(max_length=60))
    values = plain(models.JSONField(default=dict))
    at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["kind", "key"], name="planted_once_per_thing")]
