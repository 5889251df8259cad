"""Work that nobody clicks for: handing on what arrived, forgetting bytes whose time is over."""

from datetime import datetime, timedelta

from balai.base.jobs import Job
from balai.field import actions, takers
from balai.field.models import Submission


def apply(now: datetime) -> int:
    return actions.apply_due(now=now)


def is_due(now: datetime) -> bool:
    return Submission.objects.due(now, takers.by_kind()).exists()


def forget(now: datetime) -> int:
    return actions.forget_bytes(now=now)


JOBS = [
    Job("field.apply", every=timedelta(seconds=5), run=apply, waiting=is_due),
    Job("field.forget", every=timedelta(hours=24), run=forget),
]
