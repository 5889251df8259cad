"""Work that nobody clicks for. Each finds its own work and is harmless when run twice."""

from datetime import datetime, timedelta

from balai.base.jobs import Job
from balai.cases import actions
from balai.cases.models import Case, Glass, Promise

AT_ONCE = 500  # rows of one run
READ_WITHIN = timedelta(days=1)  # an emergency, by its second person


def climb_late_promises(now: datetime) -> int:
    late = Promise.objects.to_climb(now).select_related("owner", "case").order_by("climbs_at")[:AT_ONCE]
    for owed in late:
        actions.climb(owed=owed, now=now)
    return len(late)


def lapse_unanswered(now: datetime) -> int:
    silent = Case.objects.filter(lapses_at__lte=now).select_related("office").order_by("lapses_at")[:AT_ONCE]
    for case in silent:
        actions.lapse(case=case, now=now)
    return len(silent)


def problems(*, now: datetime) -> list[str]:
    """A part of what `balai check privacy` says."""
    unread = Glass.objects.filter(read_at=None, opened_at__lt=now - READ_WITHIN).count()
    return [f"{unread} pembukaan darurat lebih dari sehari belum dibaca orang kedua."] if unread else []


JOBS = [
    Job("cases.climb", every=timedelta(minutes=5), run=climb_late_promises),
    Job("cases.lapse", every=timedelta(hours=1), run=lapse_unanswered),
]
