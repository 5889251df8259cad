"""How long words and names are kept: from the day on which the case is closed."""

from datetime import date, datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.base.zones import local_day
from balai.cases.actions import erase_case_words, take_back_for_person, withdraw
from balai.cases.rules.states import State
from balai.notices.actions import forget as forget_notices
from balai.voices.actions.board import forget_words
from balai.voices.actions.spots import forget_spot
from balai.voices.models import Voice
from balai.voices.rules.words import LONGEST_OPEN


@transaction.atomic
def keep_from_closing(*, voice: Voice, until: date, now: datetime) -> Voice:
    """The case is closed: words and identity have a last day now."""
    voice = locked(voice)
    if voice.case.state != State.CLOSED or voice.erased_at:
        return voice
    voice.keep_until = until
    voice.save(update_fields=["keep_until"])
    _keep_identity(voice, until)
    record("voice.kept_until", voice, by=None, office=voice.case.office, now=now, until=until.isoformat())
    return voice


@transaction.atomic
def keep_open(*, voice: Voice, now: datetime) -> Voice:
    """Opened again: nothing goes while somebody works on it."""
    voice = locked(voice)
    if voice.case.state == State.CLOSED or voice.keep_until is None:
        return voice
    voice.keep_until = None
    voice.save(update_fields=["keep_until"])
    _keep_identity(voice, local_day(now, voice.case.zone) + LONGEST_OPEN)
    record("voice.kept_open", voice, by=None, office=voice.case.office, now=now)
    return voice


@transaction.atomic
def erase_words(*, voice: Voice, now: datetime) -> Voice:
    """Words and identity go; topic, area, days and outcome stay. Run twice: nothing."""
    voice = locked(voice)
    if voice.erased_at:
        return voice
    identity = voice.identity
    voice.text_sealed = voice.masked_sealed = ""
    voice.identity, voice.erased_at = None, now
    voice.save(update_fields=["text_sealed", "masked_sealed", "identity", "erased_at"])
    if identity:
        identity.delete()
    forget_words(voice)
    forget_spot(voice)
    erase_case_words(case=voice.case, now=now)
    forget_notices(about=voice)
    record("voice.erased", voice, by=None, office=voice.case.office, now=now)
    return voice


@transaction.atomic
def erase_own(*, voice: Voice, now: datetime) -> Voice:
    """Asked for by the person: taken back first where it is still open, then every word and the identity.

    What stays: that there was a case of this kind, its days and its end (UU 27/2022 art. 15: public task).
    """
    if voice.case.state != State.CLOSED:
        withdraw(case=voice.case, now=now)
        voice.case.refresh_from_db()
    take_back_for_person(case=voice.case, now=now)  # of what was closed before, too
    return erase_words(voice=voice, now=now)


def _keep_identity(voice: Voice, until: date) -> None:
    if voice.identity:
        voice.identity.keep_until = until
        voice.identity.save(update_fields=["keep_until"])
