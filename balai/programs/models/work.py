"""A work day: whose turn it is, and what got done, street by street."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.people.models import Person
from balai.places.models import Neighbourhood
from balai.programs.models.reported import Reported, ReportedQuerySet, told_once
from balai.programs.models.session import Session
from balai.programs.rules.results import (
    LONGEST_STREET,
    LONGEST_TOOLS,
    MEASURES,
    MOST_CM,
    MOST_M,
    MOST_PIECES,
    said,
)


class Turn(models.Model):
    """One RT works at one session. Whom it falls upon, the head of the RT tells; no person stands here."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="turns")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("ditetapkan")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["session", "neighbourhood"], name="turn_once_per_session_and_rt")
        ]

    def __str__(self) -> str:
        return str(self.neighbourhood)


def _metres(word: str) -> Any:
    return models.DecimalField(word, max_digits=8, decimal_places=2, null=True, blank=True)


def _pieces(word: str) -> Any:
    return models.PositiveIntegerField(word, null=True, blank=True)


def within(name: str, most: Decimal | int) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__gt": 0, f"{name}__lte": most})


class ResultQuerySet(ReportedQuerySet["Result"]):
    """What was told of segments of streets."""


class Result(Reported):
    """What somebody told of one segment of a street, each amount in its own unit."""

    THING = ("segment",)
    TOLD = (*(measure.name for measure in MEASURES), "tools")

    rw = models.PositiveSmallIntegerField("RW", null=True, blank=True)
    street = plain(models.CharField("jalan dan ruas", max_length=LONGEST_STREET))
    segment = plain(models.CharField(max_length=200))  # RW and street: 'Jl. Rekaan' in two spellings is one
    drain_m = _metres("panjang saluran (meter)")
    road_m = _metres("panjang jalan (meter)")
    width_m = _metres("lebar (meter)")
    depth_m = _metres("dalam (meter)")
    silt_cm = _metres("tebal lumpur (sentimeter)")
    sacks = _pieces("karung")
    trucks = _pieces("truk")
    carts = _pieces("gerobak")
    spots = _pieces("titik yang beres")
    tools = plain(models.CharField("alat dan lainnya", max_length=LONGEST_TOOLS, blank=True))
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            *told_once("result", "segment"),
            CheckConstraint(condition=~Q(street="") & ~Q(segment=""), name="result_names_its_street"),
            *(
                CheckConstraint(condition=within(name, most), name=f"result_{name}_is_an_amount")
                for names, most in (
                    (("drain_m", "road_m"), MOST_M),
                    (("width_m", "depth_m", "silt_cm"), MOST_CM),
                    (("sacks", "trucks", "carts", "spots"), MOST_PIECES),
                )
                for name in names
            ),
        ]
        indexes = [models.Index(fields=["session", "state"], name="result_by_state")]

    def __str__(self) -> str:
        return f"{self.street}, RW {self.rw:02}" if self.rw else self.street

    @property
    def amounts(self) -> dict[str, Decimal | int | None]:
        return {measure.name: getattr(self, measure.name) for measure in MEASURES}

    @property
    def words(self) -> str:
        """'500 m saluran, 100 karung, 3 truk'."""
        return said(self.amounts) or "–"
