from datetime import timedelta

import pytest

from balai.base.errors import RuleBroken
from balai.notices.models import Notice
from balai.queues import actions, jobs
from balai.queues.models import Sitting, Slot, Ticket, Unmet, Wait
from balai.queues.rules.states import TicketState, UnmetReason, WaitState
from tests import make

pytestmark = pytest.mark.django_db
EVENING = make.NOW - timedelta(hours=14)


def refusal(code: str):
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def full() -> tuple[Sitting, list[Ticket]]:
    """One counter, ten places, all booked the evening before."""
    sitting = make.sitting(counters=1, walk_in_units=0, units={"ktp-el-rusak": 1})
    return sitting, [make.booked(sitting, n, now=EVENING) for n in range(10)]


def join(sitting: Sitting, **more) -> Wait:
    values = {"service": make.the_service(), "phone": make.phone(), "now": EVENING} | more
    return actions.join_wait(sitting=sitting, **values)


def state(wait: Wait) -> str:
    return Wait.objects.get(pk=wait.pk).state


def test_the_list_opens_only_when_everything_is_full():
    sitting = make.sitting()
    with refusal("queue.not_full"):
        join(sitting)


def test_asking_twice_is_one_place():
    sitting, _ = full()
    assert join(sitting, phone="081234567890") == join(sitting, phone="+6281234567890")


def test_who_has_a_number_does_not_wait_for_another():
    sitting, _ = full()
    actions.cancel(ticket=Ticket.objects.filter(number=10).get(), now=EVENING)
    make.booked(sitting, 9, now=EVENING, phone="081234567890")
    with refusal("queue.twice"):
        join(sitting, phone="081234567890")


def test_a_freed_place_is_offered_to_the_first_and_nobody_can_book_past_them():
    sitting, tickets = full()
    first, second = join(sitting), join(sitting)
    actions.cancel(ticket=tickets[4], now=EVENING)
    assert (state(first), state(second)) == (WaitState.OFFERED, WaitState.WAITING)
    assert Slot.objects.get(pk=tickets[4].slot_id).free == 0
    with refusal("queue.full"):
        make.booked(sitting, 4, now=EVENING)


def test_taking_the_offer_makes_a_ticket_once():
    sitting, tickets = full()
    wait = join(sitting)
    actions.cancel(ticket=tickets[4], now=EVENING)
    ticket = actions.accept_offer(wait=wait, now=EVENING + timedelta(minutes=29))
    assert actions.accept_offer(wait=wait, now=EVENING + timedelta(minutes=29)) == ticket
    assert (ticket.slot, ticket.number, ticket.state) == (tickets[4].slot, 11, TicketState.BOOKED)
    assert Slot.objects.get(pk=ticket.slot_id).booked == 1


def test_an_offer_is_told_with_its_end():
    sitting, tickets = full()
    wait = join(sitting, email="warga@example.org")
    actions.cancel(ticket=tickets[4], now=EVENING)
    assert Notice.objects.get(kind="queues.offer").about_id == str(wait.pk)


def test_unanswered_after_thirty_minutes_it_goes_to_the_next():
    sitting, tickets = full()
    first, second = join(sitting), join(sitting)
    actions.cancel(ticket=tickets[4], now=EVENING)
    assert actions.lapse_offers(now=EVENING + timedelta(minutes=30)) == 0
    assert actions.lapse_offers(now=EVENING + timedelta(minutes=30, seconds=1)) == 1
    assert (state(first), state(second)) == (WaitState.LAPSED, WaitState.OFFERED)
    with refusal("queue.offer_over"):
        actions.accept_offer(wait=first, now=EVENING + timedelta(minutes=31))


def test_on_the_day_ten_minutes_and_never_after_a_quarter_to():
    sitting, tickets = full()
    first, second = join(sitting), join(sitting)
    actions.cancel(ticket=tickets[4], now=make.NOW)
    assert Wait.objects.get(pk=first.pk).answer_until == make.NOW + timedelta(minutes=10)
    actions.cancel(ticket=tickets[1], now=make.at_hour(8, 57))  # its slot starts at 9.12
    assert state(second) == WaitState.WAITING
    assert make.slot(sitting, 1).free == 1


def test_leaving_with_an_offer_in_hand_passes_it_on():
    sitting, tickets = full()
    first, second = join(sitting), join(sitting)
    actions.cancel(ticket=tickets[4], now=EVENING)
    actions.leave_wait(wait=first, now=EVENING)
    assert (state(first), state(second)) == (WaitState.LEFT, WaitState.OFFERED)


def test_one_offer_per_place_and_who_needs_two_units_is_passed_over_until_they_fit():
    sitting = make.sitting(counters=2, slot_minutes=60, walk_in_units=0)
    tickets = [make.booked(sitting, n % 2, now=EVENING) for n in range(4)]
    family, card = join(sitting, service=make.the_service("kk-baru")), join(sitting)
    actions.cancel(ticket=tickets[0], now=EVENING)
    assert (state(family), state(card)) == (WaitState.WAITING, WaitState.OFFERED)


def test_nobody_answers_the_place_is_for_whoever_comes():
    sitting, tickets = full()
    join(sitting)
    actions.cancel(ticket=tickets[4], now=EVENING)
    jobs.offers(EVENING + timedelta(hours=1))
    assert make.slot(sitting, 4).free == 1


def test_released_walk_in_places_are_offered_first():
    sitting = make.sitting(counters=1, walk_in_units=10)
    wait = join(sitting)
    actions.release_walk_ins(sitting=sitting, now=make.at_hour(8))
    jobs.offers(make.at_hour(8))
    assert state(wait) == WaitState.OFFERED


def test_late_in_the_morning_the_list_is_closed():
    sitting, _ = full()
    with refusal("queue.too_late"):
        join(sitting, now=make.at_hour(10, 33))


def test_who_never_got_a_place_is_counted():
    sitting, _ = full()
    wait = join(sitting)
    actions.close_sitting(sitting=sitting, by=None, now=make.at_hour(11, 30))
    assert state(wait) == WaitState.OVER
    assert Unmet.objects.get().reason == UnmetReason.FULL
