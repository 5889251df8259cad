"""From the desk to others: handed on with the least that is needed, joined with others, answered together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.masking import mask
from balai.base.permissions import Permission
from balai.cases import actions as cases
from balai.cases.models import Case, Referral
from balai.cases.rules.states import Kind, State
from balai.documents.models import File
from balai.people.actions import OpenedIdentity, open_identity
from balai.people.models import Person
from balai.places.known_names import known_names
from balai.places.models import Office
from balai.voices.actions.board import answer_voice, read_first
from balai.voices.actions.nobody import require_nobody
from balai.voices.actions.noting import body, on_the_desk
from balai.voices.models import Sharing, Voice

MOST_AT_ONCE = 100  # cases of one common answer


def least(text: str) -> str:
    """What may leave: the officer's words without any person in them."""
    return mask(text.strip(), known_names()).text


@transaction.atomic
def hand_on(
    *, voice: Voice, asked: str, by: Person, now: datetime, to_office: Office | None = None,
    outside: str = "", address: str = "", along: Collection[File] = (),
) -> Referral:  # fmt: skip
    """Persons are masked once more on the way out; a name goes along only where the person agreed.

    A curhat is told in trust: it goes nowhere without consent (UU 27/2022 art. 20 (2) a). What is a complaint
    rests on the office's public duty (letter e) and goes to whoever can act, without the name.
    """
    outside = body(outside)
    target = to_office or outside
    sharing = sharing_with(voice, target)
    _require_consent(voice, target, sharing)
    case = voice.case
    if case.state == State.SENT:
        case = cases.verify(case=case, by=by, now=now)
    return cases.refer(
        case=case, asked=least(asked), by=by, now=now, to_office=to_office, outside=outside,
        address=address, shares_identity=bool(sharing and sharing.with_identity and voice.identity_id),
        files=along,
    )  # fmt: skip


@transaction.atomic
def name_day(
    *, referral: Referral, on: date, what: str, by: Person | None, now: datetime
) -> Referral:  # fmt: skip
    """An agency says what comes, and by which day. Everybody reads it."""
    return cases.name_day(referral=referral, on=on, what=require_nobody("what", what), by=by, now=now)


def sharing_with(voice: Voice, target: Office | str) -> Sharing | None:
    """What the person agreed to for this office or body."""
    return Sharing.objects.live().to(target).filter(voice=voice).first()


def _require_consent(voice: Voice, target: Office | str, sharing: Sharing | None) -> None:
    """Whoever took it back has said no, whatever the matter rests on otherwise."""
    if sharing:
        return
    if voice.shared_with.to(target).exists():
        message = f"Pelapor menarik izin untuk {target}. Bila ia mengizinkan lagi, catat izinnya dahulu."
        raise RuleBroken("referral.taken_back", message)
    if voice.case.kind == Kind.CURHAT:
        message = f"Curhat hanya diteruskan dengan izin. Tanyakan dahulu: boleh ke {target or 'sana'}?"
        raise RuleBroken("referral.no_consent", message)


@transaction.atomic
def open_shared_identity(*, referral: Referral, reason: str, by: Person, now: datetime) -> OpenedIdentity:
    """At the agency, only where the person agreed to their name; recorded and shown to them as anywhere."""
    referral = locked(referral)
    voice = Voice.objects.named_to(referral).select_related("identity").first()
    if voice is None or voice.identity is None or referral.to_office is None:
        raise RuleBroken("sharing.no_name", "Nama pelapor tidak ikut pada rujukan ini.")
    return open_identity(
        identity=voice.identity, office=referral.to_office, reason=reason, by=by, now=now,
        permission=Permission.CASE_TAKE,
    )  # fmt: skip


@transaction.atomic
def follow(*, voice: Voice, leading: Voice, by: Person, now: datetime) -> Voice:
    """The same matter was brought before: one piece of work, and everybody is answered.

    Each keeps the promise that was made to them; joining never makes one later.
    """
    case = on_the_desk(voice, by).case
    if leading.case_id == case.pk or leading.case.follows_id == case.pk:
        raise RuleBroken("case.follows_itself", "Laporan ini tidak dapat mengikuti dirinya sendiri.")
    if leading.case.office_id != case.office_id or not leading.case.is_open:
        raise RuleBroken("case.no_leading", "Gabungkan hanya dengan laporan terbuka di kantor yang sama.")
    case.follows = leading.case.follows or leading.case
    case.save(update_fields=["follows"])
    Case.objects.filter(follows=case).update(follows=case.follows)
    record("case.followed", case, by=by, now=now, office=case.office, leading=case.follows.code)
    voice.case = case
    return voice


@transaction.atomic
def stand_alone(*, voice: Voice, by: Person, now: datetime) -> Voice:
    """It was another matter after all."""
    case = on_the_desk(voice, by).case
    case.follows = None
    case.save(update_fields=["follows"])
    record("case.stands_alone", case, by=by, now=now, office=case.office)
    voice.case = case
    return voice


@dataclass
class Answered:
    """What became of a common answer: how many, and which not and why."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def answer_many(*, voices: Sequence[Voice], text: str, by: Person, now: datetime) -> Answered:
    """The same words to each, each in a transaction of its own; one that cannot be is named.

    Sent again, whoever has the answer is left alone: the table of moves refuses a second one.
    """
    if len(voices) > MOST_AT_ONCE:
        raise RuleBroken("voice.too_many", f"Paling banyak {MOST_AT_ONCE} laporan sekali jawab.")
    found = Answered()
    for voice in voices:
        try:
            _answer_one(voice, text=text, by=by, now=now)
        except RuleBroken as broken:
            found.refused.append((voice.case.code, broken.message))
        else:
            found.done += 1
    return found


@transaction.atomic
def _answer_one(voice: Voice, *, text: str, by: Person, now: datetime) -> None:
    read_first(voice, by=by, now=now)
    answer_voice(voice=voice, text=text, by=by, now=now)
