"""What several people may tell about one thing, and the head of the office decides when they differ."""

from collections.abc import Hashable
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.privacy import plain
from balai.people.models import Person
from balai.programs.models.session import Session
from balai.programs.rules.head_counts import CountState, Source

Row = TypeVar("Row", bound=models.Model)


class ReportedQuerySet(models.QuerySet[Row]):
    def standing(self) -> Self:
        """Not set aside."""
        return self.exclude(state=CountState.ASIDE)

    def counted(self) -> Self:
        return self.filter(state=CountState.COUNTED)


class Reported(models.Model):
    """Who told it, how it came, and what became of it."""

    THING: ClassVar[tuple[str, ...]]  # the columns that tell one thing from another
    TOLD: ClassVar[tuple[str, ...]]  # the columns that two reports of one thing may differ in

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+")
    source = models.CharField("cara", max_length=6, choices=Source)
    reporter = plain(models.CharField("dilaporkan oleh", max_length=80, blank=True))  # a post, not a name
    client_id = models.UUIDField("nomor dari perangkat", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tercatat")
    state = models.CharField("keadaan", max_length=8, choices=CountState)
    reason = plain(models.CharField("alasan", max_length=200, blank=True))
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def told(self) -> Hashable:
        """What is compared: another report that says the same is the same thing seen twice."""
        told = [getattr(self, name) for name in self.TOLD]
        return tuple(value.casefold() if isinstance(value, str) else value for value in told)

    def alike(self) -> ReportedQuerySet[Any]:
        """All reports of this very thing."""
        thing = {name: getattr(self, name) for name in self.THING}
        rows: ReportedQuerySet[Any] = type(self).objects.filter(session=self.session_id, **thing)  # type: ignore[attr-defined]
        return rows


def told_once(name: str, *thing: str) -> list[models.BaseConstraint]:
    """What the database refuses of such reports; `thing` is the model's THING."""
    return [
        UniqueConstraint(
            fields=["session", *thing],
            condition=Q(state=CountState.COUNTED),
            name=f"{name}_counted_once_per_{thing[0]}",
        ),
        UniqueConstraint(fields=["client_id"], name=f"{name}_client_id_once"),
        CheckConstraint(condition=Q(state__in=CountState.values), name=f"{name}_state_is_known"),
        CheckConstraint(condition=Q(source__in=Source.values), name=f"{name}_source_is_known"),
        CheckConstraint(
            condition=~Q(source=Source.DEVICE) | Q(client_id__isnull=False),
            name=f"{name}_of_a_device_has_its_number",
        ),
        CheckConstraint(
            condition=~Q(state=CountState.ASIDE) | ~Q(reason=""), name=f"{name}_set_aside_with_a_reason"
        ),
        CheckConstraint(
            condition=Q(decided_at=None) | (~Q(reason="") & ~Q(state=CountState.CONFLICT)),
            name=f"{name}_decided_with_a_reason",
        ),
        filled_exactly_when(Q(decided_at__isnull=False), "decided_by", name=f"{name}_decided_by_somebody"),
        CheckConstraint(
            condition=Q(decided_at=None) | Q(decided_at__gte=F("at")), name=f"{name}_decided_after_it_came"
        ),
    ]
