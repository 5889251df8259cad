"""From one line of a session to another: turn, ticket and link stay; letter and number are new."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from balai.base.errors import RuleBroken
from balai.queues import actions
from balai.queues.models import Sitting, Slot, Ticket
from balai.queues.rules.states import SittingState, TicketState
from tests import make

pytestmark = pytest.mark.django_db
NINE = make.at_hour(9)


def refusal(code: str):
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


@pytest.fixture
def first() -> Sitting:
    return make.sitting()


@pytest.fixture
def second(first: Sitting) -> Sitting:
    line = make.line(first.line.program, letter="B", counters=1, walk_in_units=0, units={"nib": 1})
    return make.sitting(line=line)


@pytest.fixture
def officer(first: Sitting):
    return make.open_desk(first)


@pytest.fixture
def called(first: Sitting, officer) -> Ticket:
    ticket = make.booked(first)
    actions.check_in(ticket=ticket, now=make.NOW, by=officer)
    found = actions.call_next(sitting=first, counter=1, by=officer, now=NINE)
    assert found
    return found


def at_the_counter(ticket: Ticket, by) -> Ticket:
    return actions.call_ticket(ticket=ticket, counter=1, by=by, now=NINE)


def sent(ticket: Ticket, to: Sitting, by, **more: object) -> Ticket:
    wanted = {"service": make.the_service("nib"), "now": NINE + timedelta(minutes=2)} | more
    return actions.transfer(ticket=ticket, sitting=to, by=by, **wanted)  # type: ignore[arg-type]


def test_it_waits_in_the_other_line_with_a_number_of_that_line_and_the_same_link(called, second, officer):
    moved = sent(called, second, officer)
    assert (moved.label, moved.state, moved.service.slug) == ("B001", TicketState.WAITING, "nib")
    assert moved.due_at == called.due_at
    assert Ticket.objects.by_token(called.token, NINE).get() == moved
    assert (
        actions.call_next(
            sitting=second, counter=1, by=make.open_desk(second, by=officer), now=make.at_hour(9, 3)
        )
        == moved
    )


def test_the_old_place_is_free_again_and_one_is_taken_in_the_other_line(called, first, second, officer):
    sent(called, second, officer)
    assert make.slot(first).booked == 0
    assert make.slot(second).booked == 1


def test_who_is_here_is_taken_in_though_the_other_line_is_full(called, second, officer):
    for slot in second.slots.all():
        make.booked(second, slot=slot, service=make.the_service("nib"))
    moved = sent(called, second, officer)
    assert (moved.slot, moved.state) == (None, TicketState.WAITING)
    assert all(slot.booked <= slot.seats for slot in Slot.objects.all())


def test_a_walk_in_takes_its_place_at_the_other_door(first, second, officer):
    moved = sent(at_the_counter(make.walk_in(first, officer, now=NINE), officer), second, officer)
    assert (make.slot(first).walked, moved.slot.walked) == (0, 0)
    assert Slot.objects.get(pk=moved.slot_id).walked == 1
    actions.cancel(ticket=moved, now=NINE)
    assert Slot.objects.get(pk=moved.slot_id).walked == 0


def test_both_lines_show_the_change(called, first, second, officer):
    before = [Sitting.objects.get(pk=sitting.pk).revision for sitting in (first, second)]
    sent(called, second, officer)
    after = [Sitting.objects.get(pk=sitting.pk).revision for sitting in (first, second)]
    assert all(new > old for old, new in zip(before, after, strict=True))


def test_what_the_other_line_does_not_serve_is_refused(called, second, officer):
    with refusal("queue.not_served_here"):
        sent(called, second, officer, service=None)


def test_a_closed_line_and_another_day_take_nobody(called, first, second, officer):
    other_day = make.sitting(line=first.line, on=date(2026, 5, 31))
    with refusal("queue.foreign"):
        sent(called, other_day, officer)
    Sitting.objects.filter(pk=second.pk).update(state=SittingState.CLOSED, closed_at=NINE)
    with refusal("queue.closed"):
        sent(called, second, officer)


def test_a_phone_that_waits_there_already_is_not_sent_there_twice(first, second, officer):
    phone = make.phone()
    make.booked(second, service=make.the_service("nib"), phone=phone)
    ticket = at_the_counter(make.walk_in(first, officer, phone=phone, now=NINE), officer)
    with refusal("queue.twice"):
        sent(ticket, second, officer)


def test_the_desk_offers_the_other_lines_services_and_says_the_new_number(at, called, first, second, officer):
    at(NINE)
    browser = make.browser(officer)
    wanted = f"{second.pk}-{make.the_service('nib').pk}"
    page = browser.get(reverse("queues:desk", args=[first.pk, 1])).content.decode()
    assert f'value="{wanted}"' in page
    assert "(Antrean B)" in page
    deed = reverse("queues:deed", args=[first.pk, 1, "pindah"])
    answer = browser.post(deed, {"ticket": called.pk, "service": wanted}, headers={"HX-Request": "true"})
    assert "A001 pindah ke Antrean B. Sebutkan nomor barunya: B001." in answer.content.decode()


def test_the_ticket_page_shows_the_new_number(at, called, second, officer):
    at(NINE)
    sent(called, second, officer)
    page = make.browser(officer).get(reverse("queues:ticket", args=[called.token])).content.decode()
    assert 'data-number="B001"' in page
