from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.places.models import Place
from balai.places.rules import Season
from balai.programs.models.program import Program
from balai.programs.rules import ChangeKind, OnHolidays, Pattern

NTH_ORDER = (1, 2, 3, 4, 5, -1)


def bits(numbers: "set[int] | frozenset[int]", order: tuple[int, ...]) -> int:
    """A small set as one number that a constraint can check: the first of `order` is 1, the next 2, 4, …"""
    return sum(1 << order.index(number) for number in numbers)


def unbits(mask: int, order: tuple[int, ...]) -> frozenset[int]:
    return frozenset(number for place, number in enumerate(order) if mask >> place & 1)


class Series(models.Model):
    """The promise in time: its dated rules and its end."""

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="series")
    ends_on = models.DateField("berakhir pada", null=True, blank=True)


class RuleVersion(models.Model):
    """What holds from a day on, until the next version."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="rules")
    starts_on = models.DateField("berlaku mulai")
    pattern = models.CharField("pola", max_length=10, choices=Pattern, default=Pattern.WEEKLY)
    weekdays = models.PositiveSmallIntegerField("hari", default=0, help_text="Senin 1, Selasa 2, Rabu 4, …")
    every = models.PositiveSmallIntegerField("setiap berapa pekan", default=1)
    anchor = models.DateField("dihitung dari pekan", null=True, blank=True)
    nths = models.PositiveSmallIntegerField("ke berapa", default=0, help_text="pertama 1, … terakhir 32")
    on_holidays = models.CharField("pada libur nasional", max_length=10, choices=OnHolidays, blank=True)
    counts_joint_leave = models.BooleanField("cuti bersama dihitung sebagai libur", default=False)
    uses_office_hours = models.BooleanField("menurut jam kerja kantor", default=False)
    opens = models.TimeField("mulai", null=True, blank=True)
    closes = models.TimeField("selesai", null=True, blank=True)
    ramadan_opens = models.TimeField("mulai (Ramadan)", null=True, blank=True)
    ramadan_closes = models.TimeField("selesai (Ramadan)", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["series", "starts_on"], name="rule_once_a_day_per_series"),
            CheckConstraint(condition=Q(pattern__in=Pattern.values), name="rule_pattern_is_known"),
            CheckConstraint(
                condition=Q(on_holidays="") | Q(on_holidays__in=OnHolidays.values),
                name="rule_holiday_word_is_known",
            ),
            CheckConstraint(condition=Q(weekdays__lte=127), name="rule_weekdays_are_seven"),
            CheckConstraint(condition=Q(nths__lte=63), name="rule_nths_are_six"),
            CheckConstraint(condition=Q(every__gte=1, every__lte=52), name="rule_every_1_to_52_weeks"),
            CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(closes__gt=F("opens")),
                name="rule_hours_end_after_their_start",
            ),
            CheckConstraint(
                condition=Q(ramadan_opens=None, ramadan_closes=None)
                | Q(ramadan_closes__gt=F("ramadan_opens")),
                name="rule_ramadan_hours_end_after_their_start",
            ),
        ]

    @property
    def weekday_set(self) -> frozenset[int]:
        return unbits(self.weekdays, tuple(range(7)))

    @property
    def nth_set(self) -> frozenset[int]:
        return unbits(self.nths, NTH_ORDER)


class RuleHours(models.Model):
    """A weekday with hours of its own, e.g. Friday."""

    rule = models.ForeignKey(RuleVersion, on_delete=models.CASCADE, related_name="weekday_hours")
    season = models.CharField("masa", max_length=10, choices=Season, default=Season.NORMAL)
    weekday = models.PositiveSmallIntegerField("hari", help_text="0 = Senin")
    opens = models.TimeField("mulai")
    closes = models.TimeField("selesai")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["rule", "season", "weekday"], name="rule_hours_once_per_weekday"),
            CheckConstraint(condition=Q(weekday__lte=6), name="rule_hours_weekday_is_0_to_6"),
            CheckConstraint(condition=Q(closes__gt=F("opens")), name="weekday_hours_end_after_their_start"),
            CheckConstraint(condition=Q(season__in=Season.values), name="rule_hours_season_is_known"),
        ]


class RotaDay(models.Model):
    """One listed date with its own place: the rota of a travelling programme."""

    rule = models.ForeignKey(RuleVersion, on_delete=models.CASCADE, related_name="rota")
    on = models.DateField("tanggal")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place_text = plain(models.CharField("tempat", max_length=200, blank=True))
    crew = plain(models.CharField("regu meja", max_length=80, blank=True))
    opens = models.TimeField("mulai", null=True, blank=True)
    closes = models.TimeField("selesai", null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["rule", "on"], name="rota_day_once_per_rule"),
            CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(closes__gt=F("opens")),
                name="rota_hours_end_after_their_start",
            ),
        ]
        indexes = [models.Index(fields=["on"])]

    def __str__(self) -> str:
        return self.place_text or str(self.place or "")


class Change(models.Model):
    """The office's word on the occurrence that the rule planned on this day; the last word holds."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="changes")
    planned_on = models.DateField("tanggal menurut jadwal")
    kind = models.CharField("perubahan", max_length=10, choices=ChangeKind)
    reason = plain(models.CharField("alasan", max_length=200, blank=True))
    to_on = models.DateField("dipindah ke tanggal", null=True, blank=True)
    opens = models.TimeField("mulai", null=True, blank=True)
    closes = models.TimeField("selesai", null=True, blank=True)
    place_text = plain(models.CharField("tempat", max_length=200, blank=True))
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["program", "planned_on"], name="change_once_per_occurrence"),
            CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="change_kind_is_known"),
            CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(closes__gt=F("opens")),
                name="change_hours_end_after_their_start",
            ),
            CheckConstraint(
                condition=~Q(kind__in=[ChangeKind.CANCELLED, ChangeKind.MOVED]) | ~Q(reason=""),
                name="change_of_a_promise_has_a_reason",
            ),
            CheckConstraint(condition=Q(revision__gte=1), name="change_revision_starts_at_one"),
        ]


class Pause(models.Model):
    """No openings from this day until that day; `covered_until` remembers how far it once reached."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)
    covered_until = models.DateField(null=True, blank=True)
    reason = plain(models.CharField("alasan", max_length=200))
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="pause_ends_after_its_start"
            ),
            CheckConstraint(condition=~Q(reason=""), name="pause_has_a_reason"),
        ]
