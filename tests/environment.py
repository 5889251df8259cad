"""Loaded before the settings (pyproject's addopts): the profile, keys and database of a test run."""

import os
import tempfile
from pathlib import Path

_folder = tempfile.TemporaryDirectory(prefix="balai-tests-")
STATE = Path(_folder.name)

os.environ["BALAI_PROFILE"] = "test"
os.environ.setdefault("DATABASE_URL", f"sqlite:///{STATE}/balai.sqlite3")
os.environ.setdefault("BALAI_STATE_DIR", str(STATE))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in the tests' thread
