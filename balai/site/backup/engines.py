"""Taking a copy out of each engine, and putting one in. SQLite by itself, PostgreSQL by its own programs."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from balai.site.backup import BackupBroken
from balai.site.database import database_from_url

NAMES = {"sqlite": "balai.sqlite3", "postgresql": "balai.pgdump"}


@contextmanager
def opened(database: Mapping[str, Any], alias: str) -> Iterator[str]:
    """A further database under this alias, as long as the block lasts."""
    words: dict[str, Any] = {**database, "OPTIONS": {**database["OPTIONS"]}}
    words["OPTIONS"].pop("pool", None)
    all_words = {DEFAULT_DB_ALIAS: {}, alias: words}
    connections.databases[alias] = connections.configure_settings(all_words)[alias]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


@contextmanager
def copied(target: Path) -> Iterator[str]:
    """Writes the copy to `target`; inside the block the alias shows exactly what was copied."""
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        with _copied_sqlite(target) as alias:
            yield alias
    else:
        with _copied_postgres(target) as alias:
            yield alias


@contextmanager
def _copied_sqlite(target: Path) -> Iterator[str]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    with opened(reading(target), "copy") as alias:
        yield alias


def reading(path: Path) -> dict[str, Any]:
    """An SQLite file that is only read: no WAL beside it, no byte of it changed."""
    database = database_from_url(f"sqlite:///{path}")
    database["OPTIONS"] = {"init_command": "PRAGMA query_only=ON"}
    return database


@contextmanager
def _copied_postgres(target: Path) -> Iterator[str]:
    """pg_dump and we look at one snapshot: what is written meanwhile is in neither."""
    database = connections.databases[DEFAULT_DB_ALIAS]
    with opened(database, "copy") as alias, transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        options = [
            "--format=custom",
            "--compress=1",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
        ]
        run_program("pg_dump", [*options, f"--file={target}"], database)
        yield alias


def put_in(data: Path, database: Mapping[str, Any]) -> None:
    """Only ever into an empty database."""
    if "sqlite" in str(database["ENGINE"]):
        data.replace(Path(str(database["NAME"])))
        return
    options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    run_program("pg_restore", [*options, f"--dbname={database['NAME']}", str(data)], database)


def require_empty(database: Mapping[str, Any]) -> None:
    if "sqlite" in str(database["ENGINE"]) and not Path(str(database["NAME"])).exists():
        return
    with opened(database, "target") as alias:
        if connections[alias].introspection.table_names():
            raise BackupBroken("Basis data tujuan tidak kosong. Pulihkan hanya ke basis data yang kosong.")


def require_whole_sqlite(path: Path) -> None:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    if said != "ok":
        raise BackupBroken("Berkas SQLite di dalam cadangan rusak.")


def run_program(name: str, options: list[str], database: Mapping[str, Any]) -> None:
    """A password goes by the environment, never by the command line."""
    command = [str(program(name)), *options]
    done = subprocess.run(  # noqa: S603 (a program of PostgreSQL with options of ours)
        command, env={**os.environ, **_environment(database)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupBroken(f"{name} tidak berhasil: {done.stderr.strip()[-400:]}")


def program(name: str) -> Path:
    """PostgreSQL's own, newest first; PATH may hold an older one."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_age, reverse=True)
    found = os.environ.get("BALAI_POSTGRES_BIN") or (debian[0].parent if debian else None)
    path = Path(found) / name if found else shutil.which(name)
    if not path or not Path(path).exists():
        raise BackupBroken(
            f"Program {name} tidak ada di komputer ini. Di Debian: apt install postgresql-client. "
            "Bila ada di folder lain, sebut foldernya di BALAI_POSTGRES_BIN."
        )
    return Path(path)


def _age(path: Path) -> int:
    return int(path.parent.parent.name) if path.parent.parent.name.isdigit() else 0


def _environment(database: Mapping[str, Any]) -> dict[str, str]:
    words = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
        "PGSSLMODE": database["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": database["OPTIONS"].get("sslrootcert", ""),
    }
    return {name: str(value) for name, value in words.items() if value}
