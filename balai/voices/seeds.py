"""The `[voices]` table of a programme's file, and seeds/voices/topics.toml."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from balai.base.errors import RuleBroken
from balai.cases.rules.states import Kind
from balai.catalogue.seeds.toml import bad, line_of, read_toml
from balai.programs.models import Program
from balai.voices.actions.setting import set_intake, set_topic
from balai.voices.models import Intake, Topic

Table = dict[str, Any]
OWN = frozenset({"jenis", "ruang", "dari_rumah"})
TOPIC_KEYS = frozenset({"kode", "nama", "peka"})


def plant(*, program: Program, table: Table, by: object, now: datetime) -> None:
    """Say what this programme takes in."""
    for key in table:
        if key not in OWN:
            raise RuleBroken("seed.unknown_key", f"'{key}' tidak dikenal dalam [voices].", key=key)
    kinds = table.get("jenis", [])
    if not isinstance(kinds, list) or any(kind not in Kind.values for kind in kinds):
        known = ", ".join(Kind.values)
        raise RuleBroken("seed.kinds", f"jenis: pilih dari {known}.", key="jenis")
    set_intake(
        program=program, kinds=kinds, is_room=table.get("ruang", False),
        is_from_home=table.get("dari_rumah", True), by=by, now=now,
    )  # fmt: skip


def read(*, program: Program) -> Table | None:
    """The table that would say it again; None where nothing is taken in."""
    intake = Intake.objects.filter(program=program).first()
    if intake is None:
        return None
    table: Table = {"jenis": [str(kind) for kind in intake.kind_list]}
    table |= {"ruang": True} if intake.is_room else {}
    return table | ({} if intake.is_from_home else {"dari_rumah": False})


@transaction.atomic
def plant_topics(folder: Path, *, now: datetime) -> list[str]:
    """All or nothing; a topic whose name the office changed keeps it, and the line says so."""
    path = folder / "topics.toml"
    return list(_topics(path, now)) if path.exists() else []


def _topics(path: Path, now: datetime) -> Iterator[str]:
    rows = read_toml(path).get("topik", [])
    for number, row in enumerate(rows, 1):
        unknown = sorted(set(row) - TOPIC_KEYS)
        lacking = sorted({"kode", "nama"} - set(row))
        if unknown or lacking:
            why = f"kunci '{unknown[0]}' tidak dikenal." if unknown else f"kunci '{lacking[0]}' belum ada."
            raise bad(path, line_of(path.read_text(), (unknown or [""])[0], "topik", number), why)
        kept = Topic.objects.filter(slug=row["kode"]).first()
        if kept is None:
            set_topic(
                slug=row["kode"], name=row["nama"], is_sensitive=row.get("peka", False), place_in_list=number,
                now=now,
            )  # fmt: skip
        elif kept.name != row["nama"]:
            yield f"topics.toml: {kept.slug} tetap bernama {kept.name}; benihnya {row['nama']}."
