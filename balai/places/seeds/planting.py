"""Each kind of thing: what the file wants, what the row says, and how the difference is written."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.places import actions
from balai.places.models import (
    Agency,
    Counter,
    HolidayOverride,
    HolidayYear,
    Office,
    OpeningHours,
    Place,
    Planted,
)
from balai.places.provinces import zone_of
from balai.places.regions import Region
from balai.places.rules import DayHours, HolidayKind, OfficeKind, Season, level_of
from balai.places.seeds.reading import Row, Seeds, as_day

Values = dict[str, Any]
PLAIN = ("name", "kind", "address", "zone", "phone_public", "works_on_joint_leave", "to_confirm")


def plant_one(
    kind: str,
    key: str,
    wanted: Values,
    now: datetime,
    *,
    current: Values | None,
    write: Callable[[Values], object],
) -> Iterator[str]:
    """Field by field: what an officer changed stays and is told; the rest follows the file."""
    planted = Planted.objects.filter(kind=kind, key=key).first()
    if current is None:
        if planted:
            yield f"{kind} {key}: sudah dihapus petugas, tidak ditanam lagi"
            return
        write(wanted)
        Planted.objects.create(kind=kind, key=key, values=wanted, at=now)
        yield f"{kind} {key}: ditanam"
        return
    before = planted.values if planted else {}
    kept = {name for name in wanted if name not in before or current[name] != before[name]}
    changed = {n: v for n, v in wanted.items() if n not in kept and current[n] != v}
    if changed:
        write(changed)
        yield f"{kind} {key}: diperbarui ({', '.join(changed)})"
    followed = {name: value for name, value in wanted.items() if name not in kept or current[name] == value}
    if before | followed != before:
        Planted.objects.update_or_create(
            kind=kind, key=key, defaults={"values": before | followed, "at": now}
        )
    for name in sorted(kept):
        if current[name] != wanted[name]:
            yield f"{kind} {key}: {name} tetap {current[name]!r} (di berkas {wanted[name]!r})"


def plant_regions(seeds: Seeds, now: datetime) -> Iterator[str]:
    """Only regions that are not there yet: the national table, once imported, knows better."""
    known = set(Place.objects.filter(code__in=seeds.regions).values_list("code", flat=True))
    new = [_region(code, name, seeds) for code, name in seeds.regions.items() if code not in known]
    if new:
        actions.import_regions(regions=new, now=now)
        yield f"wilayah: {len(new)} ditanam"


def _region(code: str, name: str, seeds: Seeds) -> Region:
    level = level_of(code)
    if level is None:
        raise RuleBroken("seed.region", f"wilayah '{code}' tidak sesuai pola PP.KK.CC.DDDD.")
    return Region(code, name, level, zone_of(code), seeds.daily_names.get(code, ""))


def plant_agencies(seeds: Seeds, now: datetime) -> Iterator[str]:
    for row in seeds.agencies:
        wanted = {"name": row["nama"], "short_name": row.get("nama_pendek", "")}
        current = Agency.objects.filter(slug=row["slug"]).values(*wanted).first()

        def write(values: Values, slug: str = row["slug"], new: bool = current is None) -> None:
            if new:
                actions.create_agency(slug=slug, now=now, **values)
            else:
                Agency.objects.filter(slug=slug).update(**values)

        yield from plant_one("instansi", row["slug"], wanted, now, current=current, write=write)


def plant_offices(seeds: Seeds, now: datetime) -> Iterator[str]:
    for row in seeds.offices:
        slug = row["slug"]
        office = Office.objects.filter(slug=slug).select_related("agency", "place").first()

        def write(values: Values, office: Office | None = office, slug: str = slug) -> None:
            _write_office(slug, office, values, now)

        current = _office_now(office) if office else None
        yield from plant_one("kantor", slug, _office_wanted(row, seeds), now, current=current, write=write)


def _office_wanted(row: Row, seeds: Seeds) -> Values:
    place = Place.objects.filter(code=row["wilayah"]).first()
    if place is None:
        raise RuleBroken("seed.no_place", f"kantor {row['slug']}: wilayah {row['wilayah']} tidak ada.")
    if row["jenis"] not in OfficeKind.values:
        raise RuleBroken("seed.office_kind", f"kantor {row['slug']}: jenis '{row['jenis']}' tidak dikenal.")
    return {
        "name": row["nama"],
        "kind": row["jenis"],
        "address": row.get("alamat", ""),
        "zone": row.get("zona", place.zone),
        "phone_public": row.get("telepon", ""),
        "works_on_joint_leave": row.get("buka_saat_cuti_bersama", False),
        "to_confirm": row.get("perlu_dipastikan", ""),
        "agency": row.get("instansi", ""),
        "place": row["wilayah"],
        "counters": {str(number): "" for number in row.get("loket", [])},
        "hours": seeds.weeks[row["jam"]] if row.get("jam") else [],
    }


def _office_now(office: Office) -> Values:
    hours = OpeningHours.objects.filter(office=office).order_by("season", "weekday")
    return {name: getattr(office, name) for name in PLAIN} | {
        "agency": office.agency.slug if office.agency else "",
        "place": office.place.code,
        "counters": {str(c.number): c.name for c in Counter.objects.filter(office=office).order_by("number")},
        "hours": [
            [h.season, h.weekday, *(_text(t) for t in (h.opens, h.closes, h.break_from, h.break_to))]
            for h in hours
        ],
    }


def _text(hour: time | None) -> str | None:
    return hour.isoformat("minutes") if hour else None


def _write_office(slug: str, office: Office | None, values: Values, now: datetime) -> None:
    plain = {name: values[name] for name in PLAIN if name in values}
    if values.get("agency"):
        plain["agency"] = _agency(slug, values["agency"])
    if "place" in values:
        plain["place"] = Place.objects.get(code=values["place"])
    if office is None:
        office = actions.create_office(slug=slug, now=now, **plain)
    elif plain:
        Office.objects.filter(pk=office.pk).update(**plain)
        record("office.planted", office, by=None, office=office, now=now, fields=sorted(plain))
    there = set(Counter.objects.filter(office=office).values_list("number", flat=True))
    for number in values.get("counters", {}):
        if int(number) not in there:
            actions.add_counter(office=office, number=int(number), now=now)
    if "hours" in values:
        for season in Season.values:
            actions.set_hours(office=office, season=season, hours=_days(values["hours"], season), now=now)


def _agency(slug: str, agency_slug: str) -> Agency:
    agency = Agency.objects.filter(slug=agency_slug).first()
    if agency is None:
        raise RuleBroken("seed.no_agency", f"kantor {slug}: instansi '{agency_slug}' tidak ada.")
    return agency


def _days(rows: list[list[Any]], season: str) -> list[DayHours]:
    days = [row for row in rows if row[0] == season]
    return [DayHours(row[1], *(time.fromisoformat(t) if t else None for t in row[2:])) for row in days]  # type: ignore[arg-type]


def plant_years(seeds: Seeds, now: datetime) -> Iterator[str]:
    for row in seeds.years:
        wanted = {
            "source": row["dasar"],
            "ramadan_from": _iso(row.get("ramadan_mulai")),
            "ramadan_to": _iso(row.get("ramadan_selesai")),
            "ramadan_source": row.get("dasar_ramadan", ""),
        }
        year = HolidayYear.objects.filter(year=row["tahun"]).values(*wanted).first()
        current = {name: _iso(value) for name, value in year.items()} if year else None

        def write(values: Values, year: int = row["tahun"], old: Values = current or {}) -> None:
            merged = old | values
            days = {name: as_day(merged[name]) for name in ("ramadan_from", "ramadan_to")}
            actions.record_holiday_year(year=year, now=now, **(merged | days))

        yield from plant_one("tahun", str(row["tahun"]), wanted, now, current=current, write=write)


def plant_overrides(seeds: Seeds, now: datetime) -> Iterator[str]:
    for row in seeds.overrides:
        wanted = {
            "name": row["nama"],
            "kind": row.get("jenis", HolidayKind.NATIONAL.value),
            "source": row["dasar"],
            "is_removed": row.get("bukan_libur", False),
        }
        on = as_day(row["tanggal"])
        assert on
        current = HolidayOverride.objects.filter(on=on).values(*wanted).first()

        def write(values: Values, on: date = on, old: Values = current or {}) -> None:
            actions.override_holiday(on=on, now=now, **(old | values))

        yield from plant_one("ubahan", on.isoformat(), wanted, now, current=current, write=write)


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
