"""A letter goes out: numbered without a gap, and never changed after."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from balai.audit.actions import record
from balai.base import zones
from balai.base.codes import read_code
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import new_nonce, seal, token_for, token_hash
from balai.documents.models import Letter, Numbering
from balai.documents.models.letter import PURPOSE
from balai.documents.rules import letters as rules
from balai.documents.rules.letters import LetterKind, LetterState
from balai.engine.actions import hit
from balai.people.models import Person
from balai.places.models import Office


@transaction.atomic
def issue_letter(
    *,
    kind: str,
    about: models.Model,
    office: Office,
    subject: str,
    addressee: str,
    signed_as: str,
    content: dict[str, Any],
    by: Person,
    now: datetime,
    classification: str = "",
    link: str = "",
) -> Letter:
    """Number it and send it to the press. An older one of this kind about the same thing is superseded."""
    require(by, Permission.LETTER_ISSUE, at=office)
    return numbered(
        kind=kind,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        office=office,
        subject=subject,
        addressee=addressee,
        signed_as=signed_as,
        content=content,
        classification=classification,
        link_sealed=seal(link),
        by=by,
        now=now,
    )


def numbered(*, office: Office, by: Person, now: datetime, **words: Any) -> Letter:
    """Inside the transaction of an action that has asked who may: the number goes back with it."""
    on = zones.local_day(now, office.zone)
    number = _next_number(office, on.year)
    nonce = new_nonce()
    letter = Letter.objects.create(
        nonce=nonce,
        token_hash=token_hash(token_for(nonce, PURPOSE)),
        office=office,
        year=on.year,
        number=number,
        on=on,
        signatory=by,
        issued_at=now,
        due_at=now,
        **words,
    )
    record("letter.issued", letter, by=by, office=office, now=now, kind=letter.kind, number=number)
    _supersede(letter, by, now)
    return letter


def _next_number(office: Office, year: int) -> int:
    """The book is held until the letter is there: whoever comes beside waits, and nobody leaves a gap."""
    Numbering.objects.bulk_create([Numbering(office=office, year=year)], ignore_conflicts=True)
    book = locked(Numbering.objects.get(office=office, year=year))
    book.last += 1
    book.save(update_fields=["last"])
    return book.last


def _supersede(newer: Letter, by: Person, now: datetime) -> None:
    same = Letter.objects.filter(about_type=newer.about_type, about_id=newer.about_id, kind=newer.kind)
    for row in same.filter(state=LetterState.ACTIVE).exclude(pk=newer.pk).order_by("pk"):
        old = locked(row)
        rules.require_letter_move(old.state, LetterState.SUPERSEDED)
        old.state, old.newer, old.ended_at = LetterState.SUPERSEDED, newer, now
        old.save(update_fields=["state", "newer", "ended_at"])
        record("letter.superseded", old, by=by, office=old.office, now=now, newer=newer.number)


@transaction.atomic
def revoke_letter(*, letter: Letter, reason: str, by: Person, now: datetime) -> Letter:
    """It counts no longer; whoever holds the paper is told so."""
    require(by, Permission.LETTER_ISSUE, at=letter.office)
    return end_letter(letter=letter, reason=reason, by=by, now=now)


def end_letter(*, letter: Letter, reason: str, by: Person | None, now: datetime) -> Letter:
    """Inside an action that has asked who may; by nobody, when what it calls to is not held."""
    letter = locked(letter)
    rules.require_letter_move(letter.state, LetterState.REVOKED)
    letter.state, letter.reason, letter.ended_at = LetterState.REVOKED, reason, now
    letter.save(update_fields=["state", "reason", "ended_at"])
    record("letter.revoked", letter, by=by, office=letter.office, now=now, number=letter.number)
    return letter


def find_letter(*, code: str, client: str, now: datetime) -> Letter:
    """By the short code under the QR code. The page that it opens holds nothing personal."""
    hit(bucket=f"letter:code:{client}", limit=rules.TYPED, per=rules.TYPED_WINDOW, now=now)
    found = Letter.objects.filter(code=read_code(code) or "").first()
    if found is None:
        message = "Kode ini tidak dikenal. Periksa lagi huruf dan angkanya di bawah kode QR."
        raise RuleBroken("letter.unknown", message, field="code")
    return found


def find_by_token(*, token: str, client: str, now: datetime) -> Letter | None:
    """Only what is on no paper is counted: whoever holds one is shut out by no neighbour's tries."""
    found = Letter.objects.by_token(token).first()
    if found is None:
        hit(bucket=f"letter:token:{client}", limit=rules.GUESSED, per=rules.TYPED_WINDOW, now=now)
    return found


def last_classification(*, office: Office, kind: str) -> str:
    """What stood on the last letter of this kind."""
    rows = Letter.objects.filter(office=office, kind=LetterKind(kind)).order_by("-issued_at")
    return rows.values_list("classification", flat=True).first() or ""
