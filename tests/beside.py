"""Which tests say something more beside another database: docs/decisions/test-time.md."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import SimpleTestCase

ROWS = {"db", "transactional_db", "live_server"}
CLIENTS = {"Client", "client", "browser"}
THE_ENGINES_OWN = {"IntegrityError", "OperationalError", "threads", "processes", "vendor"}


def says_more(item: pytest.Item) -> bool:
    """What never asks a database, or says that it is `once`, says the same beside either."""
    return uses_rows(item) and not item.get_closest_marker("once")


def uses_rows(item: pytest.Item) -> bool:
    marked = any(item.iter_markers("django_db")) or ROWS & set(getattr(item, "fixturenames", ()))
    return bool(marked) or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)


def is_of_pages(item: pytest.Item) -> bool:
    """It opens pages with a client, and tries nothing that the engine decides: constraints, locks, races."""
    mark, function = item.get_closest_marker("django_db"), getattr(item, "function", None)
    if not function or item.get_closest_marker("crowd") or (mark and mark.kwargs.get("transaction")):
        return False
    names = words(function, getattr(item, "fixturenames", ()))
    return bool(names & CLIENTS) and not names & THE_ENGINES_OWN


def words(function: Callable[..., Any], given: Sequence[str] = ()) -> set[str]:
    """Every name that a test uses, and what it calls or is given from its own file."""
    home = inspect.unwrap(function).__globals__
    names, codes = set(given), [inspect.unwrap(function).__code__]
    looked_at: set[str] = set()
    while codes:
        code = codes.pop()
        codes += [inner for inner in code.co_consts if inspect.iscode(inner)]
        names |= {*code.co_names, *code.co_varnames}
        helpers = [inspect.unwrap(home[name]) for name in names - looked_at if name in home]
        looked_at |= names
        codes += [h.__code__ for h in helpers if inspect.isfunction(h) and h.__globals__ is home]
    return names
