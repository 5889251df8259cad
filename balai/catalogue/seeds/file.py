"""One service file: read, checked, and said where it is wrong."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Model

from balai.base.errors import RuleBroken
from balai.catalogue.models import Service, Standard
from balai.catalogue.rules import Event, Part
from balai.catalogue.rules.content import TEXTS, Content, RequirementRow, ServiceSeed
from balai.catalogue.seeds.keys import KINDS, RANGE, SERVICE_KEYS, TABLES, TEXT_KEYS
from balai.catalogue.seeds.toml import bad, line_of, read_toml

SHARED = "_bersama.toml"
ADDED = "_tambahan"  # sumber_tambahan = [...] is added to the shared `sumber`


class SeedFile:
    """One service file: its own words over the shared ones."""

    def __init__(self, path: Path, shared: dict[str, Any]) -> None:
        self.path = path
        self.own = read_toml(path)
        self.table = self._with_shared(shared)

    def _with_shared(self, shared: dict[str, Any]) -> dict[str, Any]:
        name = str(self.own.get("pakai", ""))
        if name and name not in shared:
            raise self._wrong("pakai", f"'{name}' tidak ada di {SHARED}")
        table = {**shared.get(name, {}), **self.own}
        table.pop("pakai", None)
        for key in [key for key in table if key.endswith(ADDED)]:
            plain = key.removesuffix(ADDED)
            table[plain] = [*table.get(plain, []), *table.pop(key)]
        return table

    def read(self) -> ServiceSeed:
        self._no_unknown(self.table, SERVICE_KEYS | set(TEXT_KEYS) | set(TABLES))
        return ServiceSeed(
            slug=self.path.stem,
            name=self._own("nama", "name", needed=True),
            summary=self._own("ringkas", "summary"),
            event=self._one_of("peristiwa", tuple(Event.values)),
            part=self._one_of("peran", tuple(Part.values)),
            issuer=self._own("penerbit", "issuer", needed=True),
            words="\n".join(self._list("kata")),
            announcement=self._own("pemberitahuan", "announcement"),
            agency=self._text("instansi"),
            valid_from=self._day("berlaku_dari"),
            content=self._content(),
        )

    def _content(self) -> Content:
        rows = {name: tuple(self._rows(name)) for name in TABLES}
        self._conditions_exist(rows["syarat"], {row.key for row in rows["keadaan"]})
        texts = dict.fromkeys(TEXTS, "") | {
            field: self._fitting(Standard, field, key, self._lines(key)) for key, field in TEXT_KEYS.items()
        }
        return Content(
            texts=texts,
            conditions=rows["keadaan"],
            requirements=rows["syarat"],
            steps=rows["langkah"],
            time_limits=rows["waktu"],
            fees=rows["biaya"],
        )

    def _rows(self, name: str) -> Iterator[Any]:
        kind, _, keys = TABLES[name]
        seen: set[str] = set()
        for number, row in enumerate(self._tables(name), start=1):
            self._no_unknown(row, set(keys), table=name, number=number)
            fields = {keys[key].field: self._value(row, key, name, number) for key in row}
            lacking = [key for key, k in keys.items() if k.needed and key not in row]
            if lacking:
                raise self._wrong("", f"[[{name}]] ke-{number}: isi '{lacking[0]}'", name, number)
            if fields.get("key") in seen:
                raise self._wrong("kunci", f"'{fields['key']}' dipakai dua kali", name, number)
            seen.add(fields.get("key", ""))
            yield kind(**self._condition(fields))

    @staticmethod
    def _condition(fields: dict[str, Any]) -> dict[str, Any]:
        """'!menumpang' = except when lodging."""
        name = fields.get("condition", "")
        return fields | {"condition": name[1:], "unless": True} if name.startswith("!") else fields

    def _conditions_exist(self, requirements: tuple[RequirementRow, ...], known: set[str]) -> None:
        for number, row in enumerate(requirements, start=1):
            if row.condition and row.condition not in known:
                raise self._wrong("keadaan", f"'{row.condition}' tidak ada di [[keadaan]]", "syarat", number)

    def _value(self, row: dict[str, Any], key: str, table: str, number: int) -> Any:
        value, expected = row[key], TABLES[table][2][key]
        if type(value) is not expected.kind:
            raise self._wrong(key, f"harus {KINDS[expected.kind]}, bukan {value!r}", table, number)
        if expected.choices and value not in expected.choices:
            raise self._wrong(
                key, f"'{value}' tidak dikenal; pilih {', '.join(expected.choices)}", table, number
            )
        least, most = RANGE.get(key, (0, 0))
        if isinstance(value, int) and key in RANGE and not least <= value <= most:
            raise self._wrong(key, f"paling sedikit {least}, paling banyak {most}", table, number)
        return self._fitting(TABLES[table][1], expected.field, key, value, table, number)

    def _fitting(
        self, model: type[Model], field: str, key: str, value: Any, table: str = "", number: int = 0
    ) -> Any:
        """SQLite takes texts of any length, PostgreSQL does not: the file is asked here."""
        limit = getattr(model._meta.get_field(field), "max_length", None)
        if isinstance(value, str) and limit and len(value.strip()) > limit:
            raise self._wrong(key, f"'{key}' paling panjang {limit} huruf", table, number)
        return value.strip() if isinstance(value, str) else value

    def _tables(self, name: str) -> list[dict[str, Any]]:
        rows = self.table.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._wrong(name, f"ditulis sebagai [[{name}]]")
        return rows

    def _text(self, key: str, *, needed: bool = False) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self._wrong(key, f"isi '{key}' dengan teks" if needed else f"'{key}' harus teks")
        return value.strip()

    def _own(self, key: str, field: str, *, needed: bool = False) -> str:
        return str(self._fitting(Service, field, key, self._text(key, needed=needed)))

    def _one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value = self._text(key, needed=True)
        if value not in choices:
            raise self._wrong(key, f"'{value}' tidak dikenal; pilih {', '.join(choices)}")
        return value

    def _list(self, key: str) -> list[str]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, f"'{key}' harus daftar teks")
        return [" ".join(item.split()) for item in value]

    def _lines(self, key: str) -> str:
        value = self.table.get(key, "")
        return "\n".join(self._list(key)) if isinstance(value, list) else self._text(key)

    def _day(self, key: str) -> date:
        value = self.table.get(key)
        if type(value) is not date:
            raise self._wrong(key, f"isi '{key}' dengan tanggal, misalnya 2026-01-01")
        return value

    def _no_unknown(self, row: dict[str, Any], known: set[str], table: str = "", number: int = 0) -> None:
        for key in row:
            if key not in known:
                raise self._wrong(key, f"kunci '{key}' tidak dikenal", table, number)

    def _wrong(self, key: str, why: str, table: str = "", number: int = 0) -> RuleBroken:
        return bad(self.path, line_of(self.path.read_text(encoding="utf-8"), key, table, number), why)
