"""What must stop when consent is withdrawn: every app lists its part as WITHDRAWALS in its jobs.py.

Each is `stop(consent, now)`, harmless when run twice. Who builds upon a consent, the roof alone sees.
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
    """One consent a transaction: either everything that rested on it has stopped, or it is tried again.

    One that fails holds up nobody else's; that it failed is said when the others are done.
    """
    done, failed = 0, None
    for consent in Consent.objects.unfinished().select_related("identity")[:AT_ONCE]:
        try:
            _finish(consent, now)
            done += 1
        except Exception as error:
            failed = error
    if failed:
        raise failed
    return done


@transaction.atomic
def _finish(consent: Consent, now: datetime) -> None:
    for stop in stops():
        stop(consent, now)
    finish_withdrawal(consent=consent, now=now)


FINISH = Job("consents.finish", every=timedelta(minutes=5), run=finish, waiting=waiting)
