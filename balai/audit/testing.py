"""The stated way round the triggers, for emptying test databases only (docs/decisions/audit.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from balai.audit import triggers


@contextmanager
def allow_flush() -> Iterator[None]:
    """Inside, rows of the record may be changed and removed. Refuses any database but a test's."""
    name = Path(str(connection.settings_dict["NAME"])).name
    if not name.startswith("test_") and ":memory:" not in name and "mode=memory" not in name:
        raise RuntimeError(f"{name} is no test database: its record of deeds stays")
    if not set(triggers.TABLES) <= set(connection.introspection.table_names()):
        yield
        return
    _open(connection.vendor)
    try:
        yield
    finally:
        _close(connection.vendor)


def _open(vendor: str) -> None:
    if vendor == "postgresql":
        triggers.run(connection, ["SET balai.allow_flush = 'on'"])
    else:
        triggers.run(connection, triggers.drop_statements(vendor))


def _close(vendor: str) -> None:
    if vendor == "postgresql":
        triggers.run(connection, ["SET balai.allow_flush = 'off'"])
    else:
        triggers.run(connection, triggers.create_statements(vendor))
