"""The `[queues]` table of a programme's file: one line, or several as `[[queues]]`. See docs/map.md."""

from datetime import datetime, time
from typing import Any

from balai.base.errors import RuleBroken
from balai.programs.models import Program
from balai.queues.actions.setting import set_line
from balai.queues.models import Line

Table = dict[str, Any]
KEYS = {
    "nama": "name",
    "loket": "counters",
    "menit": "slot_minutes",
    "tempat_langsung": "walk_in_units",
    "langsung_sampai": "walk_in_until",
    "buka_hari_sebelumnya": "opens_days_before",
    "kelonggaran_menit": "grace_minutes",
    "hanya_nomor": "is_quiet",
}
USUAL = Line()  # what need not be said
OWN = frozenset([*KEYS, "huruf", "layanan"])


def plant(*, program: Program, table: Table | list[Table], by: object, now: datetime) -> None:
    """Make the lines, or bring them to what the table says."""
    for row in table if isinstance(table, list) else [table]:
        _plant(program, row, by=by, now=now)


def read(*, program: Program) -> Table | list[Table] | None:
    """The lines as the table that would make them again; None without a line."""
    lines = Line.objects.filter(program=program, is_active=True).order_by("letter")
    tables = [_table(line) for line in lines.prefetch_related("services__service")]
    if len(tables) <= 1:
        return tables[0] if tables else None
    return tables


def _plant(program: Program, row: Table, *, by: object, now: datetime) -> None:
    for key in row:
        if key not in OWN:
            raise RuleBroken("seed.unknown_key", f"'{key}' tidak dikenal dalam [queues].", key=key)
    settings = {name: _value(key, row[key]) for key, name in KEYS.items() if key in row}
    services = row.get("layanan", {})
    if not isinstance(services, dict) or not all(isinstance(n, int) for n in services.values()):
        message = 'layanan: nama layanan = satuan, misalnya { "kk-baru" = 2 }.'
        raise RuleBroken("seed.services", message, key="layanan")
    set_line(program=program, letter=row.get("huruf", "A"), services=services, by=by, now=now, **settings)


def _value(key: str, value: Any) -> Any:
    if key != "langsung_sampai":
        return value
    try:
        return value if isinstance(value, time) else time.fromisoformat(str(value))
    except ValueError:
        raise RuleBroken("seed.time", 'langsung_sampai: tulis seperti "10:30".', key=key) from None


def _table(line: Line) -> Table:
    table: Table = {"huruf": line.letter}
    for key, name in KEYS.items():
        value = getattr(line, name)
        if value != getattr(USUAL, name) and value not in ("", None):
            table[key] = value.strftime("%H:%M") if isinstance(value, time) else value
    units = {row.service.slug: row.units for row in line.services.all()}
    return table | ({"layanan": dict(sorted(units.items()))} if units else {})
