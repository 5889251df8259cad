"""The timetable: every line that an app lists as JOBS in its jobs.py, and the worker's own sign of life."""

from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from balai.base.jobs import Job
from balai.site import withdrawals


def _alive(now: datetime) -> int:
    """Nothing to do: that it ran is what `balai check jobs` wants to know."""
    return 0


ALIVE = Job("worker.alive", every=timedelta(minutes=1), run=_alive)


def jobs() -> list[Job]:
    """All of them; two of one name are a mistake that is said at once."""
    found = [ALIVE, withdrawals.FINISH]
    for app in settings.INSTALLED_APPS:
        if app.startswith("balai.") and find_spec(f"{app}.jobs"):
            found += getattr(import_module(f"{app}.jobs"), "JOBS", [])
    names = [job.name for job in found]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ValueError(f"two jobs of one name: {', '.join(doubled)}")
    return found
