from django.db import models
from django.db.models import UniqueConstraint

from balai.base.privacy import plain
from balai.programs.models.program import Program


class Planted(models.Model):
    """What a seed file planted: a table of it, as it was then, so that an officer's change is seen."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="planted")
    table = plain(models.CharField(max_length=40))
    content = plain(models.JSONField())
    digest = plain(models.CharField(max_length=64))

    class Meta:
        constraints = [UniqueConstraint(fields=["program", "table"], name="planted_once_per_table")]
