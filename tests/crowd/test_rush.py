"""MSC-1 under a crowd: exactly 24 from home, 30 in all; and without the guard, to see the race."""

import random
import time
from pathlib import Path

import pytest
from django.db import IntegrityError

from balai.base.errors import RuleBroken
from balai.queues import actions
from balai.queues.actions import booking, gate
from balai.queues.models import Slot, Ticket
from balai.queues.rules.states import Source, TicketState
from tests import make
from tests.crowd.together import processes, tally, threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]


def numbers(sitting) -> list[int]:
    return sorted(Ticket.objects.filter(sitting=sitting).values_list("number", flat=True))


def check_the_books(sitting) -> None:
    """Numbers from one on without a gap; the slots' sums are the tickets' sums; none holds too many."""
    assert numbers(sitting) == list(range(1, len(numbers(sitting)) + 1))
    for slot in Slot.objects.filter(sitting=sitting):
        live = slot.tickets.exclude(state=TicketState.CANCELLED)
        walked = sum(t.units for t in live if t.source == Source.WALK_IN)
        assert (slot.booked, slot.walked) == (sum(t.units for t in live) - walked, walked)
        assert slot.booked + slot.walked <= slot.seats


def from_home(sitting, dice: random.Random):
    """Somebody who has three hours to choose from, and tries each until one has room."""
    slots = dice.sample(list(sitting.slots.values_list("pk", flat=True)), 3)
    service, phone = make.the_service(), make.phone()

    def deed():
        for slot in slots:
            try:
                return actions.book_ticket(slot=slot, service=service, phone=phone, now=make.NOW)
            except RuleBroken as broken:
                last = broken
        raise last

    return deed


def test_two_hundred_from_home_get_exactly_twenty_four():
    sitting, dice = make.sitting(), random.Random(1)
    answers = tally(threads([from_home(sitting, dice) for _ in range(200)]))
    assert answers == {"ok": 24, "queue.full": 176}
    check_the_books(sitting)


def test_two_hundred_mixed_get_exactly_thirty():
    sitting, dice = make.sitting(), random.Random(2)
    by, service = make.queue_officer(sitting), make.the_service()

    def at_the_door():
        return actions.take_walk_in(sitting=sitting, service=service, by=by, now=make.NOW)

    deeds = [from_home(sitting, dice) if n % 2 else at_the_door for n in range(200)]
    answers = tally(threads(deeds))
    assert answers == {"ok": 30, "queue.full": 170}
    check_the_books(sitting)


def test_the_same_from_separate_processes(tmp_path: Path):
    sitting = make.sitting()
    make.queue_officer(sitting)
    answers = processes("from tests.crowd.rush import rush\nrush(number, 15)\n", 4, tmp_path)
    assert sum(words.count("+") for words in answers) == 30
    assert Ticket.objects.count() == 30
    assert Ticket.objects.filter(source=Source.ONLINE).count() <= 24
    check_the_books(sitting)


def bare_booking(slot_pk: int, sitting, *, careless_place=False, careless_number=False) -> Ticket:
    """The steps of a booking without one transaction round them; careless: read, be slow, write."""
    slot = Slot.objects.get(pk=slot_pk)
    if slot.free < 1:
        raise RuleBroken("queue.full", "")
    number = Ticket.objects.filter(sitting=sitting).count() + 1
    time.sleep(0.02)  # somebody else is as quick
    if careless_place:
        Slot.objects.filter(pk=slot_pk).update(booked=slot.booked + 1)
    elif not gate.take_place(slot_pk, 1):
        raise RuleBroken("queue.full", "")
    if not careless_number:
        number = gate.take_number(sitting.pk, session_revision=sitting.session_revision) or 0
    return booking.make_ticket(
        sitting, number, make.the_service(), 1, make.NOW,
        slot=slot, source=Source.ONLINE, due_at=slot.starts_at, state=TicketState.BOOKED,
    )  # fmt: skip


def test_control_reading_the_places_and_writing_them_back_oversells():
    """What the guarded statement replaces. The race is real: more people than chairs."""
    sitting = make.sitting(walk_in_units=0)
    slot = make.slot(sitting)
    answers = tally(threads([lambda: bare_booking(slot.pk, sitting, careless_place=True)] * 24))
    assert answers["ok"] > slot.seats, answers


def test_control_counting_the_numbers_gives_one_twice_and_the_index_refuses():
    sitting = make.sitting(walk_in_units=0)
    slot = make.slot(sitting)

    def book() -> Ticket | str:
        try:
            return bare_booking(slot.pk, sitting, careless_number=True)
        except IntegrityError:
            return "the same number twice"

    assert tally(threads([book] * 24))["the same number twice"] > 0


def test_with_the_guard_back_the_same_deeds_do_not():
    sitting = make.sitting(walk_in_units=0)
    slot, service = make.slot(sitting), make.the_service()

    def book(phone: str):
        return lambda: actions.book_ticket(slot=slot.pk, service=service, phone=phone, now=make.NOW)

    assert tally(threads([book(make.phone()) for _ in range(24)]))["ok"] == slot.seats
    check_the_books(sitting)


def test_one_phone_in_many_hands_gets_one_number():
    sitting, service = make.sitting(), make.the_service()
    slots = list(sitting.slots.values_list("pk", flat=True))
    deeds = [
        (
            lambda slot=slots[n % 10]: actions.book_ticket(
                slot=slot, service=service, phone="081234567890", now=make.NOW
            )
        )
        for n in range(20)
    ]
    answers = tally(threads(deeds))
    assert answers == {"ok": 1, "queue.twice": 19}
    check_the_books(sitting)


def test_a_form_sent_many_times_is_one_number():
    from balai.engine.actions import once

    sitting, service = make.sitting(), make.the_service()
    slot, phone = make.slot(sitting).pk, make.phone()

    def send() -> str:
        def do() -> str:
            ticket = actions.book_ticket(slot=slot, service=service, phone=phone, now=make.NOW)
            return ticket.token

        return once(key="the-same-form", purpose="queues.book", now=make.NOW, do=do)

    answers = threads([send] * 16)
    assert len(set(answers)) == 1
    assert Ticket.objects.get().token == answers[0]


def test_places_given_back_in_the_rush_are_sold_once():
    sitting, dice = make.sitting(), random.Random(3)
    first = [make.booked(sitting, n % 10) for n in range(10)]
    back = [(lambda ticket=t: actions.cancel(ticket=ticket, now=make.NOW)) for t in first]
    deeds = back + [from_home(sitting, dice) for _ in range(60)]
    dice.shuffle(deeds)
    threads(deeds)
    check_the_books(sitting)
    assert Ticket.objects.filter(state=TicketState.BOOKED).count() <= 24


def test_changes_of_hour_in_both_directions_never_lock_up():
    sitting = make.sitting(walk_in_units=0)
    tickets = [make.booked(sitting, n % 2) for n in range(4)]
    a, b = make.slot(sitting, 0), make.slot(sitting, 1)
    deeds = [
        (lambda t=t, s=s: actions.change_slot(ticket=t, slot=s, now=make.NOW))
        for t, s in zip(tickets * 3, [b, a, b, a] * 3, strict=True)
    ]
    threads(deeds)
    check_the_books(sitting)
