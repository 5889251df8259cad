from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q

from balai.base.privacy import plain
from balai.cases.rules.states import Kind
from balai.places.models import Office
from balai.programs.models import Program


class IntakeQuerySet(models.QuerySet["Intake"]):
    def from_home(self) -> Self:
        """Programmes to which one may write without going there."""
        return self.filter(is_from_home=True, program__is_published=True, program__office__is_active=True)

    def rooms_of(self, office: Office) -> Self:
        return self.filter(is_room=True, program__office=office)


class Intake(models.Model):
    """What a programme takes in: which kinds of voices, in a quiet room, from home, or both."""

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="+")
    kinds = plain(models.CharField("jenis", max_length=160, help_text="separated by spaces"))
    is_room = models.BooleanField("ruang dengar", default=False)
    is_from_home = models.BooleanField("dari rumah", default=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(kinds=""), name="intake_takes_one_kind_at_least")]

    @property
    def kind_list(self) -> list[Kind]:
        return [Kind(kind) for kind in self.kinds.split()]
