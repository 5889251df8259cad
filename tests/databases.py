"""A migrated database for each worker: made once, then copied: migrating takes seconds, copying none.

The original bears the digest of all migrations, so that one of an older state is never taken.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from balai.site.fresh import make_tables

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def own_database() -> Iterator[None]:
    """SQLite's is a file, as in life: threads and processes must see the same rows."""
    name = Path(str(settings.DATABASES["default"]["NAME"]))  # a path on SQLite, a plain name on PostgreSQL
    original = str(name.with_name(f"original_{state_of_migrations()}"))  # of all that have their home here
    own = str(name.with_name(f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}_{name.name}"))
    with one_at_a_time(original):
        if not exists(original):
            make(original)
    drop(own)
    copy(original, own)
    connect_to(own)
    try:
        yield
    finally:
        close()
        drop(own)


def make(original: str) -> None:
    """Under another name until it is whole."""
    begun = f"{original}_begun"
    drop(begun)
    if connection.vendor == "postgresql":
        tell(f'CREATE DATABASE "{begun}"')
    connect_to(begun)
    make_tables()
    close()
    if connection.vendor == "postgresql":
        tell(f'ALTER DATABASE "{begun}" RENAME TO "{original}"')
    else:
        Path(begun).rename(original)


def copy(original: str, own: str) -> None:
    if connection.vendor == "postgresql":
        tell(f'CREATE DATABASE "{own}" TEMPLATE "{original}"')
    else:
        shutil.copyfile(original, own)


def drop(name: str) -> None:
    if connection.vendor == "postgresql":
        tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    else:
        for beside in ("", "-wal", "-shm", "-journal"):
            Path(name + beside).unlink(missing_ok=True)


def exists(name: str) -> bool:
    if connection.vendor != "postgresql":
        return Path(name).exists()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def tell(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def connect_to(name: str) -> None:
    close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


# The same in every database, and made with it.
STAYS = {"django_migrations", "django_content_type", "auth_permission"}


def empty() -> None:
    """Only tables with rows in them, row by row: to truncate a hundred tables takes twenty times as long."""
    with transaction.atomic(), connection.cursor() as cursor:
        full = filled()
        with refusing_triggers_off(cursor, full):
            for table in full:
                cursor.execute(f'DELETE FROM "{table}"')


def filled(among: Sequence[str] = ()) -> list[str]:
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in among or tables())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


@cache
def tables() -> list[str]:
    return [table for table in connection.introspection.django_table_names() if table not in STAYS]


@contextmanager
def refusing_triggers_off(cursor: CursorWrapper, tables: list[str]) -> Iterator[None]:
    """Frozen figures refuse to be deleted; what their triggers say is kept and said again."""
    if connection.vendor == "postgresql":
        off, on = [[f'ALTER TABLE "{t}" {how} TRIGGER USER' for t in tables] for how in ("DISABLE", "ENABLE")]
        on.insert(0, "SET CONSTRAINTS ALL IMMEDIATE")  # no table changes while its foreign keys wait
    else:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = [(name, sql) for name, sql in cursor.fetchall() if name.endswith("_refuses_delete")]
        off, on = [f"DROP TRIGGER {name}" for name, _ in kept], [sql for _, sql in kept]
    for statement in off:
        cursor.execute(statement)
    yield
    for statement in on:
        cursor.execute(statement)


def close() -> None:
    """The pool's connections too: a database that somebody uses is neither renamed nor copied."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


def state_of_migrations() -> str:
    files = [*sorted(ROOT.glob("balai/*/migrations/*.py")), ROOT / "requirements" / "run.txt"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    lock = Path(tempfile.gettempdir(), f"balai-{hashlib.sha256(name.encode()).hexdigest()[:12]}.lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
