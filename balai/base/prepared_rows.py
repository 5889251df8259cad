"""More of `base/prepared.py`: rows as plain tuples, a known row's columns written anew, a row as a part."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models

from balai.base.prepared import Columns, Insert, Plan, Prepared, Value
from balai.base.together import write


class PreparedTuples(Prepared[Any]):
    """`build` makes a query set of `values_list()`: for long lists, where an object a row costs too much."""

    def _made(self, values: Any) -> "Plan[Any]":
        return TuplePlan(self.build, values)

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        return cast("list[tuple[Any, ...]]", self.all(**values))


class TuplePlan(Plan[Any]):
    def _learn_to_read(self) -> None:
        self.converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])

    def read(self, row: tuple[Any, ...]) -> Any:
        if not self.converters:
            return row
        (values,) = self.compiler.apply_converters([row], self.converters)
        return tuple(values)


class PreparedPage(PreparedTuples):
    """`build` makes a query set of `values_list("pk", …)` that ends after so many: the keys of one page of
    it, and how many there are. Reading all of them to count them would cost more than finding them.
    """

    def __init__(self, build: "Callable[..., Any]", *, order: str, per_page: int) -> None:
        super().__init__(build)
        self.order, self.per_page = order, per_page

    def _made(self, values: Any) -> "Plan[Any]":
        plan = TuplePlan(self.build, values)
        plan.statement = (
            f"WITH found AS MATERIALIZED ({plan.statement}) SELECT counted, pk FROM"  # noqa: S608
            f" (SELECT count(*) AS counted FROM found) AS whole LEFT JOIN (SELECT * FROM found"
            f" ORDER BY {self.order} LIMIT {self.per_page} OFFSET %s) AS page ON 1 = 1 ORDER BY {self.order}"
        )
        return plan

    def page(self, number: int, **values: Value) -> tuple[int, list[int]]:
        if [] in values.values():
            return 0, []
        own = connections[DEFAULT_DB_ALIAS]
        plan = self._plan(values, own.vendor)
        with own.cursor() as cursor:
            cursor.execute(plan.statement, [*plan.filled(values), (number - 1) * self.per_page])  # type: ignore[list-item]
            rows = cursor.fetchall()
        return rows[0][0], [pk for _, pk in rows if pk is not None]


class Update:
    """How some columns of one model's row are written."""

    kept: "ClassVar[dict[object, Update]]" = {}

    def __init__(self, model: type[models.Model], names: tuple[str, ...]) -> None:
        meta: Any = model._meta
        quote, self.columns = connection.ops.quote_name, Columns(meta.get_field(name) for name in names)
        columns = ", ".join(f"{quote(field.column)} = %s" for field in self.columns.fields)
        key = quote(meta.pk.column)
        self.statement = f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {key} = %s RETURNING {key}"  # noqa: S608

    @classmethod
    def of(cls, row: models.Model, names: tuple[str, ...]) -> "Update":
        key = (connections[DEFAULT_DB_ALIAS].vendor, type(row), names)
        if key not in cls.kept:
            cls.kept[key] = cls(type(row), names)
        return cls.kept[key]

    def write(self, row: models.Model) -> None:
        write(self.statement, [*self.columns.values(row), row.pk], _require_row)


def _require_row(key: object) -> None:
    if key is None:
        raise DatabaseError("the row is gone")


def update(row: models.Model, *names: str) -> None:
    """What `save(update_fields=names)` does, compiled once; for models without parents and signals."""
    Update.of(row, names).write(row)


class Part:
    """The INSERT of one model's row within a greater statement: what `given` names comes from `source`.

    It returns the row's key. For databases where a statement may write more than one table.
    """

    def __init__(self, source: str, **given: str) -> None:
        self.source, self.given = source, given

    def statement(self, row: models.Model) -> str:
        quote, of = connection.ops.quote_name, Insert.of(row, once=False)
        assert of.key
        columns = ", ".join(quote(str(field.column)) for field in of.columns.fields)
        marks = ", ".join(self.given.get(field.name, "%s") for field in of.columns.fields)
        table, key = quote(row._meta.db_table), quote(str(of.key.column))
        return f"INSERT INTO {table} ({columns}) SELECT {marks} FROM {self.source} RETURNING {key}"  # noqa: S608

    def values(self, row: models.Model) -> list[Any]:
        columns = Insert.of(row, once=False).columns
        pairs = zip(columns.fields, columns.values(row), strict=True)
        return [value for field, value in pairs if field.name not in self.given]
