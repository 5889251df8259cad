"""The moment of every test: the demo's morning."""

from datetime import datetime
from zoneinfo import ZoneInfo

NOW = datetime(2026, 5, 24, 8, 50, tzinfo=ZoneInfo("Asia/Jakarta"))
