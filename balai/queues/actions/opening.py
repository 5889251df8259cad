"""Making a sitting ready, its counters, and the places kept for walk-ins."""

from datetime import datetime

from django.db import IntegrityError, transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.programs.models import Session
from balai.queues.actions.gate import deed, held, show_change
from balai.queues.models import CounterShift, Line, Sitting, Slot
from balai.queues.rules.arrival import release_at
from balai.queues.rules.capacity import plan_slots
from balai.queues.rules.refusals import sitting_closed
from balai.queues.rules.states import SittingState


@deed
def ensure_sitting(*, line: Line, session: Session, now: datetime, by: object = None) -> Sitting:
    """This line in this session, with its slots; made when it is first needed."""
    found = Sitting.objects.with_everything().filter(line=line, session=session).first()
    if found:
        return found
    if by is not None:
        require(by, Permission.QUEUE_MANAGE, at=session.program.office)
    try:
        with transaction.atomic():
            return _make(line, session, now, by)
    except IntegrityError:  # somebody else just made it
        return Sitting.objects.with_everything().get(line=line, session=session)


def _make(line: Line, session: Session, now: datetime, by: object) -> Sitting:
    if line.program_id != session.program_id:
        raise RuleBroken("queue.foreign", "Antrean ini bukan milik jadwal tersebut.")
    until = release_at(on=session.on, until=line.walk_in_until, zone=session.zone)
    released = line.walk_in_units == 0 or (until is not None and now >= until)
    sitting = Sitting.objects.create(
        line=line,
        session=session,
        session_revision=session.revision,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place_text=session.place_text,
        walk_in_released=released,
    )
    Slot.objects.bulk_create(slots_of(sitting, walk_in_units=0 if released else line.walk_in_units))
    record("queue.sitting_made", sitting, by=by, office=session.program.office, now=now)
    return sitting


def slots_of(sitting: Sitting, *, walk_in_units: int) -> list[Slot]:
    line = sitting.line
    planned = plan_slots(
        sitting.starts_at,
        sitting.ends_at,
        minutes=line.slot_minutes,
        counters=line.counters,
        walk_in_units=walk_in_units,
    )
    return [
        Slot(sitting=sitting, starts_at=s.starts_at, ends_at=s.ends_at, seats=s.seats, held=s.held)
        for s in planned
    ]


@deed
def release_walk_ins(*, sitting: Sitting, now: datetime, by: object = None) -> Sitting:
    """What nobody came for may be booked from home again."""
    sitting = held(sitting.pk)
    if by is not None:
        require(by, Permission.QUEUE_MANAGE, at=sitting.office)
    if sitting.walk_in_released:
        return sitting
    sitting.slots.update(held=0)
    sitting.walk_in_released = True
    sitting.save(update_fields=["walk_in_released"])
    record("queue.walk_ins_released", sitting, by=by, office=sitting.office, now=now)
    show_change(sitting)
    return sitting


def pause_sitting(*, sitting: Sitting, by: object, now: datetime) -> Sitting:
    """No new numbers and no calls for a while (rain, a power cut, prayer)."""
    return _switch(sitting, SittingState.PAUSED, "queue.sitting_paused", by, now)


def resume_sitting(*, sitting: Sitting, by: object, now: datetime) -> Sitting:
    return _switch(sitting, SittingState.OPEN, "queue.sitting_resumed", by, now)


@deed
def _switch(sitting: Sitting, state: SittingState, verb: str, by: object, now: datetime) -> Sitting:
    sitting = held(sitting.pk)
    require(by, Permission.QUEUE_MANAGE, at=sitting.office)
    if sitting.state == SittingState.CLOSED:
        raise sitting_closed()
    sitting.state = state
    sitting.save(update_fields=["state"])
    record(verb, sitting, by=by, office=sitting.office, now=now)
    show_change(sitting)
    return sitting


@deed
def open_counter(*, sitting: Sitting, counter: int, by: object, now: datetime) -> CounterShift:
    """This officer serves at this counter from now on; asking twice changes nothing."""
    sitting = held(sitting.pk)
    require(by, Permission.QUEUE_CALL, at=sitting.office)
    if not 1 <= counter <= 99:
        raise RuleBroken("queue.counter_unknown", "Nomor loket antara 1 dan 99.", field="counter")
    if sitting.state == SittingState.CLOSED:
        raise sitting_closed()
    open_now = sitting.shifts.filter(counter_number=counter, closed_at=None).first()
    if open_now and open_now.officer_id != by.pk:  # type: ignore[attr-defined]
        raise RuleBroken(
            "queue.counter_taken", f"Loket {counter} sedang dijaga petugas lain. Pilih loket lain."
        )
    if open_now:
        return open_now
    shift = CounterShift.objects.create(sitting=sitting, counter_number=counter, officer=by, opened_at=now)  # type: ignore[misc]
    record("queue.counter_opened", sitting, by=by, office=sitting.office, now=now, counter=counter)
    show_change(sitting)
    return shift


@deed
def close_counter(*, sitting: Sitting, counter: int, by: object, now: datetime) -> CounterShift:
    """The counter calls nobody any more. Its officer closes it, or somebody who manages the line."""
    sitting = held(sitting.pk)
    shift = sitting.shifts.filter(counter_number=counter, closed_at=None).first()
    if shift is None:
        raise RuleBroken("queue.counter_closed", f"Loket {counter} sudah tutup.")
    is_own = shift.officer_id == getattr(by, "pk", None)
    require(by, Permission.QUEUE_CALL if is_own else Permission.QUEUE_MANAGE, at=sitting.office)
    shift = locked(shift)
    shift.closed_at = max(now, shift.opened_at)
    shift.save(update_fields=["closed_at"])
    record("queue.counter_closed", sitting, by=by, office=sitting.office, now=now, counter=counter)
    show_change(sitting)
    return shift
