"""Reading a table of regions (wilayah): every row that is wrong is named with its line and column.

Columns: code,name,level and, if wished, display_name and zone. Separator: comma or semicolon; UTF-8.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from balai.base.zones import ZONES
from balai.places.provinces import zone_of
from balai.places.rules import Level, level_of, parent_of

COLUMNS = {
    "code": "code", "kode": "code",
    "name": "name", "nama": "name",
    "level": "level", "tingkat": "level",
    "display_name": "display_name", "sebutan": "display_name",
    "zone": "zone", "zona": "zone",
}  # fmt: skip
REQUIRED = ("code", "name", "level")
ZONE_WORDS = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
LONGEST = 120
EXAMPLE = "Baris pertama harus: code,name,level"


@dataclass(frozen=True)
class Region:
    code: str
    name: str
    level: Level
    zone: str
    display_name: str | None = None  # None: the file has no such column, the old one stays


@dataclass(frozen=True)
class Problem:
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"baris {self.line}" + (f", kolom {self.column}" if self.column else "")
        return f"{where}: {self.message}"


@dataclass
class Table:
    """What a file says: regions in the file's order, and what is wrong with it."""

    regions: list[Region] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, column: str, message: str) -> None:
        self.problems.append(Problem(line, column, message))


def read_table(raw: bytes, known_codes: frozenset[str] = frozenset()) -> Table:
    """`known_codes` are in the database already: a child may name them as its parent."""
    table = Table()
    text = _text(raw, table)
    if text is None:
        return table
    lines = io.StringIO(text, newline="")
    separator = _separator(text)
    if not separator:
        table.refuse(1, "", f"pemisah kolom harus koma (,) atau titik koma (;). {EXAMPLE}")
        return table
    _read_rows(csv.reader(lines, delimiter=separator, strict=True), table)
    _check_parents(table, known_codes)
    return table


def _text(raw: bytes, table: Table) -> str | None:
    if not raw.strip():
        table.refuse(1, "", f"berkas kosong. {EXAMPLE}")
        return None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        table.refuse(1, "", "berkas memakai UTF-16. Simpan ulang sebagai CSV UTF-8.")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place = error.start - raw.rfind(b"\n", 0, error.start)
        message = f"huruf ke-{place} bukan UTF-8. Simpan ulang berkas sebagai CSV UTF-8."
        table.refuse(line, "", message)
        return None
    if "\0" in text:
        table.refuse(text.count("\n", 0, text.index("\0")) + 1, "", "ada huruf kosong (NUL). Ini bukan CSV.")
        return None
    return text


def _separator(text: str) -> str:
    header = text.split("\n", 1)[0]
    found = [mark for mark in ",;" if mark in header]
    return max(found, key=header.count) if found else ""


def _read_rows(rows: Iterator[list[str]], table: Table) -> None:
    reader = iter(rows)
    try:
        columns = _columns(next(reader), table)
        for cells in reader:
            if columns and any(cells):
                _read_row(rows.line_num, columns, cells, table)  # type: ignore[attr-defined]
    except csv.Error:
        line = rows.line_num  # type: ignore[attr-defined]
        table.refuse(line, "", "tanda kutip tidak berpasangan, jadi baris ini tidak terbaca.")


def _columns(header: list[str], table: Table) -> list[str]:
    columns = [COLUMNS.get(cell.strip().lower(), "") for cell in header]
    for cell, column in zip(header, columns, strict=True):
        if not column:
            table.refuse(1, cell.strip() or "(tanpa nama)", f"kolom ini tidak dikenal. {EXAMPLE}")
        elif columns.count(column) > 1:
            table.refuse(1, cell.strip(), "kolom ini ditulis dua kali.")
    for column in REQUIRED:
        if column not in columns:
            table.refuse(1, column, f"kolom ini tidak ada. {EXAMPLE}")
    return [] if table.problems else columns


def _read_row(line: int, columns: list[str], cells: list[str], table: Table) -> None:
    if len(cells) != len(columns):
        table.refuse(line, "", f"ada {len(cells)} kolom, seharusnya {len(columns)}.")
        return
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    code, before = row["code"], len(table.problems)
    _check_code(line, code, row["level"], table)
    for column in ("name", "display_name"):
        if len(row.get(column, "")) > LONGEST:
            table.refuse(line, column, f"nama lebih dari {LONGEST} huruf.")
    if not row["name"]:
        table.refuse(line, "name", "nama kosong.")
    zone = _zone(line, code, row.get("zone", ""), table)
    if code in table.lines:
        table.refuse(line, "code", f"kode {code} sudah ada di baris {table.lines[code]}.")
    table.lines.setdefault(code, line)
    if len(table.problems) == before:
        level = Level(row["level"].lower())
        table.regions.append(Region(code, row["name"], level, zone, row.get("display_name")))


def _check_code(line: int, code: str, level: str, table: Table) -> None:
    expected = level_of(code)
    if expected is None:
        table.refuse(line, "code", f"kode '{code}' tidak sesuai pola PP.KK.CC.DDDD (contoh: 32.16.09).")
    elif level.lower() not in Level.values:
        words = ", ".join(Level.values)
        table.refuse(line, "level", f"tingkat '{level}' tidak dikenal. Pilih: {words}.")
    elif level.lower() != expected:
        table.refuse(line, "level", f"kode {code} berpola {expected.value}, tetapi ditulis '{level}'.")


def _zone(line: int, code: str, word: str, table: Table) -> str:
    zone = ZONE_WORDS.get(word.upper(), word if word in ZONES else "") if word else zone_of(code)
    if word and not zone:
        table.refuse(line, "zone", f"zona '{word}' tidak dikenal. Pilih: WIB, WITA, atau WIT.")
    elif not zone and level_of(code):
        table.refuse(line, "zone", f"zona waktu provinsi {code[:2]} belum dikenal. Isi kolom zone.")
    return zone


def _check_parents(table: Table, known_codes: frozenset[str]) -> None:
    for code, line in table.lines.items():
        parent = parent_of(code)
        if parent and level_of(code) and parent not in table.lines and parent not in known_codes:
            table.refuse(line, "code", f"induk {parent} tidak ada di berkas maupun di basis data.")
    table.problems.sort(key=lambda problem: problem.line)
