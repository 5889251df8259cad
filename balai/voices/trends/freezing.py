"""The way of a month: voices -> facts -> figures -> frozen cells. Jobs and commands go it."""

from datetime import datetime

from balai.base.zones import local_day
from balai.places.models import Place
from balai.voices.actions.trends import freeze_month, freeze_year
from balai.voices.models import Period
from balai.voices.rules import trends
from balai.voices.trends import counting, facts, store


def due(city: Place, now: datetime) -> list[tuple[int, int]]:
    """Months whose time has come and that are not frozen, in order; a year after its December."""
    first = facts.first_month(city)
    if first is None:
        return []
    there = set(Period.objects.filter(city=city).values_list("year", "month"))
    ended = trends.months_between(first, local_day(now, city.zone))
    years = [(year, trends.WHOLE_YEAR) for year, month in ended if month == 12]
    return sorted(
        {each for each in [*ended, *years] if each not in there}, key=lambda each: (each[0], each[1] or 13)
    )


def freeze_due(city: Place, now: datetime) -> int:
    """Run twice: nothing."""
    done = 0
    for year, month in due(city, now):
        if month == trends.WHOLE_YEAR:
            done += freeze_year(city=city, year=year, now=now) is not None
        else:
            rows = list(facts.facts(city, year, month))
            if counting.has_libraries():
                store.write(city.code, year, month, rows)
            counted = counting.plainly(rows)
            done += freeze_month(city=city, year=year, month=month, counted=counted, now=now) is not None
    return done


def rebuild(city: Place, now: datetime, *, everything: bool = False) -> int:
    """Facts of all months anew; those of a frozen month only where its file is gone, or with `everything`.

    What is frozen stays as it is: its cells are rows, not these files.
    """
    frozen = set(Period.objects.filter(city=city, month__gte=1).values_list("year", "month"))
    written = 0
    for year, month in facts.months_to_now(city, local_day(now, city.zone)):
        if everything or (year, month) not in frozen or not store.path_of(city.code, year, month).exists():
            store.write(city.code, year, month, facts.facts(city, year, month))
            written += 1
    return written
