import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

TABLES = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql"


@pytest.mark.once
@pytest.mark.django_db
def test_a_new_database_has_the_tables_that_migrating_makes(tmp_path: Path) -> None:
    other = tmp_path / "migrated.sqlite3"
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    env = os.environ | {"DATABASE_URL": f"sqlite:///{other}"}
    subprocess.run(migrate, cwd=settings.BASE_DIR, env=env, check=True)
    with connection.cursor() as ours, sqlite3.connect(other) as theirs:
        ours.execute(TABLES)  # made by `make_tables`, as every test's are
        assert ours.fetchall() == theirs.execute(TABLES).fetchall()
