"""Work that nobody clicks for: handing on what arrived, reading phones' files, forgetting what is over."""

from datetime import datetime, timedelta

from balai.base.jobs import Job
from balai.field import actions, takers
from balai.field.models import PhoneFile, Submission


def apply(now: datetime) -> int:
    return actions.apply_due(now=now)


def is_due(now: datetime) -> bool:
    return Submission.objects.due(now, takers.by_kind()).exists()


def read_files(now: datetime) -> int:
    return actions.read_files(now=now)


def has_files(now: datetime) -> bool:
    return PhoneFile.objects.to_read().exists()


def forget(now: datetime) -> int:
    return actions.forget_bytes(now=now) + actions.forget_files(now=now)


JOBS = [
    Job("field.apply", every=timedelta(seconds=5), run=apply, waiting=is_due),
    Job("field.read_files", every=timedelta(seconds=2), run=read_files, waiting=has_files),
    Job("field.forget", every=timedelta(hours=24), run=forget),
]
