"""From phones on the street: notes with photos, and what residents ask for (field/takers.py finds it).

What is personal comes sealed by the phone, is opened here once, and is sealed anew as every voice is.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.sealing import SealBroken
from balai.cases import actions as cases
from balai.cases.models import Case
from balai.cases.rules import pins
from balai.cases.rules.states import Kind
from balai.catalogue.models import NotServed, Service
from balai.field.takers import Asked, Record
from balai.people.contacts import read_contact
from balai.places.models import Office
from balai.places.rules import OfficeKind
from balai.programs.field import session_at, session_of
from balai.programs.models import Session
from balai.voices.actions import change_contact, report_spot, speak
from balai.voices.actions.asking import naming_of
from balai.voices.actions.nobody import require_nobody
from balai.voices.models import Voice
from balai.voices.rules.errands import AT_DUKCAPIL, HEARD, NEEDS_NIK, SERVICE, Errand, kind_of, receipt_code
from balai.voices.rules.spots import LONGEST_STREET, require_street
from balai.voices.rules.words import Channel, Naming

KINDS = ("catatan", "titipan")
LONGEST = 120
DESKS = [
    ("catatan", "Tempat kotor", "voices:spot_for"),
    ("titipan", "Titipan warga", "voices:for_person"),
]
DUKCAPIL = "disdukcapil"  # the agency's own word (seeds/places/instansi.toml)


def take(record: Record, *, replaces: bool, now: datetime) -> str:
    """One note, or one errand. What is here already is added to, never made twice."""
    session = session_of(record) if record.envelope.about else None
    client_id = UUID(record.envelope.id)
    told = _personal(record)
    found = Voice.objects.select_related("case__office", "identity").filter(client_id=client_id).first()
    if found:
        return _again(found, record, told, replaces=replaces, now=now)
    if record.envelope.kind == "catatan":
        voice = _note(record, session, told, now)
    else:
        voice = _errand(record, session, told, now)
    return f"voices.voice {voice.pk}"


def desks(*, about: str, office: Office) -> list[tuple[str, str]]:
    session = session_at(about, office)
    return [
        (words, reverse(page)) for kind, words, page in DESKS if session and kind in session.program.records
    ]


def asks(*, office: Office, now: datetime) -> Iterator[Asked]:
    """Always at hand, then what the office's catalogue offers, then what is heard."""
    for errand in Errand:
        unit = unit_for(errand, office)
        where = "" if unit == office else f", ke {unit.name}"
        yield Asked(errand.value, f"{errand.label}{where}", "Layanan", errand.value in NEEDS_NIK)
    for service in _services(office):
        yield Asked(f"{SERVICE}{service.slug}", service.name, "Layanan")
    for kind in HEARD:
        yield Asked(kind.value, kind.label.capitalize(), "Suara warga")


def unit_for(asked: str, office: Office) -> Office:
    """Whose it is: the civil registry of the region for what only it can look up; else the desk's own office.

    The nearest first: of the kelurahan, the kecamatan, the city; where none is there the kecamatan takes it.
    """
    if asked not in AT_DUKCAPIL:
        return office
    regions = [office.place.code[:size] for size in (13, 8, 5) if len(office.place.code) >= size]
    there = Office.objects.active().filter(place__code__in=regions).select_related("place", "agency")
    wanted = [row for row in there if row.agency and row.agency.slug == DUKCAPIL]
    wanted = wanted or [row for row in there if row.kind == OfficeKind.DISTRICT]
    return max(wanted, key=lambda row: len(row.place.code), default=office)


def _services(office: Office) -> list[Service]:
    off = NotServed.objects.filter(office=office).values("service_id")
    own = Q(office=None) | Q(office=office)
    return list(Service.objects.public().filter(own).exclude(pk__in=off).order_by("name"))


def _note(record: Record, session: Session | None, told: dict[str, str], now: datetime) -> Voice:
    """A finding of the office itself: nobody waits for its answer but the street."""
    if session is None:
        raise RuleBroken("field.session", "Pilih kegiatannya. Catatan tanpa kegiatan tidak tahu programnya.")
    street, text = _text(record.open, "jalan"), told.get("tulisan", "")
    if not _is_street(street):  # a house, a number: kept among the sealed words, and nobody waits for it
        street, text = _street_of(session), f"{street}. {text}" if street and text else text
    spot = report_spot(
        program=session.program, street=street, text=text, session=session, now=now,
        channel=Channel.STREET, by=record.by, desk=record.office, client_id=UUID(record.envelope.id),
    )  # fmt: skip
    return spot.voice


def _errand(record: Record, session: Session | None, told: dict[str, str], now: datetime) -> Voice:
    """A case at the right unit, under the code that stands on the resident's paper."""
    asked = _text(record.open, "untuk")
    known = {one.value: one.words for one in asks(office=record.office, now=now)}
    if asked not in known:
        raise RuleBroken("field.asked", "Yang diminta pada titipan ini tidak dikenal.")
    client_id, kind = UUID(record.envelope.id), kind_of(asked)
    code = receipt_code(client_id)
    if Case.objects.filter(code=code).exists():
        raise RuleBroken("field.code", "Kode tanda terima ini sudah dipakai laporan lain.")
    nik = told.get("nik", "") if asked in NEEDS_NIK else ""
    contact = read_contact(name=told.get("nama", ""), phone=told.get("telepon", ""), nik=nik)
    said = told.get("tulisan", "")
    words = Errand(asked).label if asked in Errand.values else known[asked]
    text = f"{words}. {said}".strip() if kind == Kind.ERRAND else said
    return speak(
        office=unit_for(asked, record.office), kind=kind, text=text, channel=Channel.STREET,
        naming=naming_of(contact), contact=contact, pin=_good_pin(told), now=now, by=record.by,
        program=session.program if session else None, session=session, desk=record.office,
        client_id=client_id, code=code, needs_pin=False,
    )  # fmt: skip


def _is_street(words: str) -> bool:
    try:
        require_nobody("street", require_street(words))
    except RuleBroken:
        return False
    return True


def _street_of(session: Session) -> str:
    """Of a note that names none: where the session is."""
    place = (session.place_text or session.program.place_text)[:LONGEST_STREET].strip()
    return place if _is_street(place) else "Lokasi kegiatan"


def _again(found: Voice, record: Record, told: dict[str, str], *, replaces: bool, now: datetime) -> str:
    """The same record with other bytes: only a person's word brings it in, as a note on what is there."""
    if not replaces:
        raise RuleBroken("field.twice", f"Sudah ada sebagai laporan {found.case.code}.")
    voice = locked(found)
    if voice.erased_at is None:
        words = told.get("tulisan", "") or "(tanpa tulisan)"
        cases.note_from_street(case=voice.case, text=f"Versi lain dari HP: {words}", by=record.by, now=now)
        contact = read_contact(name=told.get("nama", ""), phone=told.get("telepon", ""))
        if voice.naming != Naming.NAMELESS and not contact.is_empty:
            change_contact(voice=voice, contact=contact, now=now)
    return f"voices.voice {voice.pk}"


def _good_pin(told: dict[str, str]) -> str:
    """A PIN that is easily guessed is none: the resident then asks at the office, as without one."""
    try:
        pins.require_good(told.get("pin", ""))
    except RuleBroken:
        return ""
    return told["pin"]


def _personal(record: Record) -> dict[str, str]:
    try:
        found = record.personal()
    except SealBroken:
        raise RuleBroken("field.sealed", "Bagian tersegel tidak bisa dibuka. Minta catatan ulang.") from None
    return {name: value.strip() for name, value in found.items() if isinstance(value, str)}


def _text(opened: Any, name: str) -> str:
    value = opened.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise RuleBroken("field.words", "Isi catatan ini tidak terbaca.")
    return value.strip()
