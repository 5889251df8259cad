"""Who speaks: invited by role, and named to the public only after they said yes themselves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.places.models import Agency
from balai.programs.models import Plan, Session, Speaker
from balai.programs.rules.talks import Answer, require_answer


@dataclass(frozen=True)
class Invitee:
    """An agency of the list, or a body outside by its name."""

    role: str
    agency: Agency | None = None
    outside: str = ""

    @property
    def name(self) -> str:
        return " ".join(self.outside.split())


@transaction.atomic
def invite_speaker(*, session: Session, invitee: Invitee, by: object, now: datetime) -> Speaker:
    """Not told to anybody before they have confirmed."""
    session = _held(session, by)
    if bool(invitee.agency) == bool(invitee.name):
        message = "Pilih satu instansi, atau tulis satu lembaga di luar daftar."
        raise RuleBroken("speaker.one_body", message, field="agency")
    if not invitee.role.strip():
        raise RuleBroken("speaker.role", "Tulis perannya, misalnya: pembicara kependudukan.", field="role")
    there = Speaker.objects.filter(session=session)
    twin = (
        there.filter(agency=invitee.agency) if invitee.agency else there.filter(outside__iexact=invitee.name)
    )
    if twin.exists():
        name = invitee.agency or invitee.name
        raise RuleBroken("speaker.twice", f"{name} sudah diundang ke acara ini.", field="agency")
    Plan.objects.get_or_create(session=session, defaults={"changed_at": now})
    nonce = new_nonce()
    speaker = Speaker.objects.create(
        session=session, agency=invitee.agency, outside=invitee.name, role=invitee.role.strip(), nonce=nonce,
        token_hash=token_hash(token_for(nonce, "speaker")), invited_at=now, revision=session.revision,
    )  # fmt: skip
    record("speaker.invited", session, by=by, office=session.program.office, now=now)
    return speaker


@transaction.atomic
def confirm_speaker(*, speaker: Speaker, by: object, now: datetime, comes_as: str = "") -> Speaker:
    """They come. By the link (`by` None), or noted by the office after they rang up."""
    session, speaker = _answerable(speaker, by=by, now=now)
    if not speaker.is_asked:
        require_answer(speaker.answer, Answer.CONFIRMED)
    speaker.answer, speaker.answered_at, speaker.reason = Answer.CONFIRMED, now, ""
    speaker.comes_as, speaker.revision = comes_as.strip(), session.revision
    speaker.save(update_fields=["answer", "answered_at", "reason", "comes_as", "revision"])
    record("speaker.confirmed", session, by=by, office=session.program.office, now=now)
    return speaker


@transaction.atomic
def decline_speaker(*, speaker: Speaker, reason: str, by: object, now: datetime) -> Speaker:
    """They do not come, and say why."""
    session, speaker = _answerable(speaker, by=by, now=now)
    if not speaker.is_asked:
        require_answer(speaker.answer, Answer.DECLINED)
    if not reason.strip():
        raise RuleBroken("speaker.reason", "Tulis alasannya, supaya pengundang tahu.", field="reason")
    speaker.answer, speaker.answered_at, speaker.reason = Answer.DECLINED, now, reason.strip()
    speaker.save(update_fields=["answer", "answered_at", "reason"])
    record("speaker.declined", session, by=by, office=session.program.office, now=now)
    return speaker


@transaction.atomic
def withdraw_speaker(*, speaker: Speaker, by: object, now: datetime) -> Speaker:
    """The office does without them; their link opens nothing any more."""
    session = _held(speaker.session, by)
    speaker = locked(speaker)
    require_answer(speaker.answer, Answer.WITHDRAWN)
    speaker.answer, speaker.answered_at = Answer.WITHDRAWN, now
    speaker.save(update_fields=["answer", "answered_at"])
    record("speaker.withdrawn", session, by=by, office=session.program.office, now=now)
    return speaker


@transaction.atomic
def invite_again(*, speaker: Speaker, by: object, now: datetime) -> Speaker:
    """With a new link; the old one, wherever it went, is dead."""
    session = _held(speaker.session, by)
    speaker = locked(speaker)
    if speaker.answer != Answer.INVITED:
        require_answer(speaker.answer, Answer.INVITED)
    speaker.nonce = new_nonce()
    speaker.token_hash = token_hash(token_for(speaker.nonce, "speaker"))
    speaker.answer, speaker.answered_at, speaker.reason, speaker.comes_as = Answer.INVITED, None, "", ""
    speaker.invited_at, speaker.revision = now, session.revision
    speaker.save()
    record("speaker.invited_again", session, by=by, office=session.program.office, now=now)
    return speaker


def _held(session: Session, by: object) -> Session:
    session = locked(session)
    require(by, Permission.PROGRAM_EDIT, at=session.program.office)
    if not session.is_held:
        raise RuleBroken("speaker.not_held", "Acara ini tidak diadakan, jadi undangannya tidak berlaku.")
    return session


def _answerable(speaker: Speaker, *, by: object, now: datetime) -> tuple[Session, Speaker]:
    """By who holds the link (`by` None), or by the office."""
    session = locked(speaker.session)
    if by is not None:
        require(by, Permission.PROGRAM_EDIT, at=session.program.office)
    if not session.is_held or session.ends_at <= now:
        raise RuleBroken("speaker.over", "Acara ini sudah selesai atau dibatalkan.")
    speaker = locked(speaker)
    speaker.session = session
    return session, speaker
