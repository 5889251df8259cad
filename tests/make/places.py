"""Places in an invented province (99): nobody's real office."""

from datetime import datetime, time
from itertools import count

from balai.places import actions
from balai.places.models import Agency, Counter, Office, OpeningHours, Place
from balai.places.provinces import zone_of
from balai.places.regions import Region
from balai.places.rules import DayHours, Season, level_of, parent_of
from tests.make.again import again
from tests.make.moment import NOW

NAMES = {
    "99": "Provinsi Contoh",
    "99.01": "Kabupaten Rekaan",
    "99.01.01": "Sukamaju",
    "99.01.01.2001": "Sukamakmur",
}
_numbers = count(1)

__all__ = ["agency", "counter", "fixed_year", "hours", "office", "place"]


@again
def place(code: str = "99.01.01", *, name: str = "", zone: str = "") -> Place:
    """A region with all its parents; the same code is made once."""
    found = Place.objects.filter(code=code).first()
    if found:
        return found
    parent = parent_of(code)
    if parent:
        place(parent, zone=zone)
    level = level_of(code)
    assert level, code
    region = Region(
        code, name or NAMES.get(code, f"Wilayah {code}"), level, zone or zone_of(code) or "Asia/Jakarta", ""
    )
    return actions.record_place(region=region, now=NOW)


def agency(slug: str = "disdukcapil-contoh", *, name: str = "Disdukcapil Contoh") -> Agency:
    return Agency.objects.filter(slug=slug).first() or actions.create_agency(slug=slug, name=name, now=NOW)


@again
def office(slug: str = "", *, zone: str = "Asia/Jakarta", counters: int = 0, **values: object) -> Office:
    """A kecamatan of its own for each call, unless a slug names one that exists."""
    slug = slug or f"kec-contoh-{next(_numbers)}"
    found = Office.objects.filter(slug=slug).first()
    if found:
        return found
    values = {"name": f"Kecamatan {slug}", "place": values.pop("place", None) or place()} | values
    made = actions.create_office(slug=slug, zone=zone, now=NOW, **values)  # type: ignore[arg-type]
    for number in range(1, counters + 1):
        counter(made, number)
    return made


def counter(at: Office, number: int = 1, *, name: str = "") -> Counter:
    found = Counter.objects.filter(office=at, number=number).first()
    return found or actions.add_counter(office=at, number=number, name=name, now=NOW)


def hours(
    at: Office,
    *,
    weekdays: range | list[int] = range(5),
    opens: str = "07:30",
    closes: str = "16:00",
    rest: tuple[str, str] | None = ("12:00", "13:00"),
    season: str = Season.NORMAL,
) -> list[OpeningHours]:
    """The same hours on each of these weekdays (0 = Senin)."""
    pause = [time.fromisoformat(hour) for hour in rest] if rest else []
    days = [
        DayHours(weekday, time.fromisoformat(opens), time.fromisoformat(closes), *pause)
        for weekday in weekdays
    ]
    actions.set_hours(office=at, season=season, hours=days, now=NOW)
    return list(OpeningHours.objects.filter(office=at, season=season))


def fixed_year(year: int = 2026, *, ramadan: tuple[str, str] | None = ("2026-02-19", "2026-03-20")) -> None:
    """The decree of this year is there."""
    days = [datetime.fromisoformat(day).date() for day in ramadan] if ramadan else [None, None]
    actions.record_holiday_year(
        year=year,
        source="SKB contoh",
        ramadan_from=days[0],
        ramadan_to=days[1],
        ramadan_source="sidang isbat contoh" if ramadan else "",
        now=NOW,
    )
