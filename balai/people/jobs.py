"""What nobody clicks for: identities whose keeping time is over are erased."""

from datetime import date, datetime, timedelta

from django.conf import settings

from balai.base.jobs import Job
from balai.base.zones import local_day
from balai.people import actions
from balai.people.models import Identity


def _today(now: datetime) -> date:
    return local_day(now, settings.TIME_ZONE)


def has_expired(now: datetime) -> bool:
    return Identity.objects.filter(keep_until__lt=_today(now)).exists()


def erase_expired(now: datetime) -> int:
    return actions.erase_expired_identities(today=_today(now), now=now)


JOBS = [Job("people.erase", every=timedelta(hours=6), run=erase_expired, waiting=has_expired)]
