"""Hold a row until the transaction ends, and see it as it is now."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, models, transaction

from balai.base.errors import Busy

Row = TypeVar("Row", bound=models.Model)
P = ParamSpec("P")
Result = TypeVar("Result")

BUSY_SQLSTATES = {"55P03", "40P01", "40001"}  # lock not available, deadlock, serialization
BUSY_SQLITE = ("database is locked", "database table is locked")


def locked(row: Row) -> Row:
    """The same row, re-read and held. On SQLite the IMMEDIATE transaction holds everything already."""
    rows = type(row)._base_manager.all()
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.get(pk=row.pk)


def is_busy(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state in BUSY_SQLSTATES or any(words in str(error) for words in BUSY_SQLITE)


def patiently(do: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """Run a whole transaction; if a lock was not to be had, once more; then say that it is busy."""
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                return do(*args, **kwargs)
        except OperationalError as error:
            if not is_busy(error):
                raise
            if attempt == 2 or connection.in_atomic_block:
                raise Busy from error
    raise AssertionError("unreachable")
