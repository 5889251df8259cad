"""Hold a row until the transaction ends, and see it as it is now."""

from collections.abc import Callable
from contextlib import suppress
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, models

from balai.base.errors import Busy

Row = TypeVar("Row", bound=models.Model)
P = ParamSpec("P")
Result = TypeVar("Result")

BUSY_SQLSTATES = {"55P03", "40P01", "40001"}  # lock not available, deadlock, serialization
BUSY_SQLITE = ("database is locked", "database table is locked")


def locked(row: Row) -> Row:
    """The same row, re-read and held. On SQLite the IMMEDIATE transaction holds everything already."""
    rows = row.__class__._base_manager.all()  # a lazy request.user too
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.get(pk=row.pk)


def is_busy(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state in BUSY_SQLSTATES or any(words in str(error) for words in BUSY_SQLITE)


def patiently(do: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Result:
    """Do a whole action, which is its own transaction; if a lock was not to be had, once more; then Busy.

    Inside a transaction of the caller there is no second time: it is already lost.
    """
    if not connection.in_atomic_block:
        with suppress(_NotNow):
            return _attempt(do, *args, **kwargs)
    try:
        return _attempt(do, *args, **kwargs)
    except _NotNow as error:
        raise Busy from error


class _NotNow(Exception):
    """Somebody else held what was needed."""


def _attempt(do: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Result:
    try:
        return do(*args, **kwargs)
    except OperationalError as error:
        if is_busy(error):
            raise _NotNow from error
        raise
