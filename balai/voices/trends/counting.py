"""One list of tables, counted three ways: a month in plain Python, a store by DuckDB, a nation by Spark.

DuckDB and Spark run one and the same expression; a test holds plain Python equal to it. Only they need the
libraries of requirements/trends.in: an office freezes its months without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from balai.base.errors import RuleBroken
from balai.voices.rules.trends import Key, Table
from balai.voices.trends.columns import COLUMNS, Fact

if TYPE_CHECKING:
    import ibis.expr.types as ir

WHO = ("city", "month")
# table: (its column, whether it counts what is sensitive: no, only, or all)
TABLES: dict[str, tuple[str, bool | None]] = {
    Table.ALL: ("", None),
    Table.ORDINARY: ("", False),
    Table.TOPIC: ("topic", False),
    Table.KIND: ("kind", False),
    Table.CHANNEL: ("channel", False),
    Table.ENDING: ("outcome", False),
    Table.DAYS: ("days", False),
    Table.SENSITIVE: ("topic", True),
    Table.AREA: ("area", None),
}


def plainly(facts: Iterable[Fact]) -> dict[Key, int]:
    """The figures of one city and month, which is all that freezing needs."""
    found: Counter[Key] = Counter()
    for values in facts:
        fact = dict(zip(COLUMNS, values, strict=True))
        for table, (column, kind) in TABLES.items():
            if kind is None or kind == fact["is_sensitive"]:
                found[str(table), str(fact[column]) if column else ""] += 1
        if fact["is_sensitive"]:
            found[Table.SENSITIVE.value, ""] += 1
    return dict(found)


def has_libraries() -> bool:
    return all(find_spec(name) for name in ("ibis", "duckdb", "pyarrow"))


def require_libraries() -> None:
    if not has_libraries():
        raise RuleBroken(
            "trend.no_libraries",
            "Gudang fakta perlu pustaka tambahan. Pasang dengan: python3 tools/bootstrap.py trends. "
            "Halaman tren tetap jalan tanpa ini.",
        )


# The facts are read once for each of these; a figure is then a sum over few rows instead of all.
TOGETHER = (("topic",), ("kind", "channel"), ("outcome", "days"), ("area",))


def figures(facts: ir.Table) -> ir.Table:
    """city, month, table, key, count: everything that a month or a year publishes, and no finer."""
    import ibis

    coarse: dict[str, ir.Table] = {}
    for columns in TOGETHER:
        coarse |= dict.fromkeys(columns, _grouped(facts, columns))
    parts = [
        _part(coarse[column or "topic"], table, column, kind) for table, (column, kind) in TABLES.items()
    ]
    return ibis.union(*parts, _part(coarse["topic"], Table.SENSITIVE, "", True))


def _grouped(facts: ir.Table, columns: tuple[str, ...]) -> ir.Table:
    return facts.group_by([*WHO, "is_sensitive", *columns]).aggregate(voices=facts.count())


def _part(rows: ir.Table, table: str, column: str, kind: bool | None) -> ir.Table:
    import ibis

    rows = rows if kind is None else rows.filter(rows.is_sensitive == kind)
    grouped = rows.group_by([*WHO, *([column] if column else [])]).aggregate(count=rows.voices.sum())
    key = grouped[column] if column else ibis.literal("")
    return grouped.select(
        city=grouped.city,
        month=grouped.month,
        table=ibis.literal(str(table)),
        key=key,
        count=grouped["count"],
    )


def embedded(paths: Iterable[Path] | str, *, threads: int | None = None) -> list[dict[str, Any]]:
    """All figures of these files, by DuckDB in this process."""
    import ibis

    where = paths if isinstance(paths, str) else [str(path) for path in paths]
    engine = ibis.duckdb.connect(**({"threads": threads} if threads else {}))
    try:
        return list(figures(engine.read_parquet(where)).to_pyarrow().to_pylist())
    finally:
        engine.disconnect()
