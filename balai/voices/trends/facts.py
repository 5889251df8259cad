"""A voice as a fact: month, topic, kelurahan, channel, kind, outcome, days in bands. Nothing else leaves."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Min, OuterRef, QuerySet, Subquery

from balai.base import zones
from balai.cases.models import Move
from balai.cases.rules.states import State
from balai.places.models import Place
from balai.places.rules import Level
from balai.voices.models import Voice
from balai.voices.rules import trends
from balai.voices.trends.columns import Fact

WIDTH = 5  # of a city's code: PP.KK
ANSWERS = (State.ANSWERED, State.CLOSED)


def voices_of(city: Place) -> QuerySet[Voice]:
    """Of all offices that stand in this city or regency."""
    return Voice.objects.filter(case__office__place__code__startswith=city.code)


def in_month(voices: QuerySet[Voice], city: Place, year: int, month: int) -> QuerySet[Voice]:
    start, end = trends.first_day(year, month), trends.day_after(year, month)
    zone = ZoneInfo(city.zone)
    return voices.filter(
        case__opened_at__gte=datetime.combine(start, time(), zone),
        case__opened_at__lt=datetime.combine(end, time(), zone),
    )


def facts(city: Place, year: int, month: int) -> Iterator[Fact]:
    """All of a month, by the city's own zone. No order of arrival stays: they are sorted."""
    answered = (
        Move.objects.filter(case=OuterRef("case"), new__in=ANSWERS)
        .order_by()
        .values("case")
        .annotate(first=Min("at"))
        .values("first")
    )
    rows = in_month(voices_of(city), city, year, month).annotate(answered_at=Subquery(answered))
    columns = (
        "topic__slug", "topic__is_sensitive", "case__is_narrow", "area__code", "channel", "case__kind",
        "case__outcome", "case__opened_at", "answered_at",
    )  # fmt: skip
    when = f"{year}-{month:02}"
    found = []
    for topic, peka, narrow, area, channel, kind, outcome, opened, answer in rows.values_list(
        *columns
    ).iterator():
        sensitive = bool(peka or narrow)
        slug = topic or trends.UNSORTED
        if narrow and not peka:
            slug = trends.RISKY
        days = (
            (zones.local_day(answer, city.zone) - zones.local_day(opened, city.zone)).days if answer else None
        )
        found.append(
            (
                city.code, when, slug, sensitive, coarse(area, city), channel, kind, outcome or trends.OPEN,
                str(trends.band(days)),
            )
        )  # fmt: skip
    return iter(sorted(found))


def coarse(area: str | None, city: Place) -> str:
    """A kelurahan or desa of this city; everything else is 'elsewhere'."""
    known = area and len(area) == 13 and area.startswith(f"{city.code}.")
    return str(area) if known else trends.ELSEWHERE


def cities() -> list[Place]:
    """Cities and regencies in which somebody spoke."""
    codes = {
        code[:WIDTH]
        for code in Voice.objects.order_by().values_list("case__office__place__code", flat=True).distinct()
        if len(code) >= WIDTH
    }
    places = Place.objects.filter(code__in=codes, level__in=(Level.CITY, Level.REGENCY))
    return list(places.order_by("code"))


def first_month(city: Place) -> str | None:
    """'2026-05', in which the first voice of this city came."""
    first = voices_of(city).aggregate(first=Min("case__opened_at"))["first"]
    return trends.month_of(first, city.zone) if first else None


def months_to_now(city: Place, today: date) -> list[tuple[int, int]]:
    first = first_month(city)
    if first is None:
        return []
    year, month = int(first[:4]), int(first[5:])
    found = []
    while (year, month) <= (today.year, today.month):
        found.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found
