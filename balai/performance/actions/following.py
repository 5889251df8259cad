"""One question a month later: agreed to, asked once, answered without a name, and the contact is gone."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.notices.actions import forget
from balai.notices.models import Notice
from balai.people.actions import give_consent
from balai.people.contacts import Contact, address_of, tell
from balai.people.rules import Purpose
from balai.performance.actions.counting import raise_count
from balai.performance.models import OPEN, FollowUp, Participation, Pulse, UseTally
from balai.performance.rules import FollowState, Obstacle, Use, is_decent, last_day, use_day
from balai.programs.models import Attendance, Session

KIND = "performance.use"


@transaction.atomic
def stay_in_touch(
    *, session: Session, attendance: Attendance, contact: Contact, agrees: bool, now: datetime
) -> bool:
    """The contact hangs on the session alone: neither the attendance nor the answers lead to it."""
    if not Pulse.objects.filter(program=session.program_id, asks_use=True).exists():
        raise RuleBroken("follow_up.not_asked", "Program ini tidak bertanya lagi sesudah acara.")
    if not agrees:
        message = "Beri tanda setuju dulu. Tanpa itu kontak Anda tidak kami simpan."
        raise RuleBroken("follow_up.no_consent", message, field="agrees")
    if not (contact.phone or contact.email):
        raise RuleBroken("follow_up.no_contact", "Isi nomor HP atau surel (e-mail).", field="phone")
    if zones.local_day(now, session.zone) >= use_day(session.on):
        raise RuleBroken("follow_up.late", "Sudah lewat waktunya untuk pertanyaan ini.")
    own = Participation.objects.filter(attendance=attendance, session=session)
    if not own.exists():
        raise RuleBroken("follow_up.not_there", "Isi dulu kesan Anda, lalu tinggalkan kontak.")
    if not own.filter(may_be_asked=False).update(may_be_asked=True):
        return False
    identity = contact.store(last_day(session.on))
    assert identity is not None
    give_consent(identity=identity, purpose=Purpose.FOLLOW_UP, now=now)
    nonce = new_nonce()
    made = FollowUp(
        session=session, identity=identity, nonce=nonce, token_hash=token_hash(token_for(nonce, "follow_up")),
        due_on=use_day(session.on), last_on=last_day(session.on),
    )  # fmt: skip
    made.save(force_insert=True)
    record("follow_up.agreed", session, by=None, office=session.program.office, now=now)
    return True


@transaction.atomic
def ask_use(*, follow_up: FollowUp, now: datetime) -> bool:
    """Its message goes into the outbox once; not at night, and not before its day."""
    follow_up = locked(follow_up)
    session = follow_up.session
    today = zones.local_day(now, session.zone)
    if follow_up.state != FollowState.WAITING or today < follow_up.due_on or not is_decent(now, session.zone):
        return False
    where = address_of(follow_up.identity)
    if where is None or today > follow_up.last_on or _is_asked_already(follow_up, where[1]):
        _end(follow_up, FollowState.LAPSED)
        record("follow_up.lapsed", follow_up, by=None, office=session.program.office, now=now)
        return False
    program = session.program
    tell(
        KIND, follow_up.identity, about=follow_up, office=program.office,
        context={
            "program": program.name, "office": program.office.name, "day": zones.day(session.on),
            "last": zones.day(follow_up.last_on),
            "link": settings.BALAI_URL + reverse("performance:use", args=[follow_up.token]),
        },
        now=now,
    )  # fmt: skip
    follow_up.state = FollowState.ASKED
    follow_up.save(update_fields=["state"])
    record("follow_up.asked", follow_up, by=None, office=program.office, now=now)
    return True


@transaction.atomic
def answer_use(*, follow_up: FollowUp, use: str, obstacle: str, now: datetime) -> bool:
    """Counted once; then there is nobody left to ask. True when it is new."""
    follow_up = locked(follow_up)
    if follow_up.state == FollowState.ANSWERED:
        return False
    _require_answerable(follow_up, now)
    if use not in Use.values:
        raise RuleBroken("follow_up.no_answer", "Pilih satu jawaban.", field="use")
    if use == Use.FAILED and obstacle not in Obstacle.values:
        raise RuleBroken("follow_up.no_obstacle", "Pilih apa yang menghalangi.", field="obstacle")
    _end(follow_up, FollowState.ANSWERED)
    session = follow_up.session
    record("follow_up.answered", session, by=None, office=session.program.office, now=now)
    raise_count(UseTally, session=session.pk, use=use, obstacle=obstacle if use == Use.FAILED else "")
    return True


@transaction.atomic
def stop_asking(*, follow_up: FollowUp, now: datetime) -> bool:
    """Consent taken back: nothing is sent any more, and the contact is gone at once. Twice: nothing."""
    follow_up = locked(follow_up)
    if follow_up.state not in OPEN:
        return False
    _end(follow_up, FollowState.WITHDRAWN)
    session = follow_up.session
    record("follow_up.withdrawn", session, by=None, office=session.program.office, now=now)
    return True


@transaction.atomic
def lapse(*, follow_up: FollowUp, now: datetime) -> bool:
    """Not answered in time."""
    follow_up = locked(follow_up)
    today = zones.local_day(now, follow_up.session.zone)
    if follow_up.state not in OPEN or today <= follow_up.last_on:
        return False
    _end(follow_up, FollowState.LAPSED)
    office = follow_up.session.program.office
    record("follow_up.lapsed", follow_up, by=None, office=office, now=now)
    return True


def _is_asked_already(follow_up: FollowUp, recipient: bytes) -> bool:
    """Whoever left one address many times, perhaps somebody else's, gets one message of this session."""
    others = FollowUp.objects.filter(session=follow_up.session_id).exclude(pk=follow_up.pk)
    keys = [str(pk) for pk in others.values_list("pk", flat=True)]
    told = Notice.objects.filter(kind=KIND, about_type=FollowUp._meta.label_lower, about_id__in=keys)
    return told.filter(recipient_hash=recipient).exists()


def _require_answerable(follow_up: FollowUp, now: datetime) -> None:
    if follow_up.state not in OPEN or zones.local_day(now, follow_up.session.zone) > follow_up.last_on:
        raise RuleBroken("follow_up.over", "Tautan ini sudah tidak berlaku.")


def _end(follow_up: FollowUp, state: str) -> None:
    """With its contact, its consent, and the message that was kept or still waited."""
    identity = follow_up.identity
    follow_up.state, follow_up.identity = state, None
    follow_up.save(update_fields=["state", "identity"])
    forget(about=follow_up)
    if identity:
        identity.delete()
