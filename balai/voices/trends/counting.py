"""One expression counts: on DuckDB inside this process, or on a Spark cluster for a nation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from balai.voices.rules.trends import Key, Table

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


def of_file(path: Path) -> dict[Key, int]:
    """The figures of one city and month."""
    return {(row["table"], row["key"]): row["count"] for row in embedded([path])}
