"""What the pages of trends show: frozen cells of one city for one audience, never a count of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from balai.base.prepared_rows import PreparedTuples
from balai.places.models import Office, Place
from balai.voices.models import Cell, Deed, Intake, Period, Proposal, Topic
from balai.voices.rules import trends
from balai.voices.rules.trends import LEAST, Audience, Key, Table
from balai.voices.trends import charts
from balai.voices.trends.facts import WIDTH
from balai.voices.trends.layout import tiles_of

MONTHS = 12  # of a chart
READ = 26  # periods of a page: two years of months, and their years


@dataclass
class Trend:
    """All that one audience may know of a city."""

    office: Office
    city: Place
    audience: Audience
    periods: list[Period]
    cells: dict[int, dict[Key, int | None]]
    names: dict[str, dict[str, str]]
    deeds: list[Deed] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    @cached_property
    def months(self) -> list[Period]:
        """The last twelve, the oldest first."""
        return [p for p in self.periods if not p.is_year][:MONTHS][::-1]

    @cached_property
    def last(self) -> Period | None:
        return self.months[-1] if self.months else None

    @cached_property
    def year(self) -> Period | None:
        return next((p for p in self.periods if p.is_year), None)

    def count(self, period: Period | None, table: str, key: str = "") -> int | None:
        return self.cells.get(period.pk, {}).get((table, key)) if period else None

    def shown(self, periods: Iterable[Period]) -> bool:
        return any(n is not None for p in periods for n in self.cells.get(p.pk, {}).values())

    @property
    def has_figures(self) -> bool:
        return self.shown(self.periods)

    @cached_property
    def least(self) -> int:
        return LEAST[self.audience]

    @property
    def hidden_words(self) -> str:
        """Of what this page shows."""
        shown = [*self.months, *([self.year] if self.year else [])]
        gone = sum(n is None for p in shown for n in self.cells.get(p.pk, {}).values())
        return trends.hidden_words(gone, self.least)

    @property
    def total(self) -> int | None:
        return self.count(self.last, Table.ORDINARY)

    @cached_property
    def totals(self) -> charts.Bars:
        return self._bars("Semua suara", Table.ORDINARY, "")

    @cached_property
    def topics(self) -> list[charts.Bars]:
        """Small multiples: one for each topic with a figure in these months, all on one scale."""
        names = self.names[Table.TOPIC]
        keys = [k for k in names if any(self.count(m, Table.TOPIC, k) is not None for m in self.months)]
        most = max((self.count(m, Table.TOPIC, k) or 0 for k in keys for m in self.months), default=0)
        found = [self._bars(names[key], Table.TOPIC, key, most=most) for key in keys]
        return sorted(found, key=lambda bars: -bars.sum)

    @property
    def topics_hidden(self) -> list[str]:
        """Topics of which no month may be shown."""
        shown = {bars.key for bars in self.topics}
        return [name for key, name in self.names[Table.TOPIC].items() if key not in shown]

    def _bars(self, title: str, table: str, key: str, *, most: int = 0) -> charts.Bars:
        points = [(str(m), m.month, self.count(m, table, key)) for m in self.months]
        return charts.bars(title, key, points, most=most)

    @property
    def speed(self) -> charts.Rows:
        return self._rows(Table.DAYS)

    @property
    def endings(self) -> charts.Rows:
        return self._rows(Table.ENDING)

    @property
    def kinds(self) -> charts.Rows:
        return self._rows(Table.KIND)

    @property
    def channels(self) -> charts.Rows:
        return self._rows(Table.CHANNEL)

    def _rows(self, table: str) -> charts.Rows:
        """The last month."""
        return charts.rows(
            (name, self.count(self.last, table, key)) for key, name in self.names[table].items()
        )

    @property
    def changes(self) -> list[charts.Change]:
        """The last month beside the same one a year before, where both may be shown."""
        last = self.last
        if last is None:
            return []
        before = next((p for p in self.periods if (p.year, p.month) == (last.year - 1, last.month)), None)
        names = {(Table.ORDINARY, ""): "Semua suara"}
        names |= {(Table.TOPIC, key): name for key, name in self.names[Table.TOPIC].items()}
        pairs = [(name, self.count(before, *key), self.count(last, *key)) for key, name in names.items()]
        return [charts.Change(n, old, new) for n, old, new in pairs if old is not None and new is not None]

    @cached_property
    def areas(self) -> list[tuple[str, str, int | None]]:
        """Of the last whole year: code, name, count; the most first, hidden ones together at the end."""
        found = [
            (key, self.names[Table.AREA].get(key, key), n)
            for (table, key), n in self.cells.get(self.year.pk if self.year else 0, {}).items()
            if table == Table.AREA
        ]
        return sorted(found, key=lambda area: (area[2] is None, -(area[2] or 0), area[1]))

    @property
    def areas_shown(self) -> list[tuple[str, str, int | None]]:
        return [area for area in self.areas if area[2] is not None]

    @property
    def areas_hidden(self) -> list[str]:
        return [name for _, name, n in self.areas if n is None]

    @cached_property
    def map(self) -> charts.TileMap | None:
        return charts.tile_map(self.areas, tiles_of(self.city.code)) if self.areas else None

    @property
    def sensitive(self) -> charts.Rows:
        names = {"": "Semua topik peka"} | self.names[Table.SENSITIVE]
        return charts.rows((name, self.count(self.year, Table.SENSITIVE, key)) for key, name in names.items())

    def rows_of_csv(self) -> list[list[str]]:
        """Each figure, hidden ones with their reason and without a number."""
        found = []
        for period in sorted(self.periods, key=lambda p: (p.year, p.month or 13)):
            span = f"{period.year}-{period.month:02}" if period.month else str(period.year)
            for (table, key), n in sorted(self.cells.get(period.pk, {}).items()):
                name = self.names.get(table, {}).get(key, key)
                why = "" if n is not None else "disembunyikan"
                found.append([span, str(Table(table).label), key, name, "" if n is None else str(n), why])
        return found


CSV_COLUMNS = ["masa", "tabel", "kode", "nama", "jumlah", "keterangan"]


def city_code(office: Office) -> str:
    return office.place.code[:WIDTH]


def has_public(office: Office) -> bool:
    """Something was frozen for everybody: then pages may lead there."""
    return bool(FROZEN.rows(city=city_code(office)))


def _frozen(*, city: str) -> Any:
    return Period.objects.filter(city__code=city, audience=Audience.PUBLIC).values_list("pk")[:1]


FROZEN = PreparedTuples(_frozen)


def with_something(offices: list[Office]) -> list[Office]:
    """Those that have a page: something is frozen in their city, or they take something in. Three queries."""
    codes = {city_code(office) for office in offices}
    known = set(Place.objects.filter(code__in=codes).values_list("code", flat=True))
    frozen = set(Period.objects.filter(city__code__in=codes).values_list("city__code", flat=True).distinct())
    taking = set(Intake.objects.filter(program__office__in=offices).values_list("program__office", flat=True))
    pages = [o for o in offices if city_code(o) in frozen or o.pk in taking]
    return [office for office in pages if city_code(office) in known and len(city_code(office)) == WIDTH]


def trend_of(office: Office, audience: Audience, *, most: int = READ) -> Trend | None:
    """None where nobody takes anything in and nothing was ever frozen."""
    code = city_code(office)
    city = Place.objects.filter(code=code).first() if len(code) == WIDTH else None
    if city is None:
        return None
    periods = list(Period.objects.of(code, audience)[:most])
    if not periods and not Intake.objects.filter(program__office=office).exists():
        return None
    cells: dict[int, dict[Key, int | None]] = {period.pk: {} for period in periods}
    rows = Cell.objects.filter(period__in=list(cells)).values_list("period_id", "table", "key", "count")
    for period, table, key, count in rows:
        cells[period][table, key] = count
    found = Trend(office, city, audience, periods, cells, names_in(city))
    found.deeds = list(Deed.objects.of(office)[:20])
    found.proposals = list(Proposal.objects.of(office)[:20])
    for told in (*found.deeds, *found.proposals):
        told.topic_name = topic_name(told.cell, found.names)  # type: ignore[attr-defined]
    return found


def names_in(city: Place) -> dict[str, dict[str, str]]:
    """What keys are called, by table."""
    topics = list(Topic.objects.order_by("place_in_list", "slug"))
    areas = Place.objects.filter(parent__parent=city).order_by("name")
    return {
        **trends.KNOWN,
        Table.TOPIC: named(t for t in topics if not t.is_sensitive) | {trends.UNSORTED: "Belum dipilah"},
        Table.SENSITIVE: named(t for t in topics if t.is_sensitive) | {trends.RISKY: "Hal berisiko"},
        Table.AREA: {a.code: str(a) for a in areas} | {trends.ELSEWHERE: "Tidak diketahui atau luar kota"},
    }


def named(topics: Iterable[Topic]) -> dict[str, str]:
    return {topic.slug: topic.name for topic in topics}


def topic_name(cell: Cell, names: dict[str, dict[str, str]]) -> str:
    return names.get(cell.table, {}).get(cell.key, cell.key)
