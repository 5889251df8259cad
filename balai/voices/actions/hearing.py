"""A talk in the quiet room: asked first, kept while it goes on, finished as a voice or as a visit alone."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import seal
from balai.people.models import Person
from balai.places.models import Office
from balai.programs.models import Session
from balai.voices.actions.noting import set_signs
from balai.voices.actions.speaking import speak
from balai.voices.models import Hearing, Voice
from balai.voices.rules.hearing import (
    Agreement,
    HearingState,
    require_agreement,
    require_draft,
    require_going_on,
    require_newer,
)
from balai.voices.rules.words import Channel


@transaction.atomic
def begin_hearing(
    *, office: Office, by: Person, now: datetime, session: Session | None = None, number: str = ""
) -> Hearing:
    """Somebody sits down. Nothing is written before they have been asked."""
    require(by, Permission.VOICE_HEAR, at=office)
    if Hearing.objects.going_on().filter(listener=by).exists():
        raise RuleBroken("hearing.another", "Selesaikan dahulu percakapan yang masih terbuka.")
    hearing = Hearing.objects.create(office=office, session=session, listener=by, number=number, began_at=now)
    record("hearing.begun", hearing, by=by, office=office, now=now)
    return hearing


@transaction.atomic
def agree(*, hearing: Hearing, by: Person, now: datetime) -> Hearing:
    """ "Boleh dicatat?" Yes."""
    hearing = _in_hand(hearing, by)
    hearing.agreement = Agreement.GIVEN
    hearing.save(update_fields=["agreement"])
    record("hearing.agreed", hearing, by=by, office=hearing.office, now=now)
    return hearing


@transaction.atomic
def refuse_record(*, hearing: Hearing, by: Person, now: datetime) -> Hearing:
    """No, or no longer: what was noted so far is gone, the talk goes on, and the visit counts (BES-1)."""
    hearing = _in_hand(hearing, by)
    hearing.agreement, hearing.draft_sealed, hearing.kept_at = Agreement.REFUSED, "", None
    hearing.save(update_fields=["agreement", "draft_sealed", "kept_at"])
    record("hearing.refused", hearing, by=by, office=hearing.office, now=now)
    return hearing


@transaction.atomic
def keep_draft(*, hearing: Hearing, draft: str, revision: int, by: Person, now: datetime) -> Hearing:
    """What the page holds, as JSON. It is no deed yet: the newest wins, an older page never overwrites.

    Sent again with the same revision it changes nothing.
    """
    hearing = _in_hand(hearing, by)
    require_agreement(hearing.agreement)
    require_draft(draft)
    if revision == hearing.draft_revision and hearing.draft == draft:
        return hearing
    require_newer(revision, kept=hearing.draft_revision + 1)
    hearing.draft_sealed, hearing.draft_revision, hearing.kept_at = seal(draft), revision, now
    hearing.save(update_fields=["draft_sealed", "draft_revision", "kept_at"])
    return hearing


@transaction.atomic
def finish_hearing(
    *, hearing: Hearing, by: Person, now: datetime, signs: Collection[str] | None = None, **told: Any
) -> Voice:
    """Read back and right: it becomes a voice, with whatever `speak` takes besides office and hand.

    `signs` of danger as the listener sees them; None leaves those that the words showed.
    """
    hearing = _in_hand(hearing, by)
    require_agreement(hearing.agreement)
    voice = speak(
        office=hearing.office, channel=Channel.ROOM, by=by, now=now, session=hearing.session,
        program=hearing.session.program if hearing.session else None, read_back=True, **told,
    )  # fmt: skip
    if signs is not None and set(signs) != set(voice.signs.split()):
        voice = set_signs(voice=voice, signs=signs, by=by, now=now)
    _end(hearing, HearingState.TOLD, now=now, voice=voice)
    return voice


@transaction.atomic
def leave_untold(*, hearing: Hearing, by: Person, now: datetime) -> Hearing:
    """Heard, and nothing written. The visit counts."""
    hearing = _in_hand(hearing, by)
    _end(hearing, HearingState.UNTOLD, now=now)
    record("hearing.untold", hearing, by=by, office=hearing.office, now=now)
    return hearing


def _end(hearing: Hearing, state: str, *, now: datetime, voice: Voice | None = None) -> None:
    hearing.state, hearing.ended_at, hearing.voice, hearing.draft_sealed = state, now, voice, ""
    hearing.save(update_fields=["state", "ended_at", "voice", "draft_sealed"])


def _in_hand(hearing: Hearing, by: Person) -> Hearing:
    hearing = locked(hearing)
    require(by, Permission.VOICE_HEAR, at=hearing.office)
    if hearing.listener_id != by.pk:
        raise RuleBroken("hearing.anothers", "Percakapan ini dipimpin petugas lain.")
    require_going_on(hearing.state)
    return hearing
