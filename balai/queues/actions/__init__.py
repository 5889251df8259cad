"""Every write of a line. All keyword-only, all atomic; refusals are RuleBroken in plain Indonesian.

Opening and closing (QUEUE_MANAGE, or a job with by=None)
    ensure_sitting(*, line, session, now, by=None) -> Sitting        makes its slots; harmless when repeated
    release_walk_ins(*, sitting, now, by=None) -> Sitting
    pause_sitting / resume_sitting / close_sitting(*, sitting, by, now) -> Sitting
    open_counter(*, sitting, counter, by, now) -> CounterShift       (QUEUE_CALL)
    close_counter(*, sitting, counter, by, now) -> CounterShift      (QUEUE_CALL)

Residents (by=None), and officers for them (QUEUE_CALL)
    book_ticket(*, slot, service, now, phone="", name="", email="", priority=Priority.NONE,
                source=Source.ONLINE, visitor=None, by=None) -> Ticket   slot: row or pk; visitor: Visitor
    take_walk_in(*, sitting, service, now, by, phone="", name="", email="", priority=…, source=…) -> Ticket
    change_slot(*, ticket, slot, now, by=None) -> Ticket
    cancel(*, ticket, now, by=None) -> Ticket
    restore(*, ticket, now) -> Ticket                                soon after cancel, place permitting
    check_in(*, ticket, now, by) -> Ticket                           repeated: nothing changes
    find_ticket(*, code, phone, client, now) -> Ticket               with limits; queue.not_found
    ticket_by_code(*, sitting, text, by) -> Ticket                   at the desk: code, number or QR

At the counter (QUEUE_CALL, the officer has opened the counter)
    call_next(*, sitting, counter, by, now) -> Ticket | None         None: nobody is waiting
    call_ticket(*, ticket, counter, by, now) -> Ticket               out of turn, counted in the audit
    call_again / start_serving / serve / miss / put_back(*, ticket, by, now) -> Ticket
    transfer(*, ticket, by, now, counter=None, service=None, sitting=None) -> Ticket
    note(*, ticket, text, by, now) -> Ticket
    undo(*, ticket, by, now) -> Ticket                               10 s, same officer, last deed only
    turn_away(*, sitting, reason, by, now, service=None, ticket=None) -> Unmet

Waiting list
    join_wait(*, sitting, service, now, phone="", name="", email="", priority=…) -> Wait
    accept_offer(*, wait, now) -> Ticket
    leave_wait(*, wait, now) -> Wait
    lapse_offers(*, now) -> int                                      a job: next in order

Following the session (jobs)
    follow_session(*, sitting, now) -> int                           moved or cancelled: all are told, once

Reads: day_figures(sitting) -> DayFigures (queues/figures.py); ticket_link(ticket); queues/waiting.py

Codes: queue.full .past .cancelled .twice .closed .paused .move .not_open_yet .moved .undecided .not_published
.not_served_here .not_found .wrong_day .counter_closed .counter_taken .counter_unknown .undo_over .offer_over
.not_full .too_late .same_slot .enough .restore_over
"""

from balai.queues.actions.booking import book_ticket, take_walk_in
from balai.queues.actions.calling import (
    call_again,
    call_next,
    call_ticket,
    check_in,
    miss,
    note,
    put_back,
    serve,
    start_serving,
)
from balai.queues.actions.changing import cancel, change_slot, find_ticket, restore, ticket_by_code
from balai.queues.actions.closing import close_sitting, turn_away
from balai.queues.actions.following import follow_session
from balai.queues.actions.moves import undo
from balai.queues.actions.opening import (
    close_counter,
    ensure_sitting,
    open_counter,
    pause_sitting,
    release_walk_ins,
    resume_sitting,
)
from balai.queues.actions.telling import ticket_link
from balai.queues.actions.transferring import transfer
from balai.queues.actions.waiting import accept_offer, join_wait, lapse_offers, leave_wait, offer_open_places
from balai.queues.figures import day_figures

__all__ = [
    "accept_offer",
    "book_ticket",
    "call_again",
    "call_next",
    "call_ticket",
    "cancel",
    "change_slot",
    "check_in",
    "close_counter",
    "close_sitting",
    "day_figures",
    "ensure_sitting",
    "find_ticket",
    "follow_session",
    "join_wait",
    "lapse_offers",
    "leave_wait",
    "miss",
    "note",
    "offer_open_places",
    "open_counter",
    "pause_sitting",
    "put_back",
    "release_walk_ins",
    "restore",
    "resume_sitting",
    "serve",
    "start_serving",
    "take_walk_in",
    "ticket_by_code",
    "ticket_link",
    "transfer",
    "turn_away",
    "undo",
]
