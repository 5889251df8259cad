"""Planting seeds/cases/terms.toml: the clocks, each with its law. What an officer changed stays."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from balai.cases.actions import set_retention, set_term
from balai.cases.models import Term
from balai.cases.rules.states import Kind
from balai.cases.rules.terms import Hop
from balai.catalogue.seeds.toml import bad, line_of, read_toml

HOPS = {"memeriksa": Hop.VERIFY, "memulai": Hop.FOLLOW_UP, "menjawab": Hop.ANSWER, "balasan": Hop.CONFIRM}
KEYS = {*HOPS, "dasar", "sejak", "pastikan"}


@transaction.atomic
def plant_terms(folder: Path, *, now: datetime) -> list[str]:
    """All or nothing; one line for each term that differs from what the office keeps."""
    plant_retention(folder, now=now)
    path = folder / "terms.toml"
    if not path.exists():
        return []
    return [line for name, table in read_toml(path).items() for line in _plant(path, name, table, now)]


def _plant(path: Path, name: str, table: Any, now: datetime) -> Iterator[str]:
    if not isinstance(table, dict) or not isinstance(table.get("sejak"), date) or not table.get("dasar"):
        raise bad(path, _line(path, f"[{name}]"), f"[{name}] perlu `dasar` dan `sejak` (tanggal).")
    if unknown := sorted(set(table) - KEYS):
        raise bad(path, line_of(path.read_text(), unknown[0]), f"kunci '{unknown[0]}' tidak dikenal.")
    for word, hop in HOPS.items():
        for kind, days in table.get(word, {}).items():
            if kind not in Kind.values or type(days) is not int or days < 1:
                why = f"{word}: '{kind} = {days}' bukan jenis laporan dengan hari kerja."
                raise bad(path, _line(path, f"{kind} = {days}"), why)
            yield from _term(table, kind, hop, days, now)


def _term(table: dict[str, Any], kind: str, hop: str, days: int, now: datetime) -> Iterator[str]:
    kept = Term.objects.filter(kind=kind, hop=hop, since=table["sejak"]).first()
    if kept is None:
        set_term(
            kind=kind, hop=hop, days=days, basis=table["dasar"], since=table["sejak"], now=now,
            to_confirm=table.get("pastikan", ""),
        )  # fmt: skip
    elif kept.days != days:
        yield f"terms.toml: {kept} tetap {kept.days} hari kerja di kantor ini; benihnya {days}."


def _line(path: Path, words: str) -> int:
    rows = path.read_text().splitlines()
    return next((n for n, row in enumerate(rows, 1) if words in row), 0)


def plant_retention(folder: Path, *, now: datetime) -> None:
    """seeds/cases/retention.toml: how long words are kept after closing."""
    path = folder / "retention.toml"
    for name, table in read_toml(path).items() if path.exists() else ():
        if set(table) - {"dasar", "sejak", "pastikan", "hari"} or not isinstance(table.get("hari"), dict):
            raise bad(path, _line(path, f"[{name}]"), f"[{name}] perlu `dasar`, `sejak`, dan `hari`.")
        for kind, days in table["hari"].items():
            if kind not in Kind.values or type(days) is not int or days < 1:
                raise bad(
                    path, _line(path, "hari"), f"hari: '{kind} = {days}' bukan jenis laporan dengan hari."
                )
            set_retention(
                kind=kind, days=days, basis=table["dasar"], since=table["sejak"], now=now,
                to_confirm=table.get("pastikan", ""),
            )  # fmt: skip
