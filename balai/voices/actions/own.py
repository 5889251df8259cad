"""What the person does from their own page."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.zones import local_day
from balai.cases.actions import reply
from balai.documents.actions import receive
from balai.documents.harmless import Harmless
from balai.notices.actions import keep_to_few, withdraw_calls
from balai.notices.actions import withdraw as withdraw_notices
from balai.people.actions import change_identity, give_consent, withdraw_consent
from balai.people.consents import agrees, may_contact
from balai.people.contacts import Contact
from balai.people.models import Consent
from balai.people.rules import Purpose
from balai.voices.actions.noting import take_back_sharing
from balai.voices.models import Voice
from balai.voices.rules.words import LONGEST_OPEN, Naming

NEWS = ("voices.news", "voices.board_answer")  # what stands on the own page


@transaction.atomic
def write_back(*, voice: Voice, text: str, now: datetime, attached: Iterable[Harmless] = ()) -> Voice:
    """A message, perhaps with pictures. Was something asked, the clocks go on."""
    reply(case=voice.case, text=text, now=now)
    for file in attached:
        receive(upload=file, of=voice.case, office=voice.case.office, by=None, now=now)
    return voice


@transaction.atomic
def change_contact(*, voice: Voice, contact: Contact, now: datetime) -> Voice:
    """Told in another way from now on, or not at all. Who gave no name does not give one here."""
    voice = locked(voice)
    if voice.erased_at:
        raise RuleBroken("voice.erased", "Data laporan ini sudah dihapus.")
    if voice.naming == Naming.NAMELESS:
        raise RuleBroken("voice.nameless", "Laporan tanpa nama tidak menyimpan nomor. Pakai kode dan PIN.")
    until = voice.keep_until or local_day(now, voice.case.zone) + LONGEST_OPEN
    if voice.identity is None:
        voice.identity = contact.store(until)
        voice.save(update_fields=["identity"])
    else:
        name = contact.name or voice.identity.name
        change_identity(
            identity=voice.identity, name=name, phone=contact.phone, email=contact.email, keep_until=until
        )
    _agree_to_be_told(voice, contact, now)
    record("voice.contact_changed", voice, by=None, office=voice.case.office, now=now)
    return voice


def _agree_to_be_told(voice: Voice, contact: Contact, now: datetime) -> None:
    """Whoever leaves both fields empty wants no messages; whoever fills one wants them again."""
    if not (contact.phone or contact.email):
        withdraw_notices(about=voice)
    if voice.identity is None:
        return
    if not (contact.phone or contact.email):
        withdraw_consent(identity=voice.identity, purpose=Purpose.CONTACT, now=now)
    elif not may_contact(voice.identity):
        give_consent(identity=voice.identity, purpose=Purpose.CONTACT, now=now)


@transaction.atomic
def note_reading(*, voice: Voice, now: datetime) -> bool:
    """The person opened their page: nobody need ring them up about what stands there."""
    if not withdraw_calls(*NEWS, about=voice):
        return False
    record("voice.news_read", voice, by=None, office=voice.case.office, now=now)
    return True


@transaction.atomic
def stop_quoting(*, voice: Voice, now: datetime) -> Voice:
    """Their words are theirs: from now on they are quoted nowhere. Said twice: nothing."""
    voice = locked(voice)
    if voice.may_quote:
        voice.may_quote = False
        voice.save(update_fields=["may_quote"])
        record("voice.quoting_ended", voice, by=None, office=voice.case.office, now=now)
    if voice.identity:
        withdraw_consent(identity=voice.identity, purpose=Purpose.QUOTING, now=now)
    return voice


@transaction.atomic
def keep_name_back(*, voice: Voice, now: datetime) -> Voice:
    """The matter goes on, the name does not: no agency opens it from now on, here few may. Twice: nothing."""
    voice = locked(voice)
    if voice.naming != Naming.NAMED:
        return voice
    voice.naming = Naming.ANONYMOUS
    voice.save(update_fields=["naming"])
    voice.shared_with.filter(with_identity=True).update(with_identity=False)
    keep_to_few(about=voice)
    if voice.identity and agrees(voice.identity, Purpose.SHARING_NAMED):
        withdraw_consent(identity=voice.identity, purpose=Purpose.SHARING_NAMED, now=now)
    record("voice.name_kept_back", voice, by=None, office=voice.case.office, now=now)
    return voice


@transaction.atomic
def end_consent(*, consent: Consent, now: datetime) -> None:
    """What of a voice rested on a consent that was withdrawn. Run twice: nothing.

    What the person agreed to after they withdrew rests on their newer word, and stays.
    """
    if consent.withdrawn_at is None or agrees(consent.identity, consent.purpose):
        return
    for voice in Voice.objects.kept().filter(identity=consent.identity_id).select_related("case__office"):
        if consent.purpose == Purpose.QUOTING and voice.may_quote:
            stop_quoting(voice=voice, now=now)
        if consent.purpose == Purpose.SHARING:
            for sharing in voice.shared_with.filter(
                withdrawn_at=None, agreed_at__lte=consent.withdrawn_at
            ).order_by("pk"):
                take_back_sharing(sharing=sharing, by=None, now=now)
        if consent.purpose == Purpose.SHARING_NAMED:
            named = voice.shared_with.filter(with_identity=True, agreed_at__lte=consent.withdrawn_at)
            if named.update(with_identity=False):
                record("voice.name_kept_back", voice, by=None, office=voice.case.office, now=now)
