"""What nobody clicks for: identities whose keeping time is over. And what somebody should look at."""

from datetime import date, datetime, timedelta

from django.conf import settings

from balai.base.jobs import Job
from balai.base.zones import local_day
from balai.people import actions
from balai.people.models import Consent, Identity

OVERDUE = timedelta(days=2)


def _today(now: datetime) -> date:
    return local_day(now, settings.TIME_ZONE)


def has_expired(now: datetime) -> bool:
    return Identity.objects.filter(keep_until__lt=_today(now)).exists()


def erase_expired(now: datetime) -> int:
    return actions.erase_expired_identities(today=_today(now), now=now)


def problems(*, now: datetime) -> list[str]:
    """A part of what `balai check privacy` says."""
    said = []
    if late := Consent.objects.overdue(now).count():
        said.append(
            f"{late} penarikan persetujuan lewat 3 × 24 jam dan belum selesai dikerjakan (UU 27/2022). "
            "Apakah `balai work` berjalan?"
        )
    if old := Identity.objects.filter(keep_until__lt=_today(now) - OVERDUE).count():
        said.append(f"{old} identitas lewat masa simpannya dan belum dihapus.")
    return said


JOBS = [Job("people.erase", every=timedelta(hours=6), run=erase_expired, waiting=has_expired)]
