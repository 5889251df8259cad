from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q

from balai.base.privacy import plain


class TopicQuerySet(models.QuerySet["Topic"]):
    def offered(self) -> Self:
        """What may be chosen, in the order of the list."""
        return self.filter(is_active=True).order_by("place_in_list", "slug")


class Topic(models.Model):
    """What people speak of, one list for all offices, so that counts can be added up."""

    slug = models.SlugField(max_length=40, unique=True)
    name = plain(models.CharField("nama", max_length=80))
    is_sensitive = models.BooleanField(
        "peka", default=False, help_text="counted by regency and year only; never by month or kelurahan"
    )
    place_in_list = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("dipakai", default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(name=""), name="topic_has_a_name")]

    def __str__(self) -> str:
        return self.name
