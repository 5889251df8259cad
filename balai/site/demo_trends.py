"""The demo's past: sixteen months of invented voices of Kupang, frozen as real ones are.

Facts alone: nobody spoke, no case stands behind them. The same count and the same actions decide what may be
shown, so the page hides what it would hide in life.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from balai.cases.rules.states import Kind, Outcome
from balai.people.models import Person
from balai.places.models import Office, Place
from balai.voices import actions
from balai.voices.models import Cell, Topic
from balai.voices.rules import trends
from balai.voices.rules.trends import Days
from balai.voices.rules.words import Channel
from balai.voices.trends import counting
from balai.voices.trends.columns import Fact

CITY, OFFICE = "53.71", "mpp-kupang"
FIRST = (2025, 1)
# Topic: how many a month; in which months more come (the rains, the drought, the new school year); how much
# more or fewer after a year. What is not named comes seldom.
TOPICS: dict[str, tuple[int, frozenset[int], float]] = {
    "ktp-kk": (46, frozenset(), 0.7),
    "air-bersih": (34, frozenset({8, 9, 10, 11}), 1.1),
    "jalan-drainase": (30, frozenset({1, 2, 3, 12}), 1.2),
    "bantuan-sosial": (28, frozenset(), 0.9),
    "pendidikan": (18, frozenset({6, 7}), 1.0),
    "kesehatan": (20, frozenset(), 1.1),
    "sampah": (22, frozenset(), 1.4),
    "jaminan-kesehatan": (15, frozenset(), 1.0),
    "penerangan-jalan": (14, frozenset(), 0.8),
    "perizinan": (8, frozenset(), 1.0),
    "sikap-petugas": (6, frozenset(), 0.6),
    "keluarga": (6, frozenset(), 1.0),
    "kekerasan": (4, frozenset(), 1.0),
    trends.UNSORTED: (12, frozenset(), 0.5),
}
SELDOM, MORE = 1, 1.8
KINDS = {Kind.COMPLAINT: 60, Kind.CURHAT: 22, Kind.ASPIRATION: 9, Kind.SUGGESTION: 6, Kind.PRAISE: 3}
CHANNELS = {Channel.WEB: 44, Channel.DESK: 30, Channel.ROOM: 18, Channel.PAPER: 6, Channel.PHONE: 2}
ENDINGS = {Outcome.SOLVED.value: 58, Outcome.HEARD.value: 14, trends.OPEN: 14, Outcome.MOVED.value: 9}
DAYS = {Days.TO_3: 34, Days.TO_7: 30, Days.TO_14: 20, Days.TO_30: 6, Days.NOT_YET: 10}
DEEDS = [
    (2025, 10, "air-bersih", "Air tidak mengalir di musim kering.", "Truk tangki datang tiap Selasa."),
    (2026, 3, "ktp-kk", "Antre KTP terlalu lama.", "Dua loket ditambah dan nomor dapat dipesan dari rumah."),
]  # fmt: skip
PROPOSAL = (
    2026,
    4,
    "sampah",
    "Bak sampah di tiap kelurahan",
    "Satu bak besar dan jadwal angkut yang dipasang.",
)


def fill_past(*, now: datetime) -> None:
    city, office = Place.objects.get(code=CITY), Office.objects.get(slug=OFFICE)
    zone = ZoneInfo(city.zone)
    areas = list(Place.objects.filter(parent__parent=city).order_by("code").values_list("code", flat=True))
    topics = list(Topic.objects.order_by("slug").values_list("slug", "is_sensitive"))
    crowded = _crowded([*areas, trends.ELSEWHERE])
    for year, month in trends.months_between("{}-{:02}".format(*FIRST), now.astimezone(zone).date()):
        counted = counting.plainly(_month(year, month, topics, crowded))
        day = trends.day_after(year, month) + trends.FREEZE_AFTER
        frozen_at = datetime.combine(day, time(2), zone)
        actions.freeze_month(city=city, year=year, month=month, counted=counted, now=frozen_at)
        if month == 12:
            actions.freeze_year(city=city, year=year, now=frozen_at + timedelta(minutes=1))
    _tell(office, Person.objects.get(username="mpp"), now)


def _crowded(areas: list[str]) -> dict[str, float]:
    """Where people live: in some kelurahan many, in a few hardly anybody."""
    dice = Random(CITY)  # noqa: S311 - the same ones in every demonstration
    return {area: 0.02 if place % 13 == 10 else dice.uniform(0.3, 1.6) for place, area in enumerate(areas)}


def _month(
    year: int, month: int, topics: list[tuple[str, bool]], crowded: dict[str, float]
) -> Iterator[Fact]:
    dice = Random(f"{year}-{month}")  # noqa: S311 - the same ones in every demonstration
    for slug, is_sensitive in [*topics, (trends.UNSORTED, False)]:
        usual, season, growth = TOPICS.get(slug, (SELDOM, frozenset(), 1.0))
        expected = usual * (MORE if month in season else 1) * growth ** (year - FIRST[0] + month / 12)
        for _ in range(round(expected * dice.uniform(0.8, 1.2))):
            yield (
                CITY, f"{year}-{month:02}", slug, is_sensitive, _one(dice, crowded), _one(dice, CHANNELS),
                _one(dice, KINDS), _one(dice, ENDINGS), _one(dice, DAYS),
            )  # fmt: skip


def _one(dice: Random, weights: Mapping[Any, float]) -> str:
    return str(dice.choices(list(weights), list(weights.values()))[0])


def _tell(office: Office, head: Person, now: datetime) -> None:
    """What the office did about it, as far as its figure may be told."""
    for year, month, slug, heard, done in DEEDS:
        if cell := _published(year, month, slug):
            done_on = trends.day_after(year, month) + timedelta(days=43)
            actions.publish_deed(
                office=office, cell=cell, heard=heard, done=done, done_by="Kepala MPP", done_on=done_on,
                by=head, now=now - timedelta(days=2),
            )  # fmt: skip
    year, month, slug, title, what = PROPOSAL
    if cell := _published(year, month, slug):
        then = now - timedelta(days=1)
        actions.propose(office=office, cell=cell, title=title, what=what, by=head, now=then)


def _published(year: int, month: int, slug: str) -> Cell | None:
    return Cell.objects.tellable(CITY).filter(period__year=year, period__month=month, key=slug).first()
