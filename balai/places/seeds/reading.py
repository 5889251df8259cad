"""Seed files of places as plain values. A table or key that nobody knows is an error with file and line."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from balai.base.errors import RuleBroken
from balai.base.zones import WEEKDAYS
from balai.places.rules import Season

Row = dict[str, Any]
KEYS: dict[str, set[str]] = {
    "instansi": {"slug", "nama", "nama_pendek"},
    "kantor": {
        "slug", "nama", "jenis", "instansi", "wilayah", "alamat", "telepon", "zona", "loket", "jam",
        "buka_saat_cuti_bersama", "perlu_dipastikan",
    },
    "tahun": {"tahun", "dasar", "ramadan_mulai", "ramadan_selesai", "dasar_ramadan"},
    "ubahan": {"tanggal", "nama", "jenis", "dasar", "bukan_libur"},
}  # fmt: skip
NAMED = {"wilayah", "sebutan", "jam"}  # tables of names: code = "Nama", jam.<nama>.<musim>
WEEKDAY_WORDS = {word.lower(): number for number, word in enumerate(WEEKDAYS)}
SEASONS = {"biasa": Season.NORMAL, "ramadan": Season.RAMADAN}


@dataclass
class Seeds:
    regions: dict[str, str] = field(default_factory=dict)
    daily_names: dict[str, str] = field(default_factory=dict)
    weeks: dict[str, list[list[Any]]] = field(default_factory=dict)
    agencies: list[Row] = field(default_factory=list)
    offices: list[Row] = field(default_factory=list)
    years: list[Row] = field(default_factory=list)
    overrides: list[Row] = field(default_factory=list)


def read_folder(folder: Path) -> Seeds:
    seeds = Seeds()
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleBroken("seed.unreadable", f"{path.name}: bukan TOML yang benar ({error}).") from error
        _require_known(path.name, text, tables)
        _take(seeds, tables)
    for office in seeds.offices:
        if office.get("jam") and office["jam"] not in seeds.weeks:
            raise RuleBroken(
                "seed.unknown_hours", f"kantor {office['slug']}: jam '{office['jam']}' tidak ada."
            )
    return seeds


def _require_known(name: str, text: str, tables: Row) -> None:
    for table, rows in tables.items():
        if table not in NAMED | set(KEYS):
            line = line_of(text, table)
            raise RuleBroken("seed.unknown_table", f"{name} baris {line}: tabel [{table}] tidak dikenal.")
        for index, row in enumerate(rows if table in KEYS else []):
            for key in set(row) - KEYS[table]:
                line = line_of(text, table, index, key)
                message = f"{name} baris {line}: kunci '{key}' tidak dikenal di [[{table}]]."
                raise RuleBroken("seed.unknown_key", message)


def line_of(text: str, table: str, index: int = 0, key: str = "") -> int:
    """The line of the index-th header of this table, or of a key below it."""
    headers = [m.start() for m in re.finditer(rf"(?m)^\s*\[+\s*\"?{re.escape(table)}\b", text)]
    start = headers[index] if index < len(headers) else 0
    found = re.compile(rf"(?m)^\s*\"?{re.escape(key)}\"?\s*=").search(text, start) if key else None
    return (
        text.count(
            "\n", 0, (found.end() if found else start + len(text[start:]) - len(text[start:].lstrip()))
        )
        + 1
    )


def _take(seeds: Seeds, tables: Row) -> None:
    seeds.regions |= tables.get("wilayah", {})
    seeds.daily_names |= tables.get("sebutan", {})
    seeds.weeks |= {name: _week(seasons) for name, seasons in tables.get("jam", {}).items()}
    seeds.agencies += tables.get("instansi", [])
    seeds.offices += tables.get("kantor", [])
    seeds.years += tables.get("tahun", [])
    seeds.overrides += tables.get("ubahan", [])


def _week(seasons: dict[str, dict[str, list[str]]]) -> list[list[Any]]:
    """[season, weekday, opens, closes, break from, break to] in a fixed order, as JSON keeps it."""
    rows = []
    for word, days in seasons.items():
        for day, hours in days.items():
            if word not in SEASONS or day not in WEEKDAY_WORDS or len(hours) not in {2, 4}:
                raise RuleBroken("seed.hours", f"jam {word}.{day}: tulis [buka, tutup, istirahat, selesai].")
            times = [time.fromisoformat(hour).isoformat("minutes") for hour in hours]
            rows.append([SEASONS[word].value, WEEKDAY_WORDS[day], *times, *[None] * (4 - len(times))])
    return sorted(rows, key=lambda row: row[:2])


def as_day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
