"""What is counted of voices, for whom, when it is frozen, and which of it may be shown.

Two spans are published and no other: a calendar month and a calendar year. A month shows tables of one
dimension, without what is sensitive. A year shows topics, what is sensitive, and kelurahan over all topics.
The year is added up from its frozen months, never counted anew: what changed since then is nobody's to see.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices

from balai.base import zones
from balai.base.errors import RuleBroken
from balai.cases.rules.states import Kind, Outcome
from balai.voices.rules import suppression
from balai.voices.rules.suppression import Cell, cell
from balai.voices.rules.words import Channel


class Audience(TextChoices):
    PUBLIC = "public", "untuk umum"
    INSIDE = "inside", "di dalam kantor"


class Table(TextChoices):
    """What a figure counts. The key beside it says which topic, kelurahan, …; for totals it is empty."""

    ALL = "all", "semua suara"
    ORDINARY = "ordinary", "suara di luar topik peka"
    TOPIC = "topic", "topik"
    KIND = "kind", "jenis"
    CHANNEL = "channel", "lewat"
    ENDING = "ending", "akhir"
    DAYS = "days", "lama dijawab"
    SENSITIVE = "sensitive", "topik peka"
    AREA = "area", "kelurahan"


class Days(TextChoices):
    """From taken in to the first answer, in calendar days: bands, so that no day stands out."""

    TO_3 = "0-3", "sampai 3 hari"
    TO_7 = "4-7", "4–7 hari"
    TO_14 = "8-14", "8–14 hari"
    TO_30 = "15-30", "15–30 hari"
    LONGER = "31+", "lebih dari 30 hari"
    NOT_YET = "none", "belum dijawab"


LEAST = {Audience.PUBLIC: 10, Audience.INSIDE: 5}
WHOLE_YEAR = 0  # the month of a period that is a whole year
UNSORTED = "belum-dipilah"
RISKY = "berisiko"  # signs of danger in a voice of an ordinary topic: counted with what is sensitive
ELSEWHERE = "lain"  # no kelurahan known, or one of another city
OPEN = "open"
# 14 working days of the law for most complaints are about 20 days: by then what was promised is answered.
FREEZE_AFTER = timedelta(days=20)

ENDINGS = {OPEN: "masih berjalan"} | {outcome.value: str(outcome.label) for outcome in Outcome}
MONTHLY = (Table.TOPIC, Table.KIND, Table.CHANNEL, Table.ENDING, Table.DAYS)
KNOWN: dict[str, dict[str, str]] = {
    Table.KIND: {kind.value: str(kind.label) for kind in Kind},
    Table.CHANNEL: {channel.value: str(channel.label) for channel in Channel},
    Table.ENDING: ENDINGS,
    Table.DAYS: {band.value: str(band.label) for band in Days},
}
Key = tuple[str, str]  # (table, key)
Figures = dict[Key, int]
Shown = dict[Key, int | None]  # None: hidden


def band(days: int | None) -> Days:
    if days is None:
        return Days.NOT_YET
    edges = ((3, Days.TO_3), (7, Days.TO_7), (14, Days.TO_14), (30, Days.TO_30))
    return next((found for most, found in edges if days <= most), Days.LONGER)


def month_of(moment: datetime, zone: str) -> str:
    return f"{zones.local_day(moment, zone):%Y-%m}"


def month_name(year: int, month: int) -> str:
    """'Mei 2026'; for the whole year '2026'."""
    return f"{zones.MONTHS[month - 1]} {year}" if month else str(year)


def first_day(year: int, month: int) -> date:
    return date(year, month or 1, 1)


def day_after(year: int, month: int) -> date:
    """The first day that does not belong to it any more."""
    return date(year, month + 1, 1) if 0 < month < 12 else date(year + 1, 1, 1)


def may_freeze(year: int, month: int, *, today: date) -> bool:
    return today >= day_after(year, month) + FREEZE_AFTER


def months_between(first: str, today: date) -> list[tuple[int, int]]:
    """All months from '2025-11' on whose time to be frozen has come, in order."""
    year, month = int(first[:4]), int(first[5:7])
    found = []
    while may_freeze(year, month, today=today):
        found.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


@dataclass(frozen=True)
class Lists:
    """Every row that a table has, whether somebody is in it or not: an empty row says nothing then."""

    topics: Iterable[str]
    sensitive: Iterable[str]
    areas: Iterable[str]

    def of_month(self) -> list[Key]:
        keys = [(Table.ORDINARY.value, "")]
        keys += [(Table.TOPIC.value, topic) for topic in (*self.topics, UNSORTED)]
        return keys + [(table.value, key) for table, known in KNOWN.items() for key in known]  # type: ignore[attr-defined]

    def of_year(self) -> list[Key]:
        keys = [(Table.ALL.value, ""), (Table.ORDINARY.value, ""), (Table.SENSITIVE.value, "")]
        keys += [(Table.TOPIC.value, topic) for topic in (*self.topics, UNSORTED)]
        keys += [(Table.SENSITIVE.value, topic) for topic in (*self.sensitive, RISKY)]
        return keys + [(Table.AREA.value, area) for area in (*self.areas, ELSEWHERE)]


def filled(keys: Iterable[Key], counted: Mapping[Key, int], *, also: Iterable[str]) -> Figures:
    """A figure for each key, nought where nobody is; and for what the lists do not know any more."""
    wanted = set(also)
    return dict.fromkeys(keys, 0) | {key: n for key, n in counted.items() if key[0] in wanted}


def month_figures(lists: Lists, counted: Mapping[Key, int]) -> Figures:
    return filled(lists.of_month(), counted, also=(Table.ORDINARY, *MONTHLY))


def year_figures(lists: Lists, months: Iterable[Mapping[Key, int]]) -> Figures:
    """The sum of its months as they were frozen."""
    total: Figures = {}
    for month in months:
        for key, n in month.items():
            total[key] = total.get(key, 0) + n
    also = (Table.ALL, Table.ORDINARY, Table.TOPIC, Table.SENSITIVE, Table.AREA)
    return filled(lists.of_year(), total, also=also)


def as_cell(key: Key, month: int) -> Cell:
    """A figure as a point of the one table that all figures of a city and year are margins of."""
    table, value = key
    if table == Table.ALL:
        return ()
    if table == Table.AREA:
        return cell(kelurahan=value)
    if table == Table.SENSITIVE:
        return cell(golongan="peka", topik=value) if value else cell(golongan="peka")
    when = {"bulan": f"{month:02}"} if month else {}
    if table == Table.ORDINARY:
        return cell(golongan="biasa", **when)
    return cell(golongan="biasa", **when, **{"topik" if table == Table.TOPIC else table: value})


Decided = dict[str, Shown]  # by audience


def decide_month(figures: Figures, month: int) -> Decided:
    """Inside first; what is hidden there is hidden from everybody, so that both together tell no more."""
    counts = {as_cell(key, month): n for key, n in figures.items()}
    inside = suppression.hidden(counts, k=LEAST[Audience.INSIDE])
    public = suppression.hidden(counts, k=LEAST[Audience.PUBLIC], always=inside)
    return {
        Audience.INSIDE: _shown(figures, month, inside),
        Audience.PUBLIC: _shown(figures, month, public),
    }


@dataclass(frozen=True)
class Month:
    """A frozen month: its true figures, and what each audience was shown."""

    number: int
    figures: Figures
    shown: Decided


def decide_year(figures: Figures, months: Iterable[Month]) -> Decided:
    """Together with its months, which are out: only the year's own figures can still be hidden."""
    months = list(months)
    counts = {as_cell(key, 0): n for key, n in figures.items()}
    for month in months:
        counts |= {as_cell(key, month.number): n for key, n in month.figures.items() if key[0] in IN_MONTH}
    inside = suppression.hidden(counts, k=LEAST[Audience.INSIDE], **_before(months, Audience.INSIDE))
    before = _before(months, Audience.PUBLIC)
    public = suppression.hidden(
        counts, k=LEAST[Audience.PUBLIC], always=before["always"] | inside, out=before["out"]
    )
    return {Audience.INSIDE: _shown(figures, 0, inside), Audience.PUBLIC: _shown(figures, 0, public)}


IN_MONTH = frozenset({Table.ORDINARY, *MONTHLY})


def _before(months: Iterable[Month], audience: str) -> dict[str, set[Cell]]:
    """What this audience saw of the months, and what it did not."""
    out: set[Cell] = set()
    always: set[Cell] = set()
    for month in months:
        for key, n in month.shown[audience].items():
            (always if n is None else out).add(as_cell(key, month.number))
    return {"always": always, "out": out}


def _shown(figures: Figures, month: int, gone: set[Cell]) -> Shown:
    return {key: None if as_cell(key, month) in gone else n for key, n in figures.items()}


def hidden_words(hidden: int, least: int) -> str:
    """'3 angka disembunyikan …': what is not shown, and why."""
    if not hidden:
        return "Tidak ada angka yang disembunyikan."
    return (
        f"{hidden} angka disembunyikan karena kurang dari {least} orang, "
        f"atau karena dapat membuka angka yang kurang dari {least}."
    )


class Fate(TextChoices):
    """What became of a proposal to the Musrenbang."""

    PROPOSED = "proposed", "diusulkan"
    ACCEPTED = "accepted", "diterima"
    REFUSED = "refused", "ditolak"
    DONE = "done", "sudah dilaksanakan"


FATES = {
    Fate.PROPOSED: {Fate.ACCEPTED, Fate.REFUSED},
    Fate.ACCEPTED: {Fate.DONE, Fate.REFUSED},
    Fate.REFUSED: set(),
    Fate.DONE: set(),
}


def require_fate(old: str, new: str, reason: str) -> None:
    if new not in FATES[Fate(old)]:
        raise RuleBroken(
            "proposal.fate", f"Usulan ini {Fate(old).label}; tidak bisa menjadi {Fate(new).label}."
        )
    if new == Fate.REFUSED and not reason.strip():
        raise RuleBroken("proposal.reason", "Tulis alasannya. Warga akan membacanya.", field="reason")


def require_tellable(*, audience: str, table: str, count: int | None) -> None:
    """A decision may point only at a figure that everybody sees: else it would tell that there was one."""
    if audience != Audience.PUBLIC or table not in {Table.TOPIC, Table.SENSITIVE} or count is None:
        raise RuleBroken(
            "trend.not_public", "Pilih topik yang angkanya sudah terbit untuk umum.", field="cell"
        )
