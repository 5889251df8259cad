"""psycopg remembers how it takes a statement apart only up to a length and a number of values: what is asked
all the time stays below both.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH, MAX_CACHED_STATEMENT_PARAMS

from balai.queues.actions import call_next, ticket_link
from balai.queues.rules.fairness import Visitor
from balai.voices.rules.words import Naming
from tests import make

pytestmark = pytest.mark.django_db


def book() -> Callable[[], object]:
    sitting, visitor = make.sitting(), Visitor("10.0.0.1", "mark")
    return lambda: make.booked(sitting, visitor=visitor, name="Warga Rekaan", email="warga@example.id")


def call() -> Callable[[], object]:
    sitting = make.sitting()
    by = make.open_desk(sitting)
    make.walk_in(sitting, by, now=make.at_hour(9))
    return lambda: call_next(sitting=sitting, counter=1, by=by, now=make.at_hour(9, 5))


def bring() -> Callable[[], object]:
    make.voice()
    return lambda: make.voice(naming=Naming.ANONYMOUS, may_quote=True)


@pytest.mark.parametrize("ready", [book, call, bring])
def test_a_busy_deed_asks_what_psycopg_remembers(ready: Callable[[], Callable[[], object]]):
    do, asked = ready(), list[tuple[int, int, str]]()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((len(sql), len(params or ()), sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        do()
    assert asked
    for length, values, sql in asked:
        assert length <= MAX_CACHED_STATEMENT_LENGTH, sql
        assert values <= MAX_CACHED_STATEMENT_PARAMS, sql


def test_a_link_put_together_is_the_address_of_its_page():
    ticket = make.booked(make.sitting())
    page = reverse("queues:ticket", args=[ticket.token])
    assert ticket_link(ticket) == f"{settings.BALAI_URL}{page}"
