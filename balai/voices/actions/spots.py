"""Dirty spots: reported by residents, planned into one session, cleaned, confirmed or opened again (GR-7)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.masking import mask
from balai.base.permissions import Permission, require
from balai.base.sealing import seal
from balai.base.zones import day, local_day
from balai.cases import actions as cases
from balai.cases.models import Case, Referral
from balai.cases.rules.referrals import ReferralState
from balai.cases.rules.states import Kind, State
from balai.documents.harmless import Harmless
from balai.documents.models import File
from balai.people.contacts import Contact
from balai.people.models import Person
from balai.places.known_names import known_names
from balai.places.models import Office
from balai.programs.actions import session_for
from balai.programs.models import Program, Session
from balai.voices.actions.asking import naming_of
from balai.voices.actions.board import read_first
from balai.voices.actions.handing import MOST_AT_ONCE, Answered, hand_on
from balai.voices.actions.nobody import require_nobody
from balai.voices.actions.speaking import take_up
from balai.voices.actions.twins import (
    in_hand,
    leading_of,
    leave_alone,
    part_spot,
    step,
    take_up_work,
    twins_of,
)
from balai.voices.models import Intake, Spot, SpotStep, Voice
from balai.voices.rules import spots as rules
from balai.voices.rules.spots import Deed, SpotState
from balai.voices.rules.words import Channel

AGAIN = 10  # working days to answer once more what was marked done by mistake


@transaction.atomic
def report_spot(
    *, program: Program, street: str, text: str, now: datetime, near: str = "", channel: str = Channel.WEB,
    by: Person | None = None, contact: Contact | None = None, pin: str = "",
    attached: Iterable[Harmless] = (), session: Session | None = None, desk: Office | None = None,
    client_id: UUID | None = None,
) -> Spot:  # fmt: skip
    """Taken up like every voice; what everybody reads of it, an officer looks at first."""
    if desk is None and not takes_spots(program):
        raise RuleBroken("spot.not_here", "Program ini tidak menerima laporan tempat kotor.")
    street = require_nobody("street", rules.require_street(street))
    contact, text = contact or Contact(), rules.require_told(text)
    near = near.strip().removeprefix("dekat ").removeprefix("Dekat ")
    told = f"{text} ({near})" if near else text
    voice = take_up(
        office=program.office, program=program, session=session, kind=Kind.FINDING, text=told, now=now,
        channel=channel, by=by, naming=naming_of(contact), contact=contact, pin=pin, attached=attached,
        needs_pin=False, desk=desk, client_id=client_id,
    )  # fmt: skip
    return Spot.objects.create(
        voice=voice, office=program.office, program=program, street=street,
        street_key=rules.street_key(street), words_sealed=seal(voice.masked),
    )  # fmt: skip


def takes_spots(program: Program) -> bool:
    found = Intake.objects.filter(program=program).first()
    return bool(found and Kind.FINDING in found.kind_list)


@transaction.atomic
def show_spot(*, spot: Spot, street: str, text: str, by: Person, now: datetime) -> Spot:
    """Somebody looked: from now on everybody reads these words, in which nobody is named."""
    spot = in_hand(spot, by)
    if spot.voice.case.is_narrow:
        raise RuleBroken("spot.narrow", "Laporan berisiko tidak ditampilkan.")
    street = require_nobody("street", rules.require_street(street))
    words = mask(require_nobody("text", rules.require_told(text)), known_names()).text
    read_first(spot.voice, by=by, now=now)
    spot.street, spot.street_key, spot.words_sealed = street, rules.street_key(street), seal(words)
    spot.shown_at = spot.shown_at or now
    spot.save(update_fields=["street", "street_key", "words_sealed", "shown_at"])
    record("spot.shown", spot, by=by, office=spot.office, now=now)
    return spot


@transaction.atomic
def hide_spot(*, spot: Spot, by: Person, now: datetime) -> Spot:
    """Not for everybody after all. It is worked on as before."""
    spot = in_hand(spot, by)
    spot.shown_at = None
    spot.save(update_fields=["shown_at"])
    record("spot.hidden", spot, by=by, office=spot.office, now=now)
    return spot


@transaction.atomic
def plan_spot(*, spot: Spot, on: date, by: Person, now: datetime) -> Spot:
    """Into the programme's session of that day. Two officers at once: the second reads where it lies."""
    require(by, Permission.CASE_WORK, at=spot.office)
    session = locked(session_for(Program.objects.with_series().get(pk=spot.program_id), on, now=now))
    if not session.is_held or session.ends_at <= now:
        raise RuleBroken("spot.no_session", "Jadwal itu dibatalkan atau sudah lewat. Pilih hari lain.")
    spot = in_hand(spot, by)
    state = SpotState.OPEN if spot.is_stranded else spot.state
    planned_for = day(spot.session.on) if spot.session else ""
    rules.require_plannable(state, planned_for=planned_for, is_closed=not spot.voice.case.is_open)
    rules.require_one(follows=leading_of(spot) is not None)
    for one in (spot, *twins_of(spot)):
        take_up_work(one, by=by, now=now)
    return step(spot, Deed.PLANNED, SpotState.PLANNED, by, now, session=session)


@transaction.atomic
def release_spot(*, spot: Spot, reason: str, by: Person, now: datetime) -> Spot:
    """Out of its session again, before it is cleaned."""
    spot = in_hand(spot, by)
    rules.require_planned(spot.state)
    return step(spot, Deed.RELEASED, SpotState.OPEN, by, now, reason=reason, session=None)


@transaction.atomic
def leave_spot(*, spot: Spot, reason: str, by: Person, now: datetime) -> Spot:
    """It could not be done that day: open again, with the reason."""
    spot = in_hand(spot, by)
    rules.require_planned(spot.state)
    begins = spot.session.starts_at if spot.session else None
    rules.require_worked_on(spot.state, begins=begins, agency_answered=False, now=now)
    return step(spot, Deed.NOT_DONE, SpotState.OPEN, by, now, reason=reason, session=None)


@transaction.atomic
def finish_spot(*, spot: Spot, by: Person, now: datetime, note: str = "") -> Spot:
    """Cleaned. Whoever reported it confirms, or opens it again; who says nothing is taken at that."""
    spot = in_hand(spot, by)
    begins = spot.session.starts_at if spot.is_planned and spot.session else None
    rules.require_one(follows=leading_of(spot) is not None)
    rules.require_worked_on(spot.state, begins=begins, agency_answered=_answered(spot), now=now)
    note = require_nobody("note", note)
    on = spot.session.on if begins and spot.session else local_day(now, spot.office.zone)
    text = f"Tempat ini sudah dibersihkan, {day(on)}. {note}".strip()
    session = spot.session if begins else None
    for twin in twins_of(spot):
        if twin.voice.case.state == State.ASKED:  # what it was asked is still open: it stands alone again
            part_spot(spot=twin, by=by, now=now)
        elif twin.voice.case.is_open and twin.state != SpotState.DONE:
            _clean(twin, text, note, by, now, session)
    return _clean(spot, text, note, by, now, session)


def _clean(spot: Spot, text: str, note: str, by: Person, now: datetime, session: Session | None) -> Spot:
    read_first(spot.voice, by=by, now=now)
    if spot.voice.case.state != State.ANSWERED:
        spot.voice.case = cases.answer(case=spot.voice.case, text=text, by=by, now=now)
    return step(spot, Deed.DONE, SpotState.DONE, by, now, reason=note, session=session)


@transaction.atomic
def undo_finish(*, spot: Spot, reason: str, by: Person, now: datetime) -> Spot:
    """Marked by mistake: it is owed again, and stands among the open ones."""
    spot = in_hand(spot, by)
    rules.require_done(spot.state)
    rules.require_one(follows=leading_of(spot) is not None)
    if not spot.voice.case.is_open:
        raise RuleBroken("spot.closed", "Laporannya sudah ditutup. Catat sebagai laporan baru.")
    for twin in twins_of(spot):
        if twin.voice.case.is_open and twin.state == SpotState.DONE:
            _owe_again(twin, reason, by, now)
    return _owe_again(spot, reason, by, now)


def _owe_again(spot: Spot, reason: str, by: Person, now: datetime) -> Spot:
    if spot.voice.case.state == State.ANSWERED:
        unit = str(spot.program)[:80]
        cases.take_on(case=spot.voice.case, unit=unit, days=AGAIN, by=by, now=now)
    return step(spot, Deed.UNDONE, SpotState.OPEN, by, now, reason=reason, session=None)


@transaction.atomic
def refer_spot(
    *, spot: Spot, asked: str, need: str, by: Person, now: datetime, to_office: Office | None = None,
    outside: str = "", along: Collection[File] = (),
) -> Referral:  # fmt: skip
    """What hands cannot fix goes to the agency that can, and stays on its street (GR-6)."""
    spot = in_hand(spot, by)
    rules.require_one(follows=leading_of(spot) is not None)
    spot.need = require_nobody("need", " ".join(need.split())[:60])
    spot.save(update_fields=["need"])
    asked = f"{spot.street}: {asked.strip()}" if asked.strip() else ""
    return hand_on(
        voice=spot.voice, asked=asked, by=by, now=now, to_office=to_office, outside=outside, along=along,
    )  # fmt: skip


@transaction.atomic
def say_not_yet(*, voice: Voice, text: str, now: datetime) -> Case:
    """The reporter opens it again; a spot is back among the open ones, with its history.

    One that was joined to another stands alone then: the other reporter may be content.
    """
    found = Spot.objects.filter(voice=voice).first()
    spot = locked(found) if found else None
    case = cases.reopen(case=voice.case, text=text, now=now)
    if spot and spot.state == SpotState.DONE:
        step(spot, Deed.REOPENED, SpotState.OPEN, None, now, session=None)
        leave_alone(spot=spot, now=now)
    return case


@transaction.atomic
def free_spot(*, spot: Spot, now: datetime) -> Spot:
    """Its session is not held. Run twice: nothing."""
    spot = locked(spot)
    if spot.state != SpotState.PLANNED or not spot.is_stranded:
        return spot
    return step(spot, Deed.CANCELLED, SpotState.OPEN, None, now, session=None)


def several(
    deed: Callable[..., Spot], spots: Sequence[Spot], *, by: Person, now: datetime, **fields: Any
) -> Answered:
    """One deed for many, each in a transaction of its own; one that cannot be is named."""
    found = Answered()
    for spot in spots[:MOST_AT_ONCE]:
        try:
            deed(spot=spot, by=by, now=now, **fields)
        except RuleBroken as broken:
            found.refused.append((spot.street, broken.message))
        else:
            found.done += 1
    return found


def forget_spot(voice: Voice) -> None:
    """Its words go with the voice's; street, days and deeds stay."""
    Spot.objects.filter(voice=voice).update(words_sealed="")
    SpotStep.objects.filter(spot__voice=voice).exclude(reason_sealed="").update(reason_sealed="")


def _answered(spot: Spot) -> bool:
    return Referral.objects.filter(case=spot.voice.case_id, state=ReferralState.ANSWERED).exists()
