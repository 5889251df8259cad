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
from balai.notices.actions import withdraw as withdraw_notices
from balai.people.actions import change_identity
from balai.people.contacts import Contact
from balai.voices.models import Voice
from balai.voices.rules.words import LONGEST_OPEN, Naming


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
    if not (contact.phone or contact.email):
        withdraw_notices(about=voice)
    record("voice.contact_changed", voice, by=None, office=voice.case.office, now=now)
    return voice
