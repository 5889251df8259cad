"""Consent: given in words that are kept, withdrawn at once, and finished everywhere within three days."""

from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.notices.actions import withdraw_from
from balai.people.consents import marks_of_identity
from balai.people.models import Consent, Identity, Person
from balai.people.rules import FINISH_WITHIN, Purpose, newest_wording, require_wording


@transaction.atomic
def give_consent(
    *, identity: Identity, purpose: str, now: datetime, version: str = "", by: Person | None = None
) -> Consent:
    """In these words, the newest unless said otherwise; `by` an officer who writes for the person.

    Given again in the same words it changes nothing. Who may speak for the person, the caller has asked.
    """
    version = version or newest_wording(purpose)
    require_wording(purpose, version)
    identity = locked(identity)
    kept = Consent.objects.live().filter(identity=identity, purpose=purpose).first()
    if kept and kept.text_version == version:
        return kept
    if kept:
        _withdraw(kept, now)
        kept.finished_at = now  # the newer words take its place: nothing has to stop
        kept.save(update_fields=["finished_at"])
    if purpose == Purpose.CONTACT:
        _set_quiet(identity, None)
    consent = Consent.objects.create(identity=identity, purpose=purpose, text_version=version, given_at=now)
    record("consent.given", consent, by=by, now=now, purpose=str(purpose), version=version)
    return consent


@transaction.atomic
def withdraw_consent(*, identity: Identity, purpose: str, now: datetime, by: Person | None = None) -> Consent:
    """From this moment on. Who was never asked may say no all the same. Said twice: nothing."""
    require_wording(purpose)
    identity = locked(identity)
    rows = Consent.objects.filter(identity=identity, purpose=purpose)
    live = rows.live().first()
    kept = live or rows.order_by("-withdrawn_at", "-pk").first()
    if kept and not live:
        return kept
    consent = live or Consent(identity=identity, purpose=purpose)
    _withdraw(consent, now)
    if purpose == Purpose.CONTACT:
        _set_quiet(identity, now)
        withdraw_from(marks_of_identity(identity))
    record("consent.withdrawn", consent, by=by, now=now, purpose=str(purpose))
    return consent


@transaction.atomic
def finish_withdrawal(*, consent: Consent, now: datetime) -> Consent:
    """Everything that rested on it has stopped. Run twice: nothing."""
    consent = locked(consent)
    if consent.finish_by is None or consent.finished_at is not None:
        return consent
    if consent.purpose == Purpose.CONTACT and consent.identity.quiet_since:
        withdraw_from(marks_of_identity(consent.identity))  # what was being written at that very moment
    consent.finished_at = now
    consent.save(update_fields=["finished_at"])
    record("consent.finished", consent, by=None, now=now, purpose=consent.purpose)
    return consent


def _withdraw(consent: Consent, now: datetime) -> None:
    consent.withdrawn_at, consent.finish_by = now, now + FINISH_WITHIN
    consent.save()


def _set_quiet(identity: Identity, moment: datetime | None) -> None:
    if identity.quiet_since != moment:
        identity.quiet_since = moment
        identity.save(update_fields=["quiet_since"])
