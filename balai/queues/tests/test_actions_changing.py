from datetime import date, timedelta

import pytest

from balai.base.errors import RuleBroken
from balai.engine.models import Limit
from balai.notices.models import Notice
from balai.queues import actions
from balai.queues.models import Slot, Ticket
from balai.queues.rules.states import TicketState
from tests import make

pytestmark = pytest.mark.django_db


def refusal(code: str):
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def free(sitting, number: int = 0) -> int:
    return Slot.objects.get(pk=make.slot(sitting, number).pk).free


def test_a_cancelled_place_is_free_at_once_and_twice_is_once():
    sitting = make.sitting()
    ticket = make.booked(sitting, service=make.the_service("kk-baru"))
    assert free(sitting) == 1
    actions.cancel(ticket=ticket, now=make.NOW)
    actions.cancel(ticket=ticket, now=make.NOW)
    assert free(sitting) == 3


def test_who_is_being_served_cannot_cancel():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    make.walk_in(sitting, by, now=make.at_hour(9))
    ticket = actions.call_next(sitting=sitting, counter=1, by=by, now=make.at_hour(9))
    with refusal("queue.move"):
        actions.cancel(ticket=ticket, now=make.at_hour(9, 1))  # type: ignore[arg-type]


def test_a_walk_in_who_leaves_frees_a_walk_in_place():
    sitting = make.sitting()
    ticket = make.walk_in(sitting, make.queue_officer(sitting))
    actions.cancel(ticket=ticket, now=make.NOW)
    assert make.slot(sitting).walked == 0


def test_another_hour_keeps_number_code_and_link():
    sitting = make.sitting()
    ticket = make.booked(sitting)
    changed = actions.change_slot(ticket=ticket, slot=make.slot(sitting, 6), now=make.NOW)
    assert (changed.pk, changed.number, changed.token) == (ticket.pk, ticket.number, ticket.token)
    assert (free(sitting), make.slot(sitting, 6).booked) == (3, 1)
    assert changed.due_at == make.slot(sitting, 6).starts_at


def test_another_day_gives_a_new_number_and_frees_the_old_place():
    row = make.line()
    sunday, wednesday = make.sitting(line=row), make.sitting(line=row, on=date(2026, 5, 27))
    ticket = make.booked(sunday)
    new = actions.change_slot(ticket=ticket, slot=make.slot(wednesday), now=make.NOW)
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CANCELLED
    assert (new.number, new.on, new.moved_from) == (1, date(2026, 5, 27), ticket)
    assert (free(sunday), make.slot(wednesday).booked) == (3, 1)
    assert new.holder == ticket.holder


def test_a_full_hour_leaves_the_old_place_as_it_was():
    sitting = make.sitting()
    ticket = make.booked(sitting)
    for _ in range(2):
        make.booked(sitting, 1)
    with refusal("queue.full"):
        actions.change_slot(ticket=ticket, slot=make.slot(sitting, 1), now=make.NOW)
    ticket.refresh_from_db()
    assert ticket.slot == make.slot(sitting)


def test_the_same_hour_is_no_change():
    sitting = make.sitting()
    with refusal("queue.same_slot"):
        actions.change_slot(ticket=make.booked(sitting), slot=make.slot(sitting), now=make.NOW)


def test_after_arriving_the_hour_stays():
    sitting = make.sitting()
    ticket = actions.check_in(ticket=make.booked(sitting), by=make.queue_officer(sitting), now=make.NOW)
    with refusal("queue.move"):
        actions.change_slot(ticket=ticket, slot=make.slot(sitting, 5), now=make.NOW)


def find(**asked):
    values = {"phone": "081234567890", "client": "203.0.113.7", "now": make.NOW} | asked
    return actions.find_ticket(**values)


def test_code_and_phone_together_find_the_ticket():
    ticket = make.booked(make.sitting(), phone="0812 3456 7890")
    assert find(code=ticket.code.lower()) == ticket


@pytest.mark.parametrize("wrong", [{"phone": "081299999999"}, {"code": "ZZZZZZZZ"}, {"code": "x"}])
def test_code_or_phone_alone_finds_nothing_and_the_answer_is_the_same(wrong):
    ticket = make.booked(make.sitting(), phone="081234567890")
    with refusal("queue.not_found"):
        find(**({"code": ticket.code} | wrong))


def test_a_code_is_tried_ten_times_and_the_owner_is_let_in_again_later():
    ticket = make.booked(make.sitting(), phone="081234567890")
    for last in range(10):
        with refusal("queue.not_found"):
            find(code=ticket.code, phone=f"08129999999{last}", client=f"203.0.113.{last}")
    with refusal("limit.reached"):
        find(code=ticket.code)
    assert find(code=ticket.code, now=make.NOW + timedelta(minutes=10)) == ticket


def test_a_village_behind_one_address_is_not_locked_out():
    sitting = make.sitting()
    tickets = [make.booked(sitting, n % 10, phone=f"0812345678{n:02d}") for n in range(20)]
    for n, ticket in enumerate(tickets):
        assert find(code=ticket.code, phone=f"0812345678{n:02d}") == ticket


def test_one_client_that_tries_codes_is_stopped():
    from balai.base.codes import new_code

    refused = 0
    for _ in range(125):
        try:
            find(code=new_code())
        except RuleBroken as broken:
            refused += broken.code == "limit.reached"
    assert refused == 5


def test_a_limit_remembers_no_phone_address_or_code():
    ticket = make.booked(make.sitting(), phone="081234567890")
    find(code=ticket.code)
    for row in Limit.objects.all():
        assert ticket.code.encode() not in bytes(row.bucket)


def test_a_link_dies_thirty_days_after_its_day():
    ticket = make.booked(make.sitting())
    assert Ticket.objects.by_token(ticket.token, make.NOW + timedelta(days=30)).exists()
    assert not Ticket.objects.by_token(ticket.token, make.NOW + timedelta(days=31)).exists()
    assert not Ticket.objects.by_token("x" * 22, make.NOW).exists()


def test_cancelling_withdraws_what_was_not_sent_yet():
    from balai.queues import jobs

    sitting = make.sitting()
    ticket = make.booked(sitting, now=make.NOW - timedelta(days=3))
    jobs.remind(make.at_hour(10) - timedelta(days=1))
    actions.cancel(ticket=ticket, now=make.NOW - timedelta(hours=20))
    assert Notice.objects.get(kind="queues.reminder").state == "withdrawn"
