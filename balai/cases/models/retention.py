from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.cases.rules.states import Kind


class Retention(models.Model):
    """How many days after closing words and identity are kept, by which rule, from which day on."""

    kind = models.CharField("jenis", max_length=20, choices=Kind)
    days = models.PositiveSmallIntegerField("hari setelah ditutup")
    basis = plain(models.CharField("dasar", max_length=200))
    since = models.DateField("berlaku sejak")
    to_confirm = plain(models.CharField("perlu dipastikan", max_length=200, blank=True))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["kind", "since"], name="retention_once_from_a_day"),
            CheckConstraint(condition=Q(kind__in=Kind.values), name="retention_kind_is_known"),
            CheckConstraint(condition=~Q(basis=""), name="retention_names_its_basis"),
        ]
