"""Two years of frozen figures to read, and a nation of them beside (PostgreSQL)."""

import random
import time

from django.db import connection

from balai.base import clock
from balai.base.zones import local_day
from balai.cases.rules.states import Kind
from balai.places.models import Place
from balai.voices import actions
from balai.voices.models import Cell, Topic
from balai.voices.rules import trends
from balai.voices.rules.trends import Table
from balai.voices.rules.words import Channel

CITY = "53.71"
# A nation beside it: the same periods for every other place, whether it is a city or not.
COPIES = """
INSERT INTO voices_period (city_id, audience, year, month, size, frozen_at, figures_sealed)
SELECT o.id, p.audience, p.year, p.month, p.size, p.frozen_at, p.figures_sealed
FROM voices_period p JOIN places_place o ON o.id <> p.city_id;
INSERT INTO voices_cell (period_id, audience, "table", key, count)
SELECT q.id, c.audience, c."table", c.key, c.count
FROM voices_cell c JOIN voices_period p ON p.id = c.period_id
JOIN voices_period q ON q.audience = p.audience AND q.year = p.year AND q.month = p.month AND q.id <> p.id
"""


def frozen_years() -> dict[str, float]:
    """Two whole years of one city through the real actions, then copied for all others."""
    now, city = clock.now(), Place.objects.get(code=CITY)
    last = local_day(now, city.zone).year - 1
    if not trends.may_freeze(last, 12, today=local_day(now, city.zone)):
        last -= 1
    took: dict[str, list[float]] = {"month": [], "year": []}
    for year in (last - 1, last):
        for month in range(1, 13):
            counted = crowd(year, month)
            began = time.monotonic()
            actions.freeze_month(city=city, year=year, month=month, counted=counted, now=now)
            took["month"].append(time.monotonic() - began)
        began = time.monotonic()
        actions.freeze_year(city=city, year=year, now=now)
        took["year"].append(time.monotonic() - began)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in COPIES.split(";"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
    mean = {what: 1000 * sum(seconds) / len(seconds) for what, seconds in took.items()}
    return mean | {"cells": Cell.objects.count()}


def crowd(year: int, month: int, *, voices: int = 600) -> dict[trends.Key, int]:
    """A month's figures: some topics and kelurahan are busy, others nearly empty."""
    dice, found = random.Random(year * 100 + month), dict[trends.Key, int]()
    topics = list(Topic.objects.order_by("slug").values_list("slug", "is_sensitive"))
    areas = list(Place.objects.filter(parent__parent__code=CITY).values_list("code", flat=True))
    for _ in range(voices):
        slug, is_sensitive = topics[int(len(topics) * dice.random() ** 2)]
        area = dice.choice([*areas, trends.ELSEWHERE])
        keys = [(Table.ALL, ""), (Table.AREA, area)]
        if is_sensitive:
            keys += [(Table.SENSITIVE, ""), (Table.SENSITIVE, slug)]
        else:
            keys += [
                (Table.ORDINARY, ""), (Table.TOPIC, slug), (Table.KIND, dice.choice(Kind.values)),
                (Table.CHANNEL, dice.choice(Channel.values)),
                (Table.ENDING, dice.choice(list(trends.ENDINGS))),
                (Table.DAYS, dice.choice(trends.Days.values)),
            ]  # fmt: skip
        for table, key in keys:
            found[table.value, key] = found.get((table.value, key), 0) + 1
    return found
