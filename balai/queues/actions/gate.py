"""The few statements through which every change of a line passes. Locks: session, sitting, slot, ticket.

A guarded UPDATE decides, never a count and never a cache; both databases run the same text.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django.db.models import F, QuerySet

from balai.base.prepared import Prepared
from balai.queues.live import announce
from balai.queues.models import CounterShift, Sitting, Slot

P = ParamSpec("P")
Result = TypeVar("Result")
SITTING, SLOT = Sitting._meta.db_table, Slot._meta.db_table
SHIFT = CounterShift._meta.db_table

TAKE_NUMBER = f"""
    UPDATE {SITTING} SET next_number = next_number + 1, revision = revision + 1
    WHERE id = %s AND state = 'open' AND session_revision = %s RETURNING next_number - 1
"""  # noqa: S608 - table names of our own
TAKE_PLACE = f"""
    UPDATE {SLOT} SET booked = booked + %s
    WHERE id = %s AND booked + %s + held <= seats AND booked + %s + walked <= seats
"""  # noqa: S608
TAKE_BOTH = f"""
    WITH numbered AS (
        UPDATE {SITTING} SET next_number = next_number + 1, revision = revision + 1
        WHERE id = %s AND state = 'open' AND session_revision = %s RETURNING next_number - 1 AS number
    ), placed AS (
        UPDATE {SLOT} SET booked = booked + %s
        WHERE id = %s AND booked + %s + held <= seats AND booked + %s + walked <= seats
        AND EXISTS (SELECT 1 FROM numbered) RETURNING id
    )
    SELECT (SELECT number FROM numbered), EXISTS (SELECT 1 FROM placed)
"""  # noqa: S608
TAKE_PLACE_HERE = f"""
    UPDATE {SLOT} SET walked = walked + %s WHERE id = %s AND booked + walked + %s <= seats
"""  # noqa: S608
SHOW = f"UPDATE {SITTING} SET revision = revision + 1 WHERE id = %s RETURNING last_call_was_priority"  # noqa: S608

SHOW_CALL = f"""
    UPDATE {SITTING} SET revision = revision + 1 WHERE id = %s AND state = 'open' AND EXISTS (
        SELECT 1 FROM {SHIFT}
        WHERE sitting_id = %s AND counter_number = %s AND officer_id = %s AND closed_at IS NULL
    ) RETURNING last_call_was_priority
"""  # noqa: S608


def deed(do: Callable[P, Result]) -> Callable[P, Result]:
    """One transaction: all of it or nothing. Within another (its form key's) it joins that one, without the
    two round trips of a savepoint, so a refusal undoes the whole; a test's own transaction counts as none.
    """

    @wraps(do)
    def whole(*args: P.args, **kwargs: P.kwargs) -> Result:
        is_outermost = all(block._from_testcase for block in connection.atomic_blocks)  # type: ignore[attr-defined]
        with transaction.atomic(savepoint=is_outermost):
            return do(*args, **kwargs)

    return whole


def held(sitting_pk: int) -> Sitting:
    """The sitting with all that surrounds it, held: whatever moves in its line comes one after the other."""
    found = HELD.first(pk=sitting_pk)
    if found is None:
        raise Sitting.DoesNotExist
    return found


def _held(*, pk: int) -> QuerySet[Sitting]:
    rows = Sitting.objects.with_everything().filter(pk=pk)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return rows


HELD = Prepared(_held)


def take_number(sitting_pk: int, *, session_revision: int) -> int | None:
    """The next number, gapless; None when the sitting is not open or its session has just changed."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBER, [sitting_pk, session_revision])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def take_number_and_place(
    sitting_pk: int, slot_pk: int, units: int, *, session_revision: int
) -> tuple[int | None, bool]:
    """Both of the above, the sitting first. PostgreSQL holds the rows that everybody wants for one statement
    less; whatever was not to be had, the caller refuses, and nothing of it is kept.
    """
    if connection.vendor != "postgresql":
        number = take_number(sitting_pk, session_revision=session_revision)
        return number, number is not None and take_place(slot_pk, units)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_BOTH, [sitting_pk, session_revision, units, slot_pk, units, units])
        number, is_placed = cursor.fetchone()
    return number, bool(is_placed)


def take_place(slot_pk: int, units: int) -> bool:
    """So many units of a slot from home; the walk-ins' share is left alone."""
    return _changed(TAKE_PLACE, [units, slot_pk, units, units])


def take_place_here(slot_pk: int, units: int) -> bool:
    """So many units of a slot for somebody who stands here."""
    return _changed(TAKE_PLACE_HERE, [units, slot_pk, units])


def give_back(slot_pk: int, units: int, *, walked: bool) -> None:
    column = "walked" if walked else "booked"
    Slot.objects.filter(pk=slot_pk).update(**{column: F(column) - units})


def show_change(sitting: Sitting) -> bool:
    """Raise the revision and wake the screens. Says whether the last call was a priority one."""
    with connection.cursor() as cursor:
        cursor.execute(SHOW, [sitting.pk])
        row = cursor.fetchone()
    announce(sitting)
    return bool(row[0])


def show_call(sitting: Sitting, counter: int, officer: Any) -> bool | None:
    """The same, only where numbers are called and this officer sits at this open counter; None elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(SHOW_CALL, [sitting.pk, sitting.pk, counter, officer])
        row = cursor.fetchone()
    announce(sitting)
    return bool(row[0]) if row else None


def _changed(statement: str, values: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)
