from datetime import datetime, timedelta

from balai.base.jobs import Job
from balai.engine.models import Limit, Once

KEEP_KEYS = timedelta(days=7)  # a form sent again after a week is a new one
KEEP_LIMITS = timedelta(days=2)


def clean(now: datetime) -> int:
    """Forget one-time keys and windows of counting that nobody will ask for again."""
    keys, _ = Once.objects.filter(at__lt=now - KEEP_KEYS).delete()
    windows, _ = Limit.objects.filter(window__lt=now - KEEP_LIMITS).delete()
    return keys + windows


JOBS = [Job("engine.clean", every=timedelta(hours=6), run=clean)]
