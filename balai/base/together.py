"""Several writings as one statement, where none waits for what another answers.

Each statement costs a way to the database and back; the rows that everybody wants are held meanwhile.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

Heard = Callable[[Any], None]


@dataclass(frozen=True)
class Writing:
    """`heard` is told the first column that the statement returns; None where it returns no row."""

    statement: str
    values: Sequence[Any]
    heard: Heard | None


class Gathered(threading.local):
    writings: list[Writing] | None = None


gathered = Gathered()


@contextmanager
def together() -> Iterator[None]:
    """What `write()` is given meanwhile is written at the end, at once. SQLite writes each as it comes."""
    if gathered.writings is not None or connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        yield
        return
    gathered.writings = []
    try:
        yield
        writings = gathered.writings
    finally:
        gathered.writings = None
    if writings:
        _write(writings)


def write(statement: str, values: Sequence[Any], heard: Heard | None = None) -> None:
    """Now, or with the others of `together()`; then what it answers is known at the end only."""
    writing = Writing(statement, values, heard)
    if gathered.writings is None:
        _write([writing])
    else:
        gathered.writings.append(writing)


def _write(writings: list[Writing]) -> None:
    whole = _statement(tuple((each.statement, each.heard is not None) for each in writings))
    listeners = [each.heard for each in writings if each.heard]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(whole, [value for each in writings for value in each.values])
        answers = (cursor.fetchone() or (None,)) if listeners else ()
    for heard, answer in zip(listeners, answers, strict=True):
        heard(answer)


@lru_cache(maxsize=200)
def _statement(parts: tuple[tuple[str, bool], ...]) -> str:
    if len(parts) == 1:
        return parts[0][0]
    named = [
        f"written{n}{'(answer)' if is_heard else ''} AS ({statement})"
        for n, (statement, is_heard) in enumerate(parts)
    ]
    answers = [f"(SELECT answer FROM written{n})" for n, (_, is_heard) in enumerate(parts) if is_heard]  # noqa: S608
    return f"WITH {', '.join(named)} SELECT {', '.join(answers) or '1'}"
