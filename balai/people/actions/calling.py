"""Officers who telephone because a message reaches nobody by itself."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import seal, unseal
from balai.notices.models import Notice
from balai.notices.rules import State, Why, split_text
from balai.people.actions.identities import role_at
from balai.people.models import Identity, Opening, Person
from balai.places.models import Office

PURPOSE = "Menyampaikan kabar lewat telepon"
LINK = re.compile(r"(?:^[^\n]*:\n)?https?://\S+", re.MULTILINE)  # with the line that leads to it
OWN_PAGE = ("voices.news", "voices.board_answer")  # whose link is the key to all that the person told
ENDED = (State.TOLD, State.GIVEN_UP)


@dataclass(frozen=True)
class Call:
    """For one page; never kept, logged or put into a session."""

    number: str
    subject: str
    words: str
    rung_since: datetime | None = None  # another officer opened it before, not long ago


@transaction.atomic
def open_call(*, notice: Notice, by: Person, now: datetime) -> Call:
    """Number and words, once more at each asking. The person concerned is shown that it was read."""
    notice, office = _held(notice, by)
    if notice.state != State.TO_CALL:
        raise RuleBroken("call.over", "Kabar ini sudah disampaikan, ditarik, atau lewat waktunya.")
    owners = Identity.objects.filter(phone_hash=bytes(notice.recipient_hash))
    role = role_at(by, office, Permission.CONTACT_CALL, now)
    for identity in owners:
        Opening.objects.create(
            identity=identity,
            person=by,
            office=office,
            role=role,
            purpose_sealed=seal(PURPOSE),
            opened_at=now,
        )
    record("call.opened", notice, by=by, office=office, now=now)
    letter = unseal(notice.text_sealed)
    if notice.kind in OWN_PAGE:
        letter = LINK.sub("", letter).rstrip()
    rung_since = notice.rung_since(but=by.pseudonym, now=now)
    notice.called_by, notice.called_at = by.pseudonym, now
    notice.save(update_fields=["called_by", "called_at"])
    return Call(unseal(notice.address_sealed), *split_text(letter), rung_since)


@transaction.atomic
def end_call(*, notice: Notice, is_told: bool, by: Person, now: datetime) -> Notice:
    """The person knows now, or cannot be reached. Said twice: nothing."""
    notice, office = _held(notice, by)
    state, why = (State.TOLD, notice.why) if is_told else (State.GIVEN_UP, Why.UNREACHED)
    if notice.state == state and (is_told or notice.why == why):
        return notice
    if notice.state != State.TO_CALL:
        raise RuleBroken("call.over", "Kabar ini sudah disampaikan, ditarik, atau lewat waktunya.")
    notice.state, notice.why, notice.due_at = state, why, now
    notice.sent_at = now if is_told else None
    notice.called_by, notice.called_at = "", None
    notice.save(update_fields=["state", "why", "due_at", "sent_at", "called_by", "called_at"])
    record("call.told" if is_told else "call.unreached", notice, by=by, office=office, now=now)
    return notice


@transaction.atomic
def leave_call(*, notice: Notice, by: Person, now: datetime) -> Notice:
    """Nobody answered; later, by whoever has time. Not one's own, or twice: nothing."""
    notice, office = _held(notice, by)
    if notice.called_by == by.pseudonym:
        notice.called_by, notice.called_at = "", None
        notice.save(update_fields=["called_by", "called_at"])
        record("call.left", notice, by=by, office=office, now=now)
    return notice


@transaction.atomic
def put_back(*, notice: Notice, by: Person, now: datetime) -> Notice:
    """Ended by mistake: onto the list again, as long as its number is kept. Twice: nothing."""
    notice, office = _held(notice, by)
    if notice.state == State.TO_CALL:
        return notice
    if notice.state not in ENDED or not notice.address_sealed or _is_late(notice, now):
        raise RuleBroken("call.gone", "Kabar ini tidak bisa dikembalikan lagi ke daftar.")
    notice.why = notice.why if notice.state == State.TOLD else Why.FAILED
    notice.state, notice.due_at, notice.sent_at = State.TO_CALL, now, None
    notice.save(update_fields=["state", "why", "due_at", "sent_at"])
    record("call.put_back", notice, by=by, office=office, now=now)
    return notice


def _is_late(notice: Notice, now: datetime) -> bool:
    return notice.useful_until is not None and now >= notice.useful_until


def _held(notice: Notice, by: Person) -> tuple[Notice, Office]:
    notice = locked(notice)
    office = Office.objects.get(slug=notice.office)
    require(by, Permission.CONTACT_CALL, at=office)
    if notice.is_narrow:
        require(by, Permission.CASE_NARROW, at=office)
    return notice, office
