"""Somebody brings something: from home, at a counter, in the quiet room, on paper."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balai.base.masking import mask
from balai.base.permissions import Permission, require
from balai.base.prepared import insert
from balai.base.sealing import seal
from balai.base.together import together
from balai.base.zones import local_day
from balai.cases.actions import new_case, owe_first
from balai.documents.actions import receive
from balai.documents.harmless import Harmless
from balai.people.actions import give_consent
from balai.people.contacts import Contact
from balai.people.models import Person
from balai.people.rules import Purpose
from balai.places.known_names import known_names
from balai.places.models import Office, Place
from balai.programs.models import Program, Session
from balai.voices.actions.noting import keep_agreement
from balai.voices.models import Topic, Voice
from balai.voices.rules.risk import signs
from balai.voices.rules.words import (
    LONGEST_OPEN,
    Cause,
    Channel,
    require_naming,
    require_pin,
    require_text,
)


def take_up(
    *, office: Office, kind: str, text: str, channel: str, naming: str, now: datetime,
    by: Person | None = None, contact: Contact | None = None, pin: str = "", is_secret: bool = False,
    program: Program | None = None, session: Session | None = None, topic: Topic | None = None,
    cause: str = Cause.UNKNOWN, area: Place | None = None,
    shared_with: Iterable[tuple[Office | str, bool]] = (), may_quote: bool = False, read_back: bool = False,
    attached: Iterable[Harmless] = (), counted_from: datetime | None = None, needs_pin: bool = True,
    desk: Office | None = None, client_id: UUID | None = None, code: str = "",
) -> Voice:  # fmt: skip
    """Take it up: words sealed, persons masked, and from now on somebody owes an answer.

    `by` is the officer who writes for the person (room, counter, paper, telephone); None from home.
    `shared_with`: offices and outside bodies that may be told, and whether with the name. Signs of danger
    narrow who may see it at once; nothing is sent anywhere. `needs_pin`: not where all read the answer.
    `desk`: whose telephone on the street wrote it down, as `client_id`, with the `code` that stands on paper.
    """
    text, contact = require_text(text), contact or Contact()
    _require_hand(channel, by=by, office=office, desk=desk)
    require_naming(naming, has_identity=not contact.is_empty)
    if needs_pin:
        require_pin(pin, naming=naming, channel=channel)
    found = " ".join(one.sign for one in signs(text))
    listener = by if channel == Channel.ROOM else None
    case, owed = new_case(
        office=office, kind=kind, now=now, pin=pin, is_secret=is_secret, is_narrow=bool(found),
        listener=listener, about=topic.slug if topic else "", came_by=channel, counted_from=counted_from,
        code=code,
    )  # fmt: skip
    with together():
        identity = contact.store(local_day(now, office.zone) + LONGEST_OPEN)
        insert(case)
    voice = Voice(
        case=case, program=program, session=session, naming=naming, channel=channel, topic=topic, cause=cause,
        area=area, text_sealed=seal(text), masked_sealed=seal(mask(text, known_names()).text), signs=found,
        identity=identity, may_quote=may_quote, read_back_at=now if read_back else None, client_id=client_id,
    )  # fmt: skip
    with together():
        owe_first(case, owed, by=by, now=now)
        insert(voice)
    if may_quote and voice.identity:
        give_consent(identity=voice.identity, purpose=Purpose.QUOTING, by=by, now=now)
    for receiver, with_identity in shared_with:
        keep_agreement(voice, receiver, with_identity=with_identity, by=by, now=now)
    for file in attached:
        receive(upload=file, of=case, office=office, by=by, now=now)
    return voice


speak = transaction.atomic(take_up)  # a question for a board takes it up in a transaction of its own


def _require_hand(channel: str, *, by: Person | None, office: Office, desk: Office | None) -> None:
    """From home nobody else has a hand in it; everywhere else an officer of this office has.

    A desk on the street brings what is another unit's to that unit: there, who answers for its telephones.
    """
    if desk is not None:
        require(by, Permission.FIELD_MANAGE, at=desk)
    elif channel == Channel.ROOM:
        require(by, Permission.VOICE_HEAR, at=office)
    elif channel != Channel.WEB:
        require(by, Permission.CASE_WORK, at=office)
