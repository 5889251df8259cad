"""Databases of both kinds, each a fresh copy of one that is migrated and planted as in life."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tools.private_postgres import PrivatePostgres, private_postgres

ROOT = Path(__file__).resolve().parents[1]
POSTGRES, SQLITE = "PostgreSQL", "SQLite"
ENGINES = (POSTGRES, SQLITE)
SCREENS = 12_000
SESSION, CSRF = "__Host-sessionid", "__Host-csrftoken"  # as production names them


@dataclass(frozen=True)
class Database:
    """One fresh copy, and the environment in which Balai serves it."""

    engine: str
    url: str
    environment: dict[str, str]

    def ask(self, what: str, **values: Any) -> Any:
        """A function of world.py, proof.py or past.py, in a process of its own with this database."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.ask", what],
            input=json.dumps(values),
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])


class Ground:
    def __init__(self, state: Path, postgres: PrivatePostgres) -> None:
        self.state, self.postgres, self.numbers = state, postgres, count(1)
        self.ready: set[str] = set()

    def fresh(self, engine: str) -> Database:
        self._prepare(engine)
        name = f"bench{next(self.numbers)}"
        if engine == POSTGRES:
            self._sql(f"CREATE DATABASE {name} TEMPLATE ground")
            return self._database(engine, self.postgres.url(name))
        path = self.state / f"{name}.sqlite3"
        shutil.copy(self.state / "ground.sqlite3", path)
        return self._database(engine, f"sqlite:///{path}")

    def _prepare(self, engine: str) -> None:
        if engine in self.ready:
            return
        print(f"  preparing {engine}: migrations and seeds …", file=sys.stderr, flush=True)
        if engine == POSTGRES:
            self._sql("CREATE DATABASE ground")
            url = self.postgres.url("ground")
        else:
            url = f"sqlite:///{self.state / 'ground.sqlite3'}"
        self._database(engine, url).ask("prepare")
        self.ready.add(engine)

    def _sql(self, statement: str) -> None:
        with psycopg.connect(self.postgres.url(), autocommit=True) as connection:
            connection.execute(statement)

    def _database(self, engine: str, url: str) -> Database:
        return Database(engine, url, production(self.state, url))


@contextlib.contextmanager
def ground() -> Iterator[Ground]:
    """PostgreSQL as an office runs it: fsync on, synchronous commits."""
    with (
        tempfile.TemporaryDirectory(prefix="balai-bench-") as folder,
        private_postgres(durable=True) as server,
    ):
        yield Ground(Path(folder), server)


def production(state: Path, url: str) -> dict[str, str]:
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("BALAI_", "DATABASE_", "DJANGO_"))}
    return bare | {
        "BALAI_PROFILE": "production",
        "BALAI_STATE_DIR": str(state),
        "BALAI_KEYS": str(state / "keys.json"),
        "BALAI_SECRET_KEY": "bench-" + "k" * 60,
        "BALAI_HOSTS": "127.0.0.1",
        "BALAI_URL": "https://127.0.0.1",
        "BALAI_SSL_REDIRECT": "no",
        "BALAI_BEHIND_PROXY": "yes",  # each visitor has an address of their own, as behind nginx
        "BALAI_LOG_LEVEL": "WARNING",
        "BALAI_SCREENS": str(SCREENS),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "balai.site.settings",
        "PYTHONPATH": str(ROOT),
    }
