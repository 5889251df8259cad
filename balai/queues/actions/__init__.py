"""Every write of a line. All keyword-only, all atomic; refusals are RuleBroken in plain Indonesian.

Opening and closing (QUEUE_MANAGE, or a job with by=None)
    ensure_sitting(*, line, session, now, by=None) -> Sitting        makes its slots; harmless when repeated
    release_walk_ins(*, sitting, now, by=None) -> Sitting
    pause_sitting / resume_sitting / close_sitting(*, sitting, by, now) -> Sitting
    open_counter(*, sitting, counter, by, now) -> CounterShift       (QUEUE_CALL)
    close_counter(*, sitting, counter, by, now) -> CounterShift      (QUEUE_CALL)

Residents (by=None), and officers for them (QUEUE_CALL)
    book_ticket(*, slot, service, now, phone="", name="", email="", priority=Priority.NONE,
                source=Source.ONLINE, by=None) -> Ticket             slot and service: row or pk
    take_walk_in(*, sitting, service, now, by, phone="", name="", email="", priority=…, source=…) -> Ticket
    change_slot(*, ticket, slot, now, by=None) -> Ticket
    cancel(*, ticket, now, by=None) -> Ticket
    check_in(*, ticket, now, by=None) -> Ticket                      repeated: the same ticket, nothing changes
    find_ticket(*, code, phone, client, now) -> Ticket               with limits; queue.not_found
    ticket_by_code(*, sitting, text, by) -> Ticket                   the desk: a typed code, a number, a QR's link

At the counter (QUEUE_CALL, the officer has opened the counter)
    call_next(*, sitting, counter, by, now) -> Ticket | None         None: nobody is waiting
    call_ticket(*, ticket, counter, by, now) -> Ticket               out of turn, counted in the audit
    call_again / start_serving / serve / miss / put_back(*, ticket, by, now) -> Ticket
    transfer(*, ticket, by, now, counter=None, service=None) -> Ticket
    note(*, ticket, text, by, now) -> Ticket
    undo(*, ticket, by, now) -> Ticket                               10 s, same officer, last deed only
    turn_away(*, sitting, reason, by, now, service=None, ticket=None) -> Unmet

Waiting list
    join_wait(*, sitting, service, now, phone="", name="", email="", priority=…) -> Wait
    accept_offer(*, wait, now) -> Ticket
    leave_wait(*, wait, now) -> Wait
    lapse_offers(*, now) -> int                                      a job: next in order

Codes: queue.full .past .cancelled .twice .closed .paused .move .not_open_yet .moved .not_served_here .not_found
.counter_closed .counter_taken .counter_unknown .undo_over .offer_over .not_full .too_late .same_slot .no_contact
"""
