from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.people.models import Person


class SavedView(models.Model):
    """A choice of filters that an officer gave a name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = plain(models.CharField("nama", max_length=40))
    query = plain(models.CharField("saringan", max_length=200))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["person", "name"], name="saved_view_name_once_per_officer"),
            CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
