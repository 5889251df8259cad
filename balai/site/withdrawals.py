"""What must stop when consent is withdrawn: every app lists its part as WITHDRAWALS in its jobs.py.

Each is `stop(consent, now)`, harmless when run twice. People cannot see who builds upon a consent; the roof can.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import transaction

from balai.base.jobs import Job
from balai.people.actions import finish_withdrawal
from balai.people.models import Consent

Stop = Callable[[Consent, datetime], None]
AT_ONCE = 200


def stops() -> list[Stop]:
    found: list[Stop] = []
    for app in settings.INSTALLED_APPS:
        if app.startswith("balai.") and find_spec(f"{app}.jobs"):
            found += getattr(import_module(f"{app}.jobs"), "WITHDRAWALS", [])
    return found


def waiting(now: datetime) -> bool:
    return Consent.objects.unfinished().exists()


def finish(now: datetime) -> int:
    """One consent a transaction: either everything that rested on it has stopped, or it is tried again."""
    done = 0
    for consent in Consent.objects.unfinished().select_related("identity")[:AT_ONCE]:
        with transaction.atomic():
            for stop in stops():
                stop(consent, now)
            finish_withdrawal(consent=consent, now=now)
        done += 1
    return done


FINISH = Job("consents.finish", every=timedelta(minutes=5), run=finish, waiting=waiting)
