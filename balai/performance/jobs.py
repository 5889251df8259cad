"""Work that nobody clicks for: one question a month later, and contacts that go in time."""

from datetime import date, datetime, timedelta

from balai.base.jobs import Job
from balai.base.zones import local_day
from balai.performance import actions
from balai.performance.models import FollowUp

AT_ONCE = 500
EAST = "Asia/Jayapura"  # where the day begins first


def _latest(now: datetime) -> date:
    return local_day(now, EAST)


def has_due(now: datetime) -> bool:
    return FollowUp.objects.due(_latest(now)).exists()


def ask(now: datetime) -> int:
    """One transaction each: killed between two, the next run goes on where it stopped."""
    rows = FollowUp.objects.due(_latest(now)).select_related("session__program__office")
    return sum(actions.ask_use(follow_up=row, now=now) for row in rows[:AT_ONCE])


def has_over(now: datetime) -> bool:
    return FollowUp.objects.over(_latest(now)).exists()


def lapse(now: datetime) -> int:
    rows = FollowUp.objects.over(_latest(now)).select_related("session__program__office")
    return sum(actions.lapse(follow_up=row, now=now) for row in rows[:AT_ONCE])


JOBS = [
    Job("performance.ask", every=timedelta(minutes=10), run=ask, waiting=has_due),
    Job("performance.lapse", every=timedelta(hours=1), run=lapse, waiting=has_over),
]
