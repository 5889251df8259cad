"""The keeping time of raw bytes."""

from datetime import datetime

from django.db.models import Q

from balai.field.models import Submission
from balai.field.rules import KEEP_RAW, State


def forget_bytes(*, now: datetime) -> int:
    """What was settled half a year ago: its bytes go; hash and receipt answer on."""
    limit = now - KEEP_RAW
    over = Q(state=State.APPLIED, applied_at__lt=limit) | Q(state=State.REFUSED, decided_at__lt=limit)
    return Submission.objects.filter(over, raw__isnull=False).update(raw=None)
