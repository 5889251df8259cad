from django.db import models
from django.db.models import CheckConstraint, Q

from balai.base.codes import new_code
from balai.base.privacy import plain
from balai.programs.models.reported import Reported, ReportedQuerySet, told_once
from balai.programs.models.session import Session
from balai.programs.rules.attendance import Group
from balai.programs.rules.head_counts import MOST


class Hall(models.Model):
    """The door of one session: the code that hangs in the hall and leads to the page where one checks in.

    Everybody in the hall reads it, so it opens nothing but that page. Once it got about, it is replaced.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="hall")
    code = plain(models.CharField("kode ruang", max_length=8, unique=True, default=new_code))
    opened_at = models.DateTimeField("dibuat")


class HeadCountQuerySet(ReportedQuerySet["HeadCount"]):
    """Sheets of heads."""


class HeadCount(Reported):
    """What somebody counted of one group at one session, without names or faces.

    A photographed sheet is a documents.File of this row.
    """

    THING = ("group", "label_key")
    TOLD = ("number",)

    group = models.CharField("kelompok", max_length=10, choices=Group)
    label = plain(models.CharField("rincian", max_length=40, blank=True))
    label_key = plain(models.CharField(max_length=80, blank=True))  # 'RT 05' and 'rt.5' are one
    number = models.PositiveSmallIntegerField("jumlah orang")

    objects = HeadCountQuerySet.as_manager()

    class Meta:
        constraints = [
            *told_once("head_count", "group", "label_key"),
            CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST), name="head_count_is_a_number_of_heads"
            ),
            CheckConstraint(condition=Q(group__in=Group.values), name="head_count_group_is_known"),
        ]
        indexes = [models.Index(fields=["session", "state"], name="head_count_by_state")]

    def __str__(self) -> str:
        if self.group == Group.RT_RW and self.label:
            return self.label
        return ", ".join(filter(None, [self.get_group_display().capitalize(), self.label]))

    @property
    def words(self) -> str:
        return f"{self.number} orang"
