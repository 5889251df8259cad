"""A programme is a file: seeds/programs/<slug>.toml. Every table bears the name of the app that reads it.

`[programs]` is read here; every other table is handed to `<app>.seeds.plant(program=, table=, by=, now=)`.
If that app also has `seeds.read(program=) -> table`, an officer's change is seen and kept, and the difference
is printed. Planting twice changes nothing. Planting never publishes, except in the demo.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction

from balai.base.errors import RuleBroken
from balai.programs import actions, seeds
from balai.programs.checks import missing_everywhere
from balai.programs.models import Planted, Program

NOT_BUILT_YET = {"visits", "applications", "innovations"}
OWN = "programs"
EXAMPLE = "contoh"  # what the demo fills in where the sources are silent; never planted outside the demo


class Planter:
    """Who acts when a file is planted: the person at the command line, who owns the machine."""

    pk = None
    pseudonym = "benih"

    def may(self, permission: str, *, at: object = None) -> bool:
        return True


def plant_folder(folder: Path, *, now: datetime, is_demo: bool = False) -> Iterator[str]:
    """Every programme of a folder; one line for each thing that the reader should know."""
    for path in sorted(folder.glob("*.toml")):
        yield from plant_file(path, now=now, is_demo=is_demo)


@transaction.atomic
def plant_file(path: Path, *, now: datetime, is_demo: bool = False) -> list[str]:
    """One programme with all its tables, or nothing of it."""
    text = path.read_text()
    tables = _tables(path, text, is_demo=is_demo)
    by = Planter()
    said = _plant_table(path, text, OWN, tables[OWN], None, by=by, now=now)
    program = Program.objects.with_series().get(slug=path.stem)
    for name, table in tables.items():
        if name in NOT_BUILT_YET:
            said.append(f"{path.name}: [{name}] belum tersedia; dilewati.")
        elif name != OWN:
            said += _plant_table(path, text, name, table, program, by=by, now=now)
    return said + _publish(program, by=by, now=now, is_demo=is_demo)


def _tables(path: Path, text: str, *, is_demo: bool) -> dict[str, Any]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleBroken("seed.unreadable", f"{path}: tidak terbaca sebagai TOML: {error}.") from error
    if not isinstance(tables.get(OWN), dict):
        raise RuleBroken("seed.no_program", f"{path}:1: tabel [programs] belum ada.")
    for name in tables:
        if name not in NOT_BUILT_YET and not _reader(name):
            message = f"{path}:{_line_of_table(text, name)}: tabel [{name}] tidak dikenal."
            raise RuleBroken("seed.unknown_table", message)
    own = tables[OWN]
    for key in own:
        if key not in seeds.KEYS:
            message = f"{path}:{_line_of_key(text, key)}: '{key}' tidak dikenal dalam [programs]."
            raise RuleBroken("seed.unknown_key", message)
    example = own.pop(EXAMPLE, {})
    tables[OWN] = own | (example if is_demo else {})
    return tables


def _reader(name: str) -> Callable[..., Any] | None:
    """`<app>.seeds.plant` of an installed app."""
    is_app = any(config.name == f"balai.{name}" for config in apps.get_app_configs())
    if not is_app or not find_spec(f"balai.{name}.seeds"):
        return None
    return getattr(import_module(f"balai.{name}.seeds"), "plant", None)


def _plant_table(
    path: Path, text: str, name: str, table: Any, program: Program | None, *, by: Planter, now: datetime
) -> list[str]:
    """Plant a table that is new or that only the file has changed; keep what an officer changed."""
    digest = hashlib.sha256(_canonical(table).encode()).hexdigest()
    row = Planted.objects.filter(program__slug=path.stem, table=name).first()
    current = _read(name, path.stem)
    if row and current is not None and current != row.content:
        return _differences(path, name, table, current)
    if row and (row.digest == digest or current is None):
        return [] if row.digest == digest else [f"{path.name}: [{name}] berubah di berkas; tidak ditimpa."]
    if row is None and name == OWN and current is not None:
        return [f"{path.name}: program ini sudah dibuat di kantor; tidak ditimpa."]
    _do_plant(path, text, name, table, program, by=by, now=now)
    planted = Program.objects.get(slug=path.stem)
    content = _read(name, path.stem)
    values = {"content": _jsonable(table) if content is None else content, "digest": digest}
    Planted.objects.update_or_create(program=planted, table=name, defaults=values)
    return [f"{path.name}: [{name}] {'diperbarui' if row else 'ditanam'}."]


def _do_plant(
    path: Path, text: str, name: str, table: Any, program: Program | None, *, by: Planter, now: datetime
) -> None:
    try:
        if name == OWN:
            seeds.plant(slug=path.stem, table=table, by=by, now=now)
        else:
            reader = _reader(name)
            assert reader is not None
            reader(program=program, table=table, by=by, now=now)
    except RuleBroken as broken:
        if broken.code.startswith("seed.located"):
            raise
        key = broken.details.get("key")
        line = _line_of_key(text, str(key), name) if key else _line_of_table(text, name)
        raise RuleBroken("seed.located", f"{path}:{line}: {broken.message}") from broken


def _read(name: str, slug: str) -> Any:
    """The table as the database has it now; None if there is nothing yet or the app cannot tell."""
    program = Program.objects.with_series().filter(slug=slug).first()
    read = getattr(import_module(f"balai.{name}.seeds"), "read", None)
    return _jsonable(read(program=program)) if program and read else None


def _differences(path: Path, name: str, table: Any, current: Any) -> list[str]:
    """What the file says and what the office uses, word for word."""
    said = [f"{path.name}: [{name}] sudah diubah di kantor; tidak ditimpa."]
    if not isinstance(table, dict) or not isinstance(current, dict):
        return said
    wanted = _jsonable(table)
    for key in sorted(set(wanted) | set(current)):
        mine, theirs = wanted.get(key), current.get(key)
        if key in wanted and mine != theirs and _word(mine) != _word(theirs):
            said.append(f"    {key}: berkas {_word(mine)}, kantor {_word(theirs)}")
    return said


def _word(value: Any) -> str:
    if value in (None, False, ""):
        return "tidak" if value is False else "(kosong)"
    return "ya" if value is True else json.dumps(value, ensure_ascii=False).strip('"')


def _publish(program: Program, *, by: Planter, now: datetime, is_demo: bool) -> list[str]:
    if program.is_published:
        return []
    lacks = missing_everywhere(program)
    if is_demo and not lacks:
        actions.publish(program=program, by=by, now=now)
        return [f"{program.name}: terbit."]
    return [f"{program.name}: belum terbit. {' '.join(lacks) or 'Sudah lengkap; kantor yang menerbitkan.'}"]


def _jsonable(table: Any) -> Any:
    return json.loads(_canonical(table))


def _canonical(table: Any) -> str:
    def plain(value: object) -> str:
        return value.isoformat() if isinstance(value, date | datetime) else str(value)

    return json.dumps(table, sort_keys=True, ensure_ascii=False, default=plain)


def _line_of_table(text: str, name: str) -> int:
    head = re.compile(
        rf'^\s*(\[\[?\s*["\']?{re.escape(name)}["\']?\s*[\].]|["\']?{re.escape(name)}["\']?\s*[=.])'
    )
    return _first_line(text.splitlines(), head)


def _line_of_key(text: str, key: str, table: str = OWN) -> int:
    """The key's line, looked for below its table's head."""
    start = _line_of_table(text, table) - 1
    spoken = re.escape(key)
    head = re.compile(rf'^\s*(["\']?{spoken}["\']?\s*[=.]|\[\[?\s*{re.escape(table)}\.["\']?{spoken}["\']?)')
    return _first_line(text.splitlines(), head, start)


def _first_line(lines: list[str], head: re.Pattern[str], start: int = 0) -> int:
    return next((n for n, line in enumerate(lines[start:], start + 1) if head.match(line)), start + 1)
