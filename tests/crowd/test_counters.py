"""Officers at once: one number is called once, and priority keeps its turn."""

import random
from itertools import pairwise

import pytest
from django.db import transaction

from balai.audit.models import Entry
from balai.queues import actions
from balai.queues.models import Ticket
from balai.queues.rules.states import Priority, TicketState
from tests import make
from tests.crowd.together import tally, threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]


def waiting_room(people: int, *, priority: bool = False):
    """A hall with room for all of them."""
    sitting = make.sitting(counters=20, walk_in_units=0, units={"ktp-el-rusak": 1})
    by = make.queue_officer(sitting)
    for n in range(people):
        kind = Priority.ELDERLY if priority and n % 3 == 0 else Priority.NONE
        make.walk_in(sitting, by, now=make.at_hour(9), priority=kind)
    return sitting, by


def test_two_officers_at_once_never_get_the_same_number():
    sitting, _ = waiting_room(20)
    desks = [(make.open_desk(sitting, n), n) for n in range(1, 11)]

    def press(by, counter):
        return lambda: actions.call_next(sitting=sitting, counter=counter, by=by, now=make.at_hour(9, 1))

    got = threads([press(by, n) for by, n in desks * 3])
    called = [ticket.number for ticket in got if ticket]
    assert sorted(called) == list(range(1, 21))
    assert got.count(None) == 10
    assert Entry.objects.filter(verb="queue.ticket_called").count() == 20


def test_one_ticket_two_officers_one_call():
    sitting, _ = waiting_room(1)
    ticket = Ticket.objects.get()
    desks = [(make.open_desk(sitting, n), n) for n in range(1, 9)]
    answers = tally(
        threads(
            [
                (lambda by=by, n=n: actions.call_ticket(ticket=ticket, counter=n, by=by, now=make.at_hour(9)))
                for by, n in desks
            ]
        )
    )
    assert answers == {"ok": 1, "queue.move": 7}


def test_the_turn_of_priority_is_kept_however_many_press():
    sitting, _ = waiting_room(18, priority=True)
    desks = [(make.open_desk(sitting, n), n) for n in range(1, 7)]
    threads(
        [
            (lambda by=by, n=n: actions.call_next(sitting=sitting, counter=n, by=by, now=make.at_hour(9, 1)))
            for by, n in desks * 3
        ]
    )
    order = (
        Entry.objects.filter(verb="queue.ticket_called").order_by("pk").values_list("subject_id", flat=True)
    )
    kinds = [Ticket.objects.get(pk=pk).is_priority for pk in order]
    assert not any(a and b for a, b in pairwise(kinds[:9])), kinds


def test_control_reading_first_and_writing_after_calls_a_number_twice():
    """Without the held row two officers read the same first ticket: the race that the row prevents."""
    import time

    sitting, _ = waiting_room(6)
    got: list[int] = []

    def careless() -> None:
        first = Ticket.objects.filter(sitting=sitting).waiting().first()
        time.sleep(0.02)
        assert first
        with transaction.atomic():
            Ticket.objects.filter(pk=first.pk).update(
                state=TicketState.CALLED, called_at=make.NOW, counter_number=1
            )
        got.append(first.number)

    threads([careless] * 6)
    assert len(set(got)) < len(got)


def test_sixty_four_writers_leave_one_book():
    """Bookings, arrivals, calls, cancellations, all mixed: nothing is lost, nothing doubled."""
    sitting = make.sitting(counters=12, walk_in_units=0, units={"ktp-el-rusak": 1})
    by = make.open_desk(sitting)
    dice, service = random.Random(7), make.the_service()
    booked = [make.booked(sitting, n % 10) for n in range(16)]
    slots = list(sitting.slots.values_list("pk", flat=True))

    def new(phone, slot):
        return lambda: actions.book_ticket(slot=slot, service=service, phone=phone, now=make.NOW)

    deeds = [new(make.phone(), dice.choice(slots)) for _ in range(24)]
    deeds += [(lambda t=t: actions.check_in(ticket=t, by=by, now=make.NOW)) for t in booked]
    deeds += [(lambda t=t: actions.cancel(ticket=t, now=make.NOW)) for t in booked[:8]]
    deeds += [lambda: actions.call_next(sitting=sitting, counter=1, by=by, now=make.at_hour(9))] * 16
    dice.shuffle(deeds)
    threads(deeds, at_once=64)
    from tests.crowd.test_rush import check_the_books

    check_the_books(sitting)
    assert Ticket.objects.count() == 16 + Entry.objects.filter(verb="queue.ticket_booked").count() - 16
