from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import personal, plain
from balai.base.sealing import unseal
from balai.cases.models.case import Case
from balai.people.models import Person
from balai.people.permissions import offices_where

GLASS_LASTS = timedelta(minutes=60)


class GlassQuerySet(models.QuerySet["Glass"]):
    def open_for(self, person: object, now: datetime) -> Self:
        """Ends by itself: nothing needs to close it."""
        return self.opened_between(now - GLASS_LASTS, now, person)

    def opened_between(self, after: datetime, until: datetime, person: object) -> Self:
        return self.filter(person=person, opened_at__gt=after, opened_at__lte=until)

    def watched_by(self, head: object) -> Self:
        """All of one's own offices, and those that one was told of."""
        here = Q(case__office__in=offices_where(head, Permission.CASE_NARROW))
        return self.filter(here | Q(told=head)).exclude(person=head)


class Glass(models.Model):
    """Break-glass: a case of risk opened in an emergency, for an hour, with a second person told at once."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = plain(models.CharField("sebagai", max_length=60, default="petugas"))
    reason_sealed = personal(models.TextField("alasan"))
    opened_at = models.DateTimeField("dibuka")
    read_at = models.DateTimeField("dibaca atasan", null=True, blank=True)
    read_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = GlassQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(person=F("told")), name="glass_told_to_a_second_person"),
            CheckConstraint(
                condition=Q(read_by=None) | ~Q(read_by=F("person")), name="glass_read_by_a_second_person"
            ),
            CheckConstraint(condition=~Q(reason_sealed=""), name="glass_broken_with_a_reason"),
            filled_exactly_when(Q(read_at__isnull=False), "read_by", name="glass_read_by_somebody"),
        ]
        indexes = [models.Index(fields=["person", "opened_at"], name="glass_open_by_person")]

    @property
    def reason(self) -> str:
        return unseal(self.reason_sealed)

    @property
    def ends_at(self) -> datetime:
        return self.opened_at + GLASS_LASTS
