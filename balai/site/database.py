"""DATABASE_URL -> Django's settings: embedded SQLite, or PostgreSQL with a native pool."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCK_TIMEOUT_MS = 3000  # decision: one retry after it, then a calm page


def database_from_url(url: str) -> dict[str, Any]:
    """sqlite:////absolute/path.sqlite3, or postgres://user:password@host:port/name?options."""
    if url.startswith("sqlite:///"):
        return _sqlite(url.removeprefix("sqlite:///"))
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL harus diawali sqlite:/// atau postgres://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": int(os.environ.get("BALAI_POOL", "8")),
                "timeout": 10,
            },
            "server_side_binding": True,
            "prepare_threshold": 3,
            "options": f"-c lock_timeout={LOCK_TIMEOUT_MS} -c statement_timeout=30000 "
            "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC",
            **dict(parse_qsl(parts.query)),
        },
    }


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_TIMEOUT_MS / 1000,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
            ),
        },
    }
