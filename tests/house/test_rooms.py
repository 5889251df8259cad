"""Writes stand in actions, rules are pure, and nobody asks the machine for the time."""

import ast
from pathlib import Path

from tests.house.tree import BALAI, calls, place, python_files, room_of, tree_of

MAY_WRITE = {"actions", "jobs", "seeds", "planting"}
# What a row is written by. `objects.create` and friends, `row.save`, `rows.update`.
WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "update",
    "get_or_create",
    "update_or_create",
    "acreate",
    "asave",
    "adelete",
    "aupdate",
}
ROWS = (".objects", ".filter()", ".exclude()", ".all()", "_set", "_base_manager", ".select_for_update()")
# file: why it writes all the same
WRITES_BY_RIGHT = {
    "documents/workshop/papers.py": "saves a PDF into a buffer, and knows no rows",
    "documents/workshop/pictures.py": "saves a picture into a buffer, and knows no rows",
    "engine/demo.py": "the demo's clock is a row of the machinery",
    "site/demo_database.py": "makes and marks the demo's own database before any officer exists",
    "site/demo_people.py": "invents the demo's people",
    "site/demo_pulse.py": "invents the demo's counters, hundreds of answers at once",
}

TELLS_TIME = {
    "timezone.now",
    "date.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "time.time",
    "datetime.date.today",
    "datetime.datetime.now",
}
# file: why it asks the machine and not the matter's clock
OWN_TIME = {
    "base/clock.py": "this is the clock",
}

PURE = {"rules"}
NOT_PURE = (
    "django.db.transaction",
    "django.http",
    "django.conf",
    "django.utils.timezone",
    "balai.base.clock",
)


def short(path: Path) -> str:
    return str(path.relative_to(BALAI))


def writes(node: ast.Call, words: str) -> bool:
    """A dict's `.update()` and a hash's are no writes; a queryset's is one, and any `.save()` of a row."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
        return False
    owner = words.rpartition(".")[0]
    if node.func.attr in {"update", "create", "delete", "aupdate", "acreate", "adelete"}:
        return any(mark in owner for mark in ROWS) or (
            node.func.attr != "update" and not node.args and "cache" not in owner
        )
    return not owner.startswith("segno")  # draws a QR code into a buffer


def test_rows_are_written_in_actions_only() -> None:
    found = [
        f"{place(path, node)} {words}"
        for path in python_files()
        if room_of(path) not in MAY_WRITE and short(path) not in WRITES_BY_RIGHT
        for node, words in calls(path)
        if writes(node, words)
    ]
    assert not found, "a write outside actions, jobs, seeds and planting:\n" + "\n".join(found)


def test_every_now_comes_from_the_clock() -> None:
    found = [
        f"{place(path, node)} {words}"
        for path in python_files()
        if short(path) not in OWN_TIME
        for node, words in calls(path)
        if words in TELLS_TIME
    ]
    assert not found, "take it from balai.base.clock, or pass `now` in:\n" + "\n".join(found)


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_rules_ask_no_database_clock_or_request() -> None:
    found = [
        f"{short(path)} imports {name}"
        for path in python_files()
        if room_of(path) in PURE
        for name in imports(path)
        if name.startswith(NOT_PURE)
    ]
    assert not found, "\n".join(found)


def test_the_exceptions_still_exist() -> None:
    for name in [*WRITES_BY_RIGHT, *OWN_TIME]:
        assert (BALAI / name).exists(), f"{name} is gone: take it off the list"
