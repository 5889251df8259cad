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
from balai.people.actions import give_consent, withdraw_consent
from balai.people.consents import agrees
from balai.people.models import Person
from balai.people.rules import Purpose, newest_wording
from balai.places.models import Office, Place
from balai.voices.actions.nobody import require_nobody
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
    *, voice: Voice, to: Office | str, by: Person, now: datetime, with_identity: bool = False
) -> Sharing:
    """The person agrees that this office, or this outside body, is told. The officer read the words aloud."""
    voice = on_the_desk(voice, by)
    sharing = keep_agreement(voice, to, with_identity=with_identity, by=by, now=now)
    record(
        "voice.shared", voice, by=by, office=voice.case.office, now=now, named=with_identity,
        to=sharing.office.slug if sharing.office else "",
    )  # fmt: skip
    return sharing


def keep_agreement(
    voice: Voice, to: Office | str, *, with_identity: bool, by: Person | None, now: datetime
) -> Sharing:
    """In the newest words, which are those that stood on the page."""
    if with_identity and voice.naming != Naming.NAMED:
        raise RuleBroken(
            "sharing.no_name", "Anonim atau tanpa nama berarti tidak ada instansi yang tahu namanya."
        )
    if with_identity and not isinstance(to, Office):
        raise RuleBroken("sharing.outside_no_name", "Lembaga di luar Balai tidak diberi nama pelapor.")
    target = to if isinstance(to, Office) else body(to)
    whom = {"office": target} if isinstance(target, Office) else {"outside": target}
    sharing = voice.shared_with.to(target).first() or Sharing(voice=voice, **whom)
    sharing.with_identity, sharing.agreed_at, sharing.withdrawn_at = with_identity, now, None
    sharing.text_version = newest_wording(Purpose.SHARING)
    sharing.save()
    for purpose in [Purpose.SHARING] + [Purpose.SHARING_NAMED] * with_identity:
        if voice.identity:
            give_consent(identity=voice.identity, purpose=purpose, by=by, now=now)
    return sharing


def body(name: str) -> str:
    """An outside body's own name; a person's number has no place in it."""
    return require_nobody("outside", name)


@transaction.atomic
def take_back_sharing(*, sharing: Sharing, by: Person | None, now: datetime) -> Sharing:
    """From now on this office or body is told nothing more, and what lies there opens nothing."""
    sharing = locked(sharing)
    if by:
        on_the_desk(sharing.voice, by)
    if sharing.withdrawn_at is None:
        sharing.withdrawn_at = now
        sharing.save(update_fields=["withdrawn_at"])
        case = sharing.voice.case
        take_back_for_person(case=case, to=sharing.office or sharing.outside, now=now)
        _end_what_nobody_shares(sharing.voice, by=by, now=now)
        record(
            "voice.sharing_ended", sharing.voice, by=by, office=case.office, now=now,
            to=sharing.office.slug if sharing.office else "",
        )  # fmt: skip
    return sharing


def _end_what_nobody_shares(voice: Voice, *, by: Person | None, now: datetime) -> None:
    """With the last office the consent itself is withdrawn, and with it comes its deadline."""
    live = Sharing.objects.live().filter(voice=voice)
    rests = {Purpose.SHARING: live, Purpose.SHARING_NAMED: live.filter(with_identity=True)}
    for purpose, shared in rests.items():
        if voice.identity and agrees(voice.identity, purpose) and not shared.exists():
            withdraw_consent(identity=voice.identity, purpose=purpose, by=by, now=now)


def on_the_desk(voice: Voice, by: Person) -> Voice:
    """Held, allowed, and seen by this officer."""
    voice = locked(voice)
    require(by, Permission.CASE_WORK, at=voice.case.office)
    if not Case.objects.worked_by(by).filter(pk=voice.case_id).exists():
        raise RuleBroken("case.unseen", "Laporan ini tidak ada di meja Anda.")
    return voice
