"""What belongs together across apps: the report that closes a session, and the letter to its speaker."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from balai.base import zones
from balai.documents import actions as documents
from balai.documents.models import Letter, Photo, Report
from balai.documents.rules.letters import LetterKind
from balai.front import rules
from balai.front.closing import ENDED, facts_of, owed_of, words_from
from balai.people.models import Person
from balai.programs.models import Session, Speaker
from balai.programs.talks import Invitation, invitation


@transaction.atomic
def keep_report(*, session: Session, by: Person, now: datetime, **words: Any) -> Report:
    """Begin the report of a session that is over, or go on with it: nothing is sent yet."""
    rules.require_over(ends_at=session.ends_at, is_held=session.state in ENDED, now=now)
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
