"""A new key blinds nobody: the same phone is known under every version still kept."""

import json
from datetime import datetime, timedelta

import pytest

from balai.base import sealing
from balai.base.errors import RuleBroken
from balai.programs.models import Session
from balai.queues import actions
from balai.queues.models import Sitting, Ticket
from tests import make

pytestmark = pytest.mark.django_db
PHONE = "0812 3456 7890"
twice = pytest.raises(RuleBroken, check=lambda broken: broken.code == "queue.twice")


@pytest.fixture
def rotate(settings, tmp_path):
    path = tmp_path / "keys.json"
    settings.BALAI_KEYS = str(path)
    sealing.write_ring(path, sealing.new_ring())
    sealing.forget_keys()

    def turn() -> None:
        ring = json.loads(path.read_text())
        for keys in ring.values():
            keys["2"] = sealing.new_key()
        sealing.write_ring(path, ring)
        sealing.forget_keys()

    yield turn
    sealing.forget_keys()


def moments_of(session: Session) -> tuple[datetime, datetime]:
    return session.starts_at, session.ends_at


def full_but_one() -> Sitting:
    """One counter, ten hours, of which the ninth is booked by this phone."""
    sitting = make.sitting(counters=1, walk_in_units=0)
    for number in range(10):
        make.booked(sitting, number, phone=PHONE if number == 8 else make.phone())
    return sitting


def test_the_second_booking_is_refused(rotate):
    sitting = make.sitting()
    make.booked(sitting, phone=PHONE)
    rotate()
    with twice:
        make.booked(sitting, 3, phone=PHONE)


def test_so_is_a_number_at_the_door(rotate):
    sitting = make.sitting()
    make.booked(sitting, phone=PHONE)
    rotate()
    with twice:
        make.walk_in(sitting, make.open_desk(sitting), phone=PHONE)


def test_the_lost_ticket_is_found(rotate):
    ticket = make.booked(make.sitting(), phone=PHONE)
    rotate()
    assert actions.find_ticket(code=ticket.code, phone=PHONE, client="", now=make.NOW) == ticket


def test_the_waiting_list_knows_who_waits_and_who_has_a_place(rotate):
    sitting, phone = full_but_one(), make.phone()
    waiting = {"sitting": sitting, "service": make.the_service(), "now": make.NOW}
    first = actions.join_wait(phone=phone, **waiting)
    rotate()
    assert actions.join_wait(phone=phone, **waiting) == first
    with twice:
        actions.join_wait(phone=PHONE, **waiting)


def test_an_offer_is_not_taken_beside_a_place(rotate):
    sitting, phone = full_but_one(), make.phone()
    wait = actions.join_wait(sitting=sitting, service=make.the_service(), phone=phone, now=make.NOW)
    for ticket in Ticket.objects.filter(slot__in=[make.slot(sitting, 7), make.slot(sitting, 8)]):
        actions.cancel(ticket=ticket, now=make.NOW)
    rotate()
    make.booked(sitting, 8 if make.slot(sitting, 8).free else 7, phone=phone)
    with twice:
        actions.accept_offer(wait=wait, now=make.NOW)


def test_a_number_does_not_come_back_beside_a_new_one(rotate):
    sitting = make.sitting()
    ticket = actions.cancel(ticket=make.booked(sitting, phone=PHONE), now=make.NOW)
    rotate()
    make.booked(sitting, 3, phone=PHONE)
    with twice:
        actions.restore(ticket=ticket, now=make.NOW)


def test_nobody_moves_to_a_day_on_which_the_phone_has_a_number(rotate):
    sitting = make.sitting()
    later = make.sitting(line=sitting.line, on=make.SUNDAY.replace(day=31))
    ticket = make.booked(sitting, phone=PHONE)
    rotate()
    make.booked(later, phone=PHONE)
    with twice:
        actions.change_slot(ticket=ticket, slot=make.slot(later, 3), now=make.NOW)


def test_a_moved_day_keeps_one_number_a_phone(rotate):
    sitting = make.sitting()
    other = make.sitting(line=sitting.line, on=make.SUNDAY.replace(day=31))
    ticket = make.booked(sitting, phone=PHONE)
    rotate()
    make.booked(other, phone=PHONE)
    session = Session.objects.get(pk=sitting.session_id)
    session.on = other.session.on  # three hours later than the other
    session.starts_at, session.ends_at = (m + timedelta(days=7, hours=3) for m in moments_of(session))
    session.revision += 1
    session.save()
    actions.follow_session(sitting=sitting, now=make.NOW)
    assert not Ticket.objects.get(pk=ticket.pk).is_live
