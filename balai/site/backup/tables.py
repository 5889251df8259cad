"""The same hash for the same rows on either engine, however and in whatever order they are stored."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

CHUNK = 2000
Columns = dict[str, str]  # column -> kind
AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def tables() -> dict[str, Columns]:
    """Every table of this version; stored in the manifest, so that a later version reads an older backup."""
    known: list[type[models.Model]] = [
        *apps.get_models(include_auto_created=True),
        MigrationRecorder.Migration,
    ]
    ours = [model for model in known if model._meta.managed and not model._meta.proxy]
    return {model._meta.db_table: _columns(model) for model in ours}


def _columns(model: type[models.Model]) -> Columns:
    kinds = {str(field.column): kind_of(field) for field in model._meta.concrete_fields}
    return dict(sorted(kinds.items()))  # the order that the manifest keeps


def kind_of(field: Any) -> str:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.DecimalField):
        return f"decimal:{field.decimal_places}"
    kinds: dict[type[Any], str] = {
        models.BooleanField: "bool",
        models.DateTimeField: "moment",
        models.JSONField: "json",
        models.BinaryField: "bytes",
        models.FloatField: "float",
        models.UUIDField: "uuid",
    }
    return next((kind for type_, kind in kinds.items() if isinstance(field, type_)), "plain")


def digest(table: str, columns: Columns, using: str) -> tuple[int, str]:
    """How many rows, and the sum of their hashes: the order of rows does not matter."""
    read = [READ[kind.partition(":")[0]] for kind in columns.values()]
    scale = [int(kind.partition(":")[2] or 0) for kind in columns.values()]
    count, total = 0, 0
    for row in _rows(connections[using], table, columns):
        words = [None if v is None else f(v, s) for v, f, s in zip(row, read, scale, strict=True)]
        total += int.from_bytes(hashlib.sha256(AS_JSON(words).encode()).digest())
        count += 1
    return count, f"{total % (1 << 256):064x}"


def _rows(connection: BaseDatabaseWrapper, table: str, columns: Columns) -> Iterator[tuple[Any, ...]]:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(table)}")  # noqa: S608 (names of models, quoted)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _plain(value: Any, scale: int) -> Any:
    """Numbers and texts as they are; days and hours as ISO texts on both engines."""
    if isinstance(value, (int, str)):  # a tuple is much quicker than A | B, and most are
        return value
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _moment(value: Any, scale: int) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")


def _json(value: Any, scale: int) -> str:
    return json.dumps(json.loads(value) if isinstance(value, str) else value, sort_keys=True)


def _decimal(value: Any, scale: int) -> str:
    return str(Decimal(str(value)).quantize(Decimal(1).scaleb(-scale)))


READ: dict[str, Callable[[Any, int], Any]] = {
    "plain": _plain,
    "bool": lambda value, scale: bool(value),
    "moment": _moment,
    "json": _json,
    "bytes": lambda value, scale: bytes(value).hex(),
    "float": lambda value, scale: repr(float(value)),
    "decimal": _decimal,
    "uuid": lambda value, scale: str(value).replace("-", ""),
}
