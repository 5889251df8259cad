"""Statements that are asked for all the time: compiled once, then only their values change.

Compiling the joins of one booking costs ten times what reading them does; writing a row by `save()` costs
three times what `insert()` does.
"""

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, ClassVar, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.constants import OnConflict
from django.db.models.query import get_related_populators
from django.db.models.sql import InsertQuery

from balai.base.together import write

Row = TypeVar("Row", bound=models.Model)
Value = int | str | bytes | date | list[bytes] | list[int] | list[str] | list[date]
MARK = 32_301  # marks stand for the values while compiling: they fit the smallest column, no query says them
PLAIN = re.compile(r"[a-z0-9_.-]+")


class Prepared(Generic[Row]):
    """`build` makes the query set from its values by name.

    Whole numbers, texts, bytes, days, moments; lists of them.
    """

    def __init__(self, build: "Callable[..., models.QuerySet[Row]]") -> None:
        self.build, self.kept = build, threading.local()

    def first(self, **values: Value) -> Row | None:
        own = connections[DEFAULT_DB_ALIAS]  # each question to `connection` looks for its thread anew
        plan = self._plan(values, own.vendor)
        with own.cursor() as cursor:
            cursor.execute(plan.statement, plan.filled(values))  # type: ignore[arg-type]
            row = cursor.fetchone()
        return plan.read(row) if row else None

    def all(self, **values: Value) -> list[Row]:
        """Every row; without asking where a list is empty, as nothing is in it."""
        if [] in values.values():
            return []
        own = connections[DEFAULT_DB_ALIAS]
        plan = self._plan(values, own.vendor)
        with own.cursor() as cursor:
            cursor.execute(plan.statement, plan.filled(values))  # type: ignore[arg-type]
            rows = cursor.fetchall()
        return [plan.read(row) for row in rows]

    def _plan(self, values: Mapping[str, Value], vendor: str) -> "Plan[Row]":
        """One for each thread, as its connection is; and for each length of a list."""
        plans: dict[object, Plan[Row]] = self.kept.__dict__.setdefault("plans", {})
        lengths = [len(value) if isinstance(value, list) else -1 for value in values.values()]
        shape = (vendor, *values, *lengths)
        if shape not in plans:
            plans[shape] = self._made(values)
        return plans[shape]

    def _made(self, values: Mapping[str, Value]) -> "Plan[Row]":
        return Plan(self.build, values)


class Plan(Generic[Row]):
    """The statement, where its values go, and how a row of the answer becomes objects."""

    def __init__(self, build: "Callable[..., models.QuerySet[Row]]", like: Mapping[str, Value]) -> None:
        marks = {name: _mark(number, value) for number, (name, value) in enumerate(like.items())}
        query, self.alias = build(**marks).query, connection.alias
        self.compiler = query.get_compiler(self.alias)
        self.statement, found = self.compiler.as_sql()
        self.places = [_place(parameter, marks) for parameter in found]
        lost = {name for name in like if like[name] != []} - {place[0] for place in self.places}
        if lost:
            raise TypeError(f"the query does not ask for {', '.join(sorted(lost))}")
        if connection.vendor == "postgresql":
            self._spell_out()
        self._learn_to_read()

    def _spell_out(self) -> None:
        """What always stands here stands in the statement itself: PostgreSQL plans once for all values only
        where it can see that a partial index serves.
        """
        pieces = self.statement.split("%s")
        if len(pieces) != len(self.places) + 1:
            return
        words = [_spelled(kind) if not name else None for name, _, kind in self.places]
        marks = ["%s" if word is None else word for word in words]
        self.statement = pieces[0] + "".join(m + piece for m, piece in zip(marks, pieces[1:], strict=True))
        self.places = [place for place, word in zip(self.places, words, strict=True) if word is None]

    def _learn_to_read(self) -> None:
        about, chosen = self.compiler.klass_info, self.compiler.select
        self.model = about["model"]
        self.start, self.end = about["select_fields"][0], about["select_fields"][-1] + 1
        self.names = [column.target.attname for column, *_ in chosen[self.start : self.end]]
        self.related = get_related_populators(about, chosen, self.alias)  # type: ignore[call-arg]
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
        made: Row = self.model.from_db(self.alias, self.names, values[self.start : self.end])
        for related in self.related:
            related.populate(values, made)
        for name, position in self.compiler.annotation_col_map.items():
            setattr(made, name, values[position])
        return made


def _mark(number: int, value: Value) -> Any:
    if isinstance(value, list):
        return [_of_list(number, place, each) for place, each in enumerate(value)]
    if isinstance(value, date):
        return _day(number * 100, value)
    if isinstance(value, str):
        return f"mark {number}"
    return _bytes(number, -1) if isinstance(value, bytes) else MARK + number


def _of_list(number: int, place: int, like: object) -> Any:
    if isinstance(like, date):
        return _day(number * 100 + place, like)
    if isinstance(like, str):
        return f"mark {number} {place}"
    return -MARK * (number + 1) * 1000 - place if isinstance(like, int) else _bytes(number, place)


def _day(number: int, like: date) -> date:
    if isinstance(like, datetime):
        return datetime(1900, 1, 1, tzinfo=UTC) + timedelta(days=number)
    return date(1900, 1, 1) + timedelta(days=number)


def _bytes(number: int, place: int) -> bytes:
    return f"mark {number} {place}".encode()


def _place(parameter: Any, marks: Mapping[str, Any]) -> tuple[str, int | None, Any]:
    """Which value stands here, which of its list, how this database wraps it; or what always stands here."""
    plain = getattr(parameter, "obj", parameter)  # psycopg wraps bytes, SQLite has views of them
    plain = bytes(plain) if isinstance(plain, memoryview) else plain
    for name, mark in marks.items():
        if isinstance(mark, list):
            found = [place for place, each in enumerate(mark) if plain == _written(each)]
            if found:
                return name, found[0], _writer(mark[0]) or type(parameter)
        elif type(plain) is not bool and plain == _written(mark):
            return name, None, _writer(mark) or type(parameter)
    return "", None, parameter


def _spelled(value: object) -> str | None:
    """A plain text as SQL says it; None for whatever may need more care."""
    return f"'{value!s}'" if isinstance(value, str) and PLAIN.fullmatch(value) else None


def _writer(value: object) -> Any:
    """Databases write days and moments in their own way; a moment is a day too."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value
    return connection.ops.adapt_datefield_value if isinstance(value, date) else None


def _written(value: object) -> object:
    writer = _writer(value)
    return writer(value) if writer else value


def hand_out(owners: Iterable[models.Model], name: str, rows: Iterable[models.Model], *, by: str) -> None:
    """What `prefetch_related(name)` leaves behind, from rows that are read already: `owner.name.all()`."""
    owners, lists, there = list(owners), dict[object, list[models.Model]](), by.removesuffix("_id")
    known = {owner.pk: owner for owner in owners}
    for row in rows:
        key = getattr(row, by)
        lists.setdefault(key, []).append(row)
        row._state.fields_cache[there] = known[key]
    for owner in owners:
        model = owner._meta.get_field(name).related_model
        assert isinstance(model, type)
        kept: Any = models.QuerySet(model)
        kept._result_cache, kept._prefetch_done = lists.get(owner.pk, []), True
        cache = owner.__dict__.setdefault("_prefetched_objects_cache", {})
        cache[name] = kept


ANYWHERE = [
    (models.CharField, str),
    (models.TextField, str),
    (models.BooleanField, bool),
    (models.IntegerField, int),
]
ON_POSTGRES = [(models.DateTimeField, datetime), (models.DateField, date), (models.BinaryField, bytes)]


class Columns:
    """Some columns of a model, and what a database is given for a row of it: what `save()` would give.

    For fields that do not fill themselves (`auto_now`, files).
    """

    def __init__(self, fields: Iterable[Any]) -> None:
        self.fields = list(fields)
        self.kinds = [_as_it_is(field) for field in self.fields]
        self.read = attrgetter(*[field.attname for field in self.fields])

    def values(self, row: models.Model) -> list[Any]:
        own, found = connections[DEFAULT_DB_ALIAS], self.read(row)
        given = found if len(self.fields) > 1 else (found,)
        return [
            value if value is None or type(value) is kind else field.get_db_prep_save(value, own)
            for value, kind, field in zip(given, self.kinds, self.fields, strict=True)
        ]


def _as_it_is(field: Any) -> type | None:
    """Which values this field hands on as they are: asking it about each costs more than writing them."""
    field = getattr(field, "target_field", field)
    kinds = ANYWHERE + (ON_POSTGRES if connection.vendor == "postgresql" else [])
    return next((kind for its_class, kind in kinds if isinstance(field, its_class)), None)


class Insert:
    """How one model's new rows are written; `once`: a row that is there already stays as it is."""

    kept: "ClassVar[dict[object, Insert]]" = {}

    def __init__(self, example: models.Model, *, once: bool) -> None:
        meta = example._meta
        self.key = meta.auto_field
        self.columns = Columns(field for field in meta.local_concrete_fields if field is not self.key)
        query = InsertQuery(type(example), on_conflict=OnConflict.IGNORE if once else None)
        query.insert_values(self.columns.fields, [example])
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        self.returns = self.key is not None and not once
        compiler.returning_fields = [self.key] if self.returns else None
        ((self.statement, _),) = compiler.as_sql()

    @classmethod
    def of(cls, row: models.Model, *, once: bool) -> "Insert":
        key = (connections[DEFAULT_DB_ALIAS].vendor, type(row), once)
        if key not in cls.kept:
            cls.kept[key] = cls(row, once=once)
        return cls.kept[key]

    def write(self, row: models.Model) -> None:
        write(*self.written(row), partial(setattr, row, "pk") if self.returns else None)
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS

    def written(self, row: models.Model) -> tuple[str, list[Any]]:
        """The statement for this row, and its values."""
        values = self.columns.values(row)
        statement = _with_nulls(self.statement, tuple([value is None for value in values]))
        return statement, [value for value in values if value is not None]


@lru_cache(maxsize=500)
def _with_nulls(statement: str, are_null: tuple[bool, ...]) -> str:
    """NULL stands in the statement itself: psycopg takes one of more than fifty values apart each time."""
    first, *rest = statement.split("%s")
    marks = ["NULL" if is_null else "%s" for is_null in are_null]
    return first + "".join(mark + piece for mark, piece in zip(marks, rest, strict=True))


def insert(row: Row, *, once: bool = False) -> Row:
    """Write a new row: what `save(force_insert=True)` does, without asking the model again how.

    For models without parents and signals, whose key the database gives. With `once`, a row that a
    unique index has already is left alone, and the key stays unknown. Within `together()` the key comes
    at the end.
    """
    Insert.of(row, once=once).write(row)
    return row
