from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base.codes import new_code
from balai.base.constraints import filled_exactly_when
from balai.base.privacy import plain
from balai.people.models import Person
from balai.programs.models.session import Session
from balai.programs.rules.attendance import Group
from balai.programs.rules.head_counts import MOST, CountState, Source


class Hall(models.Model):
    """The door of one session: the code that hangs in the hall and leads to the page where one checks in.

    Everybody in the hall reads it, so it opens nothing but that page. Once it got about, it is replaced.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="hall")
    code = plain(models.CharField("kode ruang", max_length=8, unique=True, default=new_code))
    opened_at = models.DateTimeField("dibuat")


class HeadCountQuerySet(models.QuerySet["HeadCount"]):
    def standing(self) -> "HeadCountQuerySet":
        """Not set aside."""
        return self.exclude(state=CountState.ASIDE)

    def of_one_group(self, count: "HeadCount") -> "HeadCountQuerySet":
        """All reports of the same group of the same session."""
        return self.filter(session=count.session_id, group=count.group, label_key=count.label_key)


class HeadCount(models.Model):
    """What somebody counted of one group at one session, without names or faces.

    A photographed sheet is a documents.File of this row.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="head_counts")
    group = models.CharField("kelompok", max_length=10, choices=Group)
    label = plain(models.CharField("rincian", max_length=40, blank=True))
    label_key = plain(models.CharField(max_length=80, blank=True))  # 'RT 05' and 'rt.5' are one
    number = models.PositiveSmallIntegerField("jumlah orang")
    source = models.CharField("cara", max_length=6, choices=Source)
    reporter = plain(models.CharField("dilaporkan oleh", max_length=80, blank=True))  # a post, not a name
    client_id = models.UUIDField("nomor dari perangkat", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tercatat")
    state = models.CharField("keadaan", max_length=8, choices=CountState)
    reason = plain(models.CharField("alasan", max_length=200, blank=True))
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)

    objects = HeadCountQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["session", "group", "label_key"],
                condition=Q(state=CountState.COUNTED),
                name="head_count_counted_once_per_group",
            ),
            UniqueConstraint(fields=["client_id"], name="head_count_client_id_once"),
            CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST), name="head_count_is_a_number_of_heads"
            ),
            CheckConstraint(condition=Q(group__in=Group.values), name="head_count_group_is_known"),
            CheckConstraint(condition=Q(state__in=CountState.values), name="head_count_state_is_known"),
            CheckConstraint(condition=Q(source__in=Source.values), name="head_count_source_is_known"),
            CheckConstraint(
                condition=~Q(source=Source.DEVICE) | Q(client_id__isnull=False),
                name="head_count_of_a_device_has_its_number",
            ),
            CheckConstraint(
                condition=~Q(state=CountState.ASIDE) | ~Q(reason=""),
                name="head_count_set_aside_with_a_reason",
            ),
            CheckConstraint(
                condition=Q(decided_at=None) | (~Q(reason="") & ~Q(state=CountState.CONFLICT)),
                name="head_count_decided_with_a_reason",
            ),
            filled_exactly_when(
                Q(decided_at__isnull=False), "decided_by", name="head_count_decided_by_somebody"
            ),
            CheckConstraint(
                condition=Q(decided_at=None) | Q(decided_at__gte=F("at")),
                name="head_count_decided_after_it_came",
            ),
        ]
        indexes = [models.Index(fields=["session", "state"], name="head_count_by_state")]

    def __str__(self) -> str:
        if self.group == Group.RT_RW and self.label:
            return self.label
        return ", ".join(filter(None, [self.get_group_display().capitalize(), self.label]))
