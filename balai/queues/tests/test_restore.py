"""A second thought: the number that one gave back returns, while nobody else has the place."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from balai.base.errors import RuleBroken
from balai.notices.models import Notice
from balai.programs.models import Session
from balai.queues import actions, jobs
from balai.queues.models import Sitting, Ticket
from balai.queues.rules.states import TicketState
from tests import make
from tests.crowd.together import threads

pytestmark = pytest.mark.django_db
SOON = make.NOW + timedelta(minutes=3)


def refusal(code: str):
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def given_back(sitting: Sitting, number: int = 0, **more: object) -> Ticket:
    return actions.cancel(ticket=make.booked(sitting, number, **more), now=make.NOW)


def filled(sitting: Sitting, number: int = 0) -> None:
    slot = make.slot(sitting, number)
    for _ in range(slot.free):
        make.booked(sitting, number)


def test_the_same_number_comes_back_with_its_place():
    sitting = make.sitting()
    ticket = actions.restore(ticket=given_back(sitting), now=SOON)
    assert (ticket.label, ticket.state, ticket.ended_at) == ("A001", TicketState.BOOKED, None)
    assert make.slot(sitting).booked == 1


def test_asked_twice_it_comes_back_once():
    sitting = make.sitting()
    ticket = given_back(sitting)
    for _ in range(2):
        actions.restore(ticket=ticket, now=SOON)
    assert make.slot(sitting).booked == 1


def test_a_place_that_somebody_else_took_does_not_come_back():
    sitting = make.sitting()
    ticket = given_back(sitting)
    filled(sitting)
    with refusal("queue.full"):
        actions.restore(ticket=ticket, now=SOON)
    assert Ticket.objects.get(pk=ticket.pk).state == TicketState.CANCELLED


def test_a_place_that_went_to_the_waiting_list_does_not_come_back():
    sitting = make.sitting(counters=1, walk_in_units=0)
    tickets = [make.booked(sitting, number) for number in range(10)]
    actions.join_wait(sitting=sitting, service=make.the_service(), now=make.NOW)
    actions.cancel(ticket=tickets[8], now=make.NOW)
    with refusal("queue.full"):
        actions.restore(ticket=tickets[8], now=SOON)


def test_after_ten_minutes_it_is_over():
    sitting = make.sitting()
    first, second = given_back(sitting), given_back(sitting, 1)
    actions.restore(ticket=first, now=make.NOW + timedelta(minutes=10))
    with refusal("queue.restore_over"):
        actions.restore(ticket=second, now=make.NOW + timedelta(minutes=10, seconds=1))


def test_a_phone_that_has_booked_anew_keeps_the_new_number():
    sitting, phone = make.sitting(), make.phone()
    ticket = given_back(sitting, phone=phone)
    make.booked(sitting, 3, phone=phone)
    with refusal("queue.twice"):
        actions.restore(ticket=ticket, now=SOON)


def test_a_number_that_went_to_another_day_stays_there():
    sitting = make.sitting()
    later = make.sitting(line=sitting.line, on=make.SUNDAY + timedelta(days=7))
    ticket = make.booked(sitting)
    actions.change_slot(ticket=ticket, slot=make.slot(later), now=make.NOW)
    with refusal("queue.restore_over"):
        actions.restore(ticket=ticket, now=SOON)


def test_a_cancelled_day_gives_nothing_back():
    sitting = make.sitting()
    ticket = given_back(sitting)
    Session.objects.filter(pk=sitting.session_id).update(state="cancelled", reason="Banjir.")
    with refusal("queue.cancelled"):
        actions.restore(ticket=ticket, now=SOON)


def test_who_had_come_already_stands_in_the_line_again():
    sitting = make.sitting()
    ticket = make.walk_in(sitting, make.open_desk(sitting))
    actions.cancel(ticket=ticket, now=make.NOW)
    assert actions.restore(ticket=ticket, now=SOON).state == TicketState.WAITING
    assert make.slot(sitting).walked == 1


def test_only_a_cancelled_number_comes_back():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    ticket = make.served(sitting, by, at=make.at_hour(9))
    with refusal("queue.restore_over"):
        actions.restore(ticket=ticket, now=make.at_hour(9, 13))


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_its_old_holder_or_to_a_new_one_and_never_to_both():
    sitting, service = make.sitting(counters=1, walk_in_units=0), make.the_service()
    for number in range(6):
        ticket, slot = given_back(sitting, number), make.slot(sitting, number)

        def again(ticket: Ticket = ticket) -> Ticket:
            return actions.restore(ticket=ticket, now=SOON)

        def anew(slot: int = slot.pk, phone: str = "") -> Ticket:
            return actions.book_ticket(slot=slot, service=service, now=SOON, phone=phone)

        threads([again, anew, again, anew])
        slot.refresh_from_db()
        assert slot.booked == 1
        assert Ticket.objects.live().filter(slot=slot).count() == 1


# Its page.


def shown(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_ticket_offers_it_and_one_press_brings_it_back(at):
    at(make.NOW)
    ticket, browser = given_back(make.sitting()), Client()
    answer = browser.get(reverse("queues:ticket", args=[ticket.token]))
    assert answer["Referrer-Policy"] == "same-origin"  # under no-referrer a browser's form would be refused
    page = shown(answer)
    assert "Kembalikan nomor saya" in page
    assert "09.00 WIB</span>, selama tempatnya belum diambil warga lain" in page
    answer = browser.post(reverse("queues:restore", args=[ticket.token]), follow=True)
    assert "Kembalikan nomor saya" not in shown(answer)
    assert Ticket.objects.get().is_live


def test_a_taken_place_is_told_kindly_with_the_way_to_another_hour(at):
    at(make.NOW)
    sitting = make.sitting()
    ticket = given_back(sitting)
    filled(sitting)
    answer = Client().post(reverse("queues:restore", args=[ticket.token]))
    assert answer.status_code == 409
    assert "sudah diambil warga lain" in shown(answer)
    assert reverse("queues:book", args=[sitting.session.program.slug, sitting.session.on]) in shown(answer)


def test_later_the_page_offers_another_hour_only(at):
    ticket = given_back(make.sitting())
    at(make.NOW + timedelta(minutes=11))
    page = shown(Client().get(reverse("queues:ticket", args=[ticket.token])))
    assert "Kembalikan nomor saya" not in page
    assert "Pilih jam lagi" in page


class TestReminders:
    """Who gives a number back and takes it again is reminded as if nothing had happened, and once."""

    @pytest.fixture
    def ticket(self) -> Ticket:
        early = make.NOW - timedelta(days=3)
        return make.booked(make.sitting(now=early), 8, now=early)

    def states(self, ticket: Ticket) -> list[str]:
        rows = Notice.objects.about(ticket).filter(kind="queues.reminder")
        return list(rows.values_list("state", flat=True))

    def there_and_back(self, ticket: Ticket) -> None:
        actions.cancel(ticket=ticket, now=make.NOW)
        actions.restore(ticket=ticket, now=SOON)

    def test_a_reminder_that_was_withdrawn_is_posted_anew(self, ticket):
        jobs.remind(make.NOW)
        assert self.states(ticket) == ["pending"]
        actions.cancel(ticket=ticket, now=make.NOW)
        assert self.states(ticket) == ["withdrawn"]
        jobs.remind(SOON)
        assert self.states(ticket) == ["withdrawn"]
        actions.restore(ticket=ticket, now=SOON)
        jobs.remind(SOON)
        jobs.remind(SOON)
        assert self.states(ticket) == ["pending"]
        again = Notice.objects.about(ticket).get(kind="queues.reminder")
        assert again.text_sealed
        assert again.due_at == SOON

    def test_who_was_reminded_already_hears_nothing_twice(self, ticket):
        jobs.remind(make.NOW)
        Notice.objects.about(ticket).filter(kind="queues.reminder").update(state="sent", sent_at=make.NOW)
        self.there_and_back(ticket)
        jobs.remind(SOON)
        assert self.states(ticket) == ["sent"]

    def test_once_the_session_runs_it_is_too_late(self, ticket):
        jobs.remind(make.NOW)
        self.there_and_back(ticket)
        jobs.remind(ticket.sitting.starts_at + timedelta(minutes=1))
        assert self.states(ticket) == []
