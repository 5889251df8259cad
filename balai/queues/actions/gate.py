"""The few statements through which every change of a line passes. Locks: session, sitting, slot, ticket.

A guarded UPDATE decides, never a count and never a cache; both databases run the same text.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django.db.models import F, QuerySet

from balai.base.prepared import Insert, Prepared, insert
from balai.base.prepared_rows import Part
from balai.queues.live import announce
from balai.queues.models import CounterShift, Sitting, Slot, Ticket

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
TAKE_ALL = f"""
    WITH numbered AS (
        UPDATE {SITTING} SET next_number = next_number + 1, revision = revision + 1
        WHERE id = %s AND state = 'open' AND session_revision = %s RETURNING next_number - 1 AS number
    ), placed AS (
        UPDATE {SLOT} SET booked = booked + %s
        WHERE id = %s AND booked + %s + held <= seats AND booked + %s + walked <= seats
        AND EXISTS (SELECT 1 FROM numbered) RETURNING id
    ), held AS (HOLDER), written AS (TICKET)
    SELECT (SELECT number FROM numbered), (SELECT id FROM written), (SELECT id FROM held)
"""  # noqa: S608
NOBODY = "SELECT NULL::bigint AS id"
TAKEN = Part("numbered, placed", number="numbered.number", holder="(SELECT id FROM held)")
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


def take_ticket(ticket: Ticket, *, session_revision: int) -> bool:
    """The next number of its sitting, room in its slot, and the new ticket itself with its new holder, in
    this order.

    PostgreSQL does all in one statement, and so holds the rows that everybody wants for two ways less.
    Whatever was not to be had (without a number it has none), the caller refuses, and nothing is kept.
    """
    take = _take_at_once if connection.vendor == "postgresql" else _take_in_turn
    take(ticket, session_revision)
    ticket._state.adding = ticket.pk is None
    return ticket.pk is not None


def _take_at_once(ticket: Ticket, session_revision: int) -> None:
    slot, units, holder = ticket.slot_id, ticket.units, ticket.holder
    values = [ticket.sitting_id, session_revision, units, slot, units, units]
    writing, its_values = Insert.of(holder, once=False).written(holder) if holder else (NOBODY, [])
    with connection.cursor() as cursor:
        cursor.execute(_take_all(writing), [*values, *its_values, *TAKEN.values(ticket)])
        ticket.number, ticket.pk, key = cursor.fetchone()
    if holder:
        holder.pk, holder._state.adding = key, False
        ticket.holder = holder


@cache
def _take_all(holder: str) -> str:
    return TAKE_ALL.replace("HOLDER", holder).replace("TICKET", TAKEN.statement(Ticket()))


def _take_in_turn(ticket: Ticket, session_revision: int) -> None:
    number = take_number(ticket.sitting_id, session_revision=session_revision)
    ticket.number = number  # type: ignore[assignment]
    if number is None or not take_place(ticket.slot_id, ticket.units):  # type: ignore[arg-type]
        return
    if ticket.holder:
        ticket.holder = insert(ticket.holder)
    insert(ticket)


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
