"""Giving a place back, or changing it for another; and finding a ticket by its code."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from balai.audit.actions import record
from balai.base.codes import read_code, read_number
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, require
from balai.base.phones import read_phone
from balai.base.sealing import keyed_hashes, token_hash
from balai.engine.actions import hit
from balai.notices.actions import allow_again, withdraw
from balai.people.contacts import marks_of
from balai.queues.actions.booking import (
    make_ticket,
    once_per_phone,
    require_bookable,
    require_held,
    require_no_twin,
    units_of,
    why_shut,
)
from balai.queues.actions.gate import (
    deed,
    give_back,
    held,
    show_change,
    take_number,
    take_place,
    take_place_here,
)
from balai.queues.actions.moves import Hand, take_in_hand
from balai.queues.actions.telling import tell
from balai.queues.actions.waiting import offer_freed
from balai.queues.models import Sitting, Slot, Ticket
from balai.queues.rules import refusals
from balai.queues.rules.states import DOOR, KEEP, TicketState, may_restore, require_move

FOR_WHO_COMES = ("queues.reminder", "queues.nearly")


@deed
def cancel(*, ticket: Ticket, now: datetime, by: object = None) -> Ticket:
    """The place is free at once: for the first on the waiting list, else for everybody. Twice is once."""
    permission = Permission.QUEUE_CALL if by is not None else None
    hand = take_in_hand(ticket, by=by, now=now, permission=permission)
    if hand.ticket.state == TicketState.CANCELLED:
        return hand.ticket
    require_move(hand.ticket.state, TicketState.CANCELLED)
    _free(hand.ticket, now)
    withdraw(*FOR_WHO_COMES, about=hand.ticket)
    return hand.move(TicketState.CANCELLED, "queue.ticket_cancelled", undoable=False, ended_at=now)


def restore(*, ticket: Ticket, now: datetime) -> Ticket:
    """The same number again, soon after its holder gave it back, as long as nobody has the place."""
    with once_per_phone():
        return _restore(ticket, now)


@deed
def _restore(ticket: Ticket, now: datetime) -> Ticket:
    hand = take_in_hand(ticket, by=None, now=now, permission=None)
    ticket = hand.ticket
    if ticket.is_live:  # asked twice
        return ticket
    went_elsewhere = Ticket.objects.filter(moved_from=ticket).exists()
    is_over = now >= hand.sitting.ends_at
    if went_elsewhere or is_over or not may_restore(ticket.state, ticket.ended_at, now):
        raise refusals.restore_over()
    require_held(hand.sitting, now)
    _require_alone(ticket, ticket.on)
    if ticket.slot and not _take_again(ticket):
        raise refusals.taken_meanwhile()
    allow_again(*FOR_WHO_COMES, about=ticket)  # the job posts it anew while it is still time (queues.jobs)
    state = TicketState.WAITING if ticket.checked_in_at else TicketState.BOOKED
    return hand.change("queue.ticket_restored", undoable=False, state=state, ended_at=None)


def _require_alone(ticket: Ticket, on: date) -> None:
    marks = marks_of(ticket.holder, ticket.phone_hash)
    require_no_twin(marks, service=ticket.service, on=on, other_than=ticket)


def _take_again(ticket: Ticket) -> bool:
    assert ticket.slot
    take = take_place_here if ticket.source in DOOR else take_place
    return take(ticket.slot.pk, ticket.units)


def _free(ticket: Ticket, now: datetime) -> None:
    """The units of this ticket go to whoever waits for them, else back to the slot."""
    if ticket.slot is None:
        return
    give_back(ticket.slot.pk, ticket.units, walked=ticket.source in DOOR)
    offer_freed(ticket.slot, now=now)


def change_slot(*, ticket: Ticket, slot: Slot, now: datetime, by: object = None) -> Ticket:
    """Another hour keeps the number; another day gives a new one (and a new link), never none, never both."""
    with once_per_phone():
        return _change_slot(ticket, slot, now, by)


@deed
def _change_slot(ticket: Ticket, slot: Slot, now: datetime, by: object) -> Ticket:
    for pk in sorted({ticket.sitting_id, slot.sitting_id}):  # two sittings are always held in this order
        held(pk)
    hand = take_in_hand(ticket, by=by, now=now, permission=Permission.QUEUE_CALL if by is not None else None)
    if hand.ticket.state != TicketState.BOOKED:
        require_move(hand.ticket.state, TicketState.CANCELLED)
        raise RuleBroken("queue.move", "Jam hanya bisa diganti sebelum lapor datang.")
    target = Slot.objects.select_related("sitting__line", "sitting__session__program__office").get(pk=slot.pk)
    if target.pk == hand.ticket.slot_id:
        raise RuleBroken("queue.same_slot", "Ini jam yang sekarang. Pilih jam lain.")
    target.units = units_of(target.sitting, hand.ticket.service)  # type: ignore[attr-defined]
    require_bookable(target, hand.ticket.service, now)
    if not take_place(target.pk, target.units):  # type: ignore[attr-defined]
        raise refusals.moved()
    return (
        _same_day(hand, target) if target.sitting_id == hand.ticket.sitting_id else _other_day(hand, target)
    )


def _same_day(hand: Hand, target: Slot) -> Ticket:
    _free(hand.ticket, hand.now)
    ticket = hand.change(
        "queue.slot_changed",
        undoable=False,
        slot=target,
        due_at=target.starts_at,
        units=target.units,  # type: ignore[attr-defined]
    )
    tell("changed", ticket, hand.now, key=str(target.pk), is_awaited=True)
    return ticket


def _other_day(hand: Hand, target: Slot) -> Ticket:
    old, now = hand.ticket, hand.now
    _require_alone(old, target.sitting.session.on)
    number = take_number(target.sitting_id, session_revision=target.sitting.session.revision)
    if number is None:
        raise why_shut(target.sitting, now)
    _free(old, now)
    hand.move(TicketState.CANCELLED, "queue.moved_to_other_day", undoable=False, ended_at=now)
    ticket = make_ticket(
        target.sitting, number, old.service, target.units, now,  # type: ignore[attr-defined]
        slot=target, source=old.source, priority=old.priority, due_at=target.starts_at,
        state=TicketState.BOOKED, holder=old.holder, phone_hash=old.phone_hash, moved_from=old,
    )  # fmt: skip
    record(
        "queue.ticket_booked", ticket, by=hand.by, office=target.sitting.office, now=now, moved_from=old.pk
    )
    keep_longer(ticket)
    tell("changed", ticket, now, is_awaited=True)
    show_change(target.sitting)
    return ticket


def keep_longer(ticket: Ticket) -> None:
    """The identity is kept for the later of its days."""
    if ticket.holder and ticket.holder.keep_until < ticket.on + KEEP:
        ticket.holder.keep_until = ticket.on + KEEP
        ticket.holder.save(update_fields=["keep_until"])


def find_ticket(*, code: str, phone: str, client: str, now: datetime) -> Ticket:
    """By the code on the ticket and the phone that booked it. Neither alone opens anything.

    The tries are counted by code (a stranger guesses phones) and by client (a stranger guesses codes), and
    stay counted when this refuses. A whole village may share one address, so the client's share is generous.
    """
    read = read_code(code)
    digits = read_phone(phone)
    hit(bucket=f"find:client:{client}", limit=120, per=timedelta(minutes=10), now=now)
    if read is None:
        raise refusals.not_found()
    hit(bucket=f"find:code:{read}", limit=10, per=timedelta(minutes=10), now=now)
    found = Ticket.objects.filter(
        code=read, phone_hash__in=keyed_hashes(digits, "phone"), is_revoked=False
    ).recent(now)
    ticket = found.first()
    if ticket is None:
        raise refusals.not_found()
    return ticket


def ticket_by_code(*, sitting: Sitting, text: str, by: object) -> Ticket:
    """At the desk: what was scanned (a ticket's link) or typed (its code, or its number in this sitting)."""
    require(by, Permission.QUEUE_CALL, at=sitting.office)
    ticket = _read(text.strip(), sitting).select_related("service", "slot").first()
    if ticket is None:
        raise RuleBroken(
            "queue.not_found", "Nomor ini tidak ada di antrean hari ini. Periksa kode dan tanggalnya."
        )
    return ticket


def _read(text: str, sitting: Sitting) -> QuerySet[Ticket]:
    tickets = sitting.tickets.all()
    if "/tiket/" in text:
        token = text.split("/tiket/", 1)[1].split("/", 1)[0]
        return tickets.filter(token_hash=token_hash(token), is_revoked=False)
    letters = text.upper().replace(" ", "").replace("-", "")
    number = read_number(letters.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if number is not None and len(letters) <= 5:
        return tickets.filter(number=number)
    return tickets.filter(code=read_code(text) or "-")
