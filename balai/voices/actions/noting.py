"""What an officer adds to a voice: topic, root, signs of danger, and what may be told to whom."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.cases.actions import take_back_for_person
from balai.cases.models import Case
from balai.people.models import Person
from balai.places.models import Office, Place
from balai.voices.models import Sharing, Topic, Voice
from balai.voices.rules.risk import Sign
from balai.voices.rules.words import Naming


@transaction.atomic
def sort_voice(
    *, voice: Voice, topic: Topic | None, cause: str, area: Place | None, by: Person, now: datetime
) -> Voice:
    """Topic, root and kelurahan, as an officer sees them; a suggestion is never taken by itself."""
    voice = on_the_desk(voice, by)
    voice.topic, voice.cause, voice.area = topic, cause, area
    voice.save(update_fields=["topic", "cause", "area"])
    voice.case.about = topic.slug if topic else ""
    Case.objects.filter(pk=voice.case_id).update(about=voice.case.about)
    record(
        "voice.sorted", voice, by=by, office=voice.case.office, now=now, cause=cause, topic=voice.case.about
    )
    return voice


@transaction.atomic
def set_signs(*, voice: Voice, signs: Collection[str], by: Person, now: datetime) -> Voice:
    """A person decides what is a danger. With a sign few see the case, at once; without, the office does."""
    voice = on_the_desk(voice, by)
    chosen = [sign for sign in Sign.values if sign in signs]
    narrow = bool(chosen)
    if voice.case.is_narrow and not narrow:
        _require_to_widen(voice.case, by)
    voice.signs = " ".join(chosen)
    voice.save(update_fields=["signs"])
    Case.objects.filter(pk=voice.case_id).update(is_narrow=narrow)
    voice.case.is_narrow = narrow
    record("voice.signs_set", voice, by=by, office=voice.case.office, now=now, signs=chosen)
    return voice


def _require_to_widen(case: Case, by: Person) -> None:
    """Showing it to the whole office is for who listened, or for who may see all of risk."""
    if case.listener_id != by.pk:
        require(by, Permission.CASE_NARROW, at=case.office)


@transaction.atomic
def agree_to_share(
    *, voice: Voice, office: Office, by: Person | None, now: datetime, with_identity: bool = False
) -> Sharing:
    """The person agrees that this office is told; `by` None: they say so on their own page."""
    voice = on_the_desk(voice, by) if by else locked(voice)
    if with_identity and voice.naming != Naming.NAMED:
        raise RuleBroken(
            "sharing.no_name", "Anonim atau tanpa nama berarti tidak ada instansi yang tahu namanya."
        )
    sharing, _ = Sharing.objects.update_or_create(
        voice=voice,
        office=office,
        defaults={"with_identity": with_identity, "agreed_at": now, "withdrawn_at": None},
    )
    record(
        "voice.shared", voice, by=by, office=voice.case.office, now=now, to=office.slug, named=with_identity
    )
    return sharing


@transaction.atomic
def take_back_sharing(*, sharing: Sharing, by: Person | None, now: datetime) -> Sharing:
    """From now on this office is told nothing more, and what lies there opens nothing."""
    sharing = locked(sharing)
    if by:
        on_the_desk(sharing.voice, by)
    if sharing.withdrawn_at is None:
        sharing.withdrawn_at = now
        sharing.save(update_fields=["withdrawn_at"])
        case = sharing.voice.case
        take_back_for_person(case=case, office=sharing.office, now=now)
        record(
            "voice.sharing_ended", sharing.voice, by=by, office=case.office, now=now, to=sharing.office.slug
        )
    return sharing


def on_the_desk(voice: Voice, by: Person) -> Voice:
    """Held, allowed, and seen by this officer."""
    voice = locked(voice)
    require(by, Permission.CASE_WORK, at=voice.case.office)
    if not Case.objects.worked_by(by).filter(pk=voice.case_id).exists():
        raise RuleBroken("case.unseen", "Laporan ini tidak ada di meja Anda.")
    return voice
