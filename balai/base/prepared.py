"""A reading that is asked for all the time: a query set, compiled once; then only its values change.

Compiling the joins of one booking costs ten times what reading them does.
"""

import threading
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)
Value = int | bytes | list[bytes]
MARK = 32_301  # marks stand for the values while compiling: they fit the smallest column, no query says them


class Prepared(Generic[Row]):
    """`build` makes the query set from its values by name: whole numbers, bytes, and lists of bytes."""

    def __init__(self, build: "Callable[..., models.QuerySet[Row]]") -> None:
        self.build, self.kept = build, threading.local()

    def first(self, **values: Value) -> Row | None:
        plan = self._plan(values)
        with connection.cursor() as cursor:
            cursor.execute(plan.statement, plan.filled(values))  # type: ignore[arg-type]
            row = cursor.fetchone()
        return plan.read(row) if row else None

    def _plan(self, values: Mapping[str, Value]) -> "Plan[Row]":
        """One for each thread, as its connection is; and for each length of a list."""
        plans: dict[object, Plan[Row]] = self.kept.__dict__.setdefault("plans", {})
        lengths = [len(value) if isinstance(value, list) else -1 for value in values.values()]
        shape = (connection.vendor, *values, *lengths)
        if shape not in plans:
            plans[shape] = Plan(self.build, values)
        return plans[shape]


class Plan(Generic[Row]):
    """The statement, where its values go, and how a row of the answer becomes objects."""

    def __init__(self, build: "Callable[..., models.QuerySet[Row]]", like: Mapping[str, Value]) -> None:
        marks = {name: _mark(number, value) for number, (name, value) in enumerate(like.items())}
        query = build(**marks).query
        self.compiler = query.get_compiler(connection.alias)
        self.statement, found = self.compiler.as_sql()
        self.places = [_place(parameter, marks) for parameter in found]
        lost = {name for name in like if like[name] != []} - {place[0] for place in self.places}
        if lost:
            raise TypeError(f"the query does not ask for {', '.join(sorted(lost))}")
        self._learn_to_read()

    def _learn_to_read(self) -> None:
        about, chosen = self.compiler.klass_info, self.compiler.select
        self.model = about["model"]
        self.start, self.end = about["select_fields"][0], about["select_fields"][-1] + 1
        self.names = [column.target.attname for column, *_ in chosen[self.start : self.end]]
        self.related = get_related_populators(about, chosen, connection.alias)  # type: ignore[call-arg]
        self.converters = self.compiler.get_converters([column for column, *_ in chosen])

    def filled(self, values: Mapping[str, Any]) -> list[object]:
        """The parameters of this time."""
        return [
            kind if not name else kind(values[name] if number is None else values[name][number])
            for name, number, kind in self.places
        ]

    def read(self, row: tuple[Any, ...]) -> Row:
        """As Django's own ModelIterable does it."""
        (values,) = self.compiler.apply_converters([row], self.converters) if self.converters else [row]
        made: Row = self.model.from_db(connection.alias, self.names, values[self.start : self.end])
        for related in self.related:
            related.populate(values, made)
        for name, position in self.compiler.annotation_col_map.items():
            setattr(made, name, values[position])
        return made


def _mark(number: int, value: Value) -> Value:
    if isinstance(value, list):
        return [_bytes(number, place) for place in range(len(value))]
    return _bytes(number, -1) if isinstance(value, bytes) else MARK + number


def _bytes(number: int, place: int) -> bytes:
    return f"mark {number} {place}".encode()


def _place(parameter: Any, marks: Mapping[str, Value]) -> tuple[str, int | None, Any]:
    """Which value stands here, which of its list, how this database wraps it; or what always stands here."""
    plain = getattr(parameter, "obj", parameter)  # psycopg wraps bytes, SQLite has views of them
    plain = bytes(plain) if isinstance(plain, memoryview) else plain
    for name, mark in marks.items():
        if isinstance(mark, list) and plain in mark:
            return name, mark.index(plain), type(parameter)
        if type(plain) is not bool and plain == mark:
            return name, None, type(parameter)
    return "", None, parameter
