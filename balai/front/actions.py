"""What belongs together across apps: a session's report, and its letters to speakers and RTs."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.documents import actions as documents
from balai.documents.models import Letter, Photo, Report
from balai.documents.rules.letters import LetterKind
from balai.front import rules
from balai.front.calls import calls_at, letters_of
from balai.front.closing import facts_of, owed_of, words_from
from balai.people.models import Person
from balai.programs.models import Session, Speaker
from balai.programs.models.session import TOOK_PLACE
from balai.programs.talks import Invitation, invitation
from balai.programs.turns import Call


@transaction.atomic
def keep_report(*, session: Session, by: Person, now: datetime, **words: Any) -> Report:
    """Begin the report of a session that is over, or go on with it: nothing is sent yet."""
    rules.require_over(ends_at=session.ends_at, is_held=session.state in TOOK_PLACE, now=now)
    report = documents.begin_report(
        about=session,
        office=session.program.office,
        on=session.on,
        title=f"Laporan {session.program.name}, {zones.day(session.on)}",
        due_on=owed_of(session, now).due,
        by=by,
        now=now,
    )
    return documents.write_report(report=report, words=words, by=by, now=now)


@transaction.atomic
def hand_in_report(*, session: Session, by: Person, now: datetime, **words: Any) -> Report:
    """Keep it and send it to its approver, frozen as it is now."""
    report = keep_report(session=session, by=by, now=now, **words)
    snapshot = facts_of(session, words, now=now)
    return documents.submit_report(report=report, snapshot=snapshot, by=by, now=now)


def correct_report(*, report: Report, because: str, by: Person, now: datetime) -> Report:
    return documents.correct_report(
        report=report, because=because, words=words_from(report.facts), by=by, now=now
    )


def decide_photo(*, photo: Photo, consent: str, by: Person, now: datetime) -> Photo:
    """Who is seen agreed, or not; or the photo is taken back altogether."""
    if consent == "drop":
        return documents.drop_photo(photo=photo, by=by, now=now)
    return documents.set_consent(photo=photo, consent=consent, by=by, now=now)


@transaction.atomic
def invite_by_letter(
    *, speaker: Speaker, signed_as: str, classification: str, by: Person, now: datetime
) -> Letter:
    """The letter that asks this speaker to come: made from the plan, like poster and message."""
    asked = invitation(speaker)
    return documents.issue_letter(
        kind=LetterKind.INVITATION,
        about=speaker,
        office=speaker.session.program.office,
        subject=f"Undangan pembicara {asked.said.program}",
        addressee=asked.to,
        signed_as=signed_as,
        content=letter_words(asked),
        classification=classification,
        link=settings.BALAI_URL.rstrip("/") + reverse("programs:answer_invitation", args=[asked.token]),
        by=by,
        now=now,
    )


def letter_words(asked: Invitation) -> dict[str, Any]:
    """Only what is there: a theme or an agenda may still be missing."""
    said = asked.said
    rows = [
        ("Program", said.program),
        ("Tema", said.theme),
        ("Waktu", said.when),
        ("Tempat", said.place),
        ("Yang dibahas", asked.about),
    ]
    return {
        "opening": ["Dengan hormat,", f"Kami mengundang {asked.to} sebagai {asked.role} pada acara berikut."],
        "rows": [[name, value] for name, value in rows if value],
        "agenda": [[zones.hour(row.starts_at, said.zone), row.item.title] for row in asked.agenda],
        "closing": [
            "Mohon pastikan kesediaan lewat alamat di bagian bawah surat ini.",
            "Atas perhatian dan kesediaannya kami ucapkan terima kasih.",
        ],
    }


@transaction.atomic
def call_by_letter(
    *, session: Session, signed_as: str, classification: str, by: Person, now: datetime
) -> list[Letter]:
    """A letter to the head of each RT whose turn it is; those that have a right one get no other."""
    session = locked(session)
    require(by, Permission.LETTER_ISSUE, at=session.program.office)
    rules.require_ahead(ends_at=session.ends_at, is_held=session.is_held, now=now)
    calls = calls_at(session)
    if not calls:
        raise RuleBroken("turn.nobody", "Pilih dulu RT yang bertugas hari itu.")
    letters = letters_of(calls)
    return [
        documents.issue_letter(
            kind=LetterKind.INVITATION,
            about=call.turn,
            office=session.program.office,
            subject=f"Kerja bakti {session.program.name}",
            addressee=call.addressee,
            signed_as=signed_as,
            content=call_words(call),
            classification=classification,
            by=by,
            now=now,
        )
        for call in calls
        if not is_current(letters.get(call.turn.pk), call)
    ]


def is_current(letter: Letter | None, call: Call) -> bool:
    """It is out and still says what holds."""
    return letter is not None and letter.content == call_words(call)


def call_words(call: Call) -> dict[str, Any]:
    return {
        "opening": [
            "Dengan hormat,",
            f"Kami mengharapkan kehadiran warga {call.turn} pada kerja bakti berikut.",
        ],
        "rows": [[name, value] for name, value in call.rows],
        "agenda": [],
        "closing": [
            "Mohon Bapak atau Ibu ketua meneruskan kabar ini kepada warga. Warga tidak dipungut biaya.",
            "Atas perhatian dan kerja samanya kami ucapkan terima kasih.",
        ],
    }
