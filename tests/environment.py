"""Loaded before the settings (pyproject's addopts): the profile, keys and database of a test run."""

import os
import tempfile
from pathlib import Path

_folder = tempfile.TemporaryDirectory(prefix="balai-tests-")
STATE = Path(_folder.name)

(STATE / "static").mkdir()
os.environ["BALAI_PROFILE"] = "test"
os.environ.setdefault("DATABASE_URL", f"sqlite:///{STATE}/balai.sqlite3")
os.environ["BALAI_STATE_DIR"] = str(STATE)
