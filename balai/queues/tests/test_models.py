"""What must never be false: each constraint is broken on purpose, and the database itself refuses."""

import pytest
from django.db import IntegrityError, models, transaction

from balai.queues.models import CounterShift, Line, LineService, Sitting, Slot, Ticket, Unmet, Wait
from tests import make

pytestmark = pytest.mark.django_db

TICKET = {
    "ticket_number_once_per_sitting": {"number": 2},
    "ticket_numbers_start_at_one": {"number": 0},
    "ticket_takes_at_least_one_unit": {"units": 0},
    "ticket_state_is_known": {"state": "gone"},
    "ticket_source_is_known": {"source": "fax"},
    "ticket_priority_is_known": {"priority": "vip"},
    "ticket_called_only_when_here": {"state": "waiting"},
    "ticket_called_to_a_counter": {"state": "called", "checked_in_at": make.NOW},
    "ticket_served_since_a_moment": {
        "state": "serving", "checked_in_at": make.NOW, "called_at": make.NOW, "counter_number": 1,
    },
    "ticket_ended_has_its_moment": {"state": "cancelled"},
    "an end without an end": {"ended_at": make.NOW},
}  # fmt: skip
SLOT = {
    "slot_holds_no_more_than_its_seats": {"booked": 3, "walked": 1, "held": 0},
    "slot_keeps_its_walk_in_places": {"booked": 3, "held": 1},
    "slot_ends_after_its_start": {"ends_at": make.at_hour(8)},
    "nothing below zero": {"booked": -1},
}
SITTING = {
    "sitting_state_is_known": {"state": "asleep"},
    "sitting_numbers_start_at_one": {"next_number": 0},
    "sitting_closed_has_its_moment": {"state": "closed"},
    "sitting_ends_after_its_start": {"ends_at": make.at_hour(8)},
}
LINE = {
    "line_letter_is_a_capital": {"letter": "a"},
    "line_has_1_to_99_counters": {"counters": 0},
    "line_slot_is_1_to_240_minutes": {"slot_minutes": 0},
    "line_walk_in_places_have_their_hour": {"walk_in_until": None},
    "line_opens_within_a_year": {"opens_days_before": 366},
}


def refuses(rows: models.QuerySet, values: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)


@pytest.mark.parametrize("values", TICKET.values(), ids=TICKET)
def test_a_ticket_cannot(values):
    sitting = make.sitting()
    first, _ = make.booked(sitting), make.booked(sitting)
    refuses(Ticket.objects.filter(pk=first.pk), values)


@pytest.mark.parametrize("values", SLOT.values(), ids=SLOT)
def test_a_slot_cannot(values):
    refuses(Slot.objects.filter(pk=make.slot(make.sitting(), 1).pk), values)


@pytest.mark.parametrize("values", SITTING.values(), ids=SITTING)
def test_a_sitting_cannot(values):
    refuses(Sitting.objects.filter(pk=make.sitting().pk), values)


@pytest.mark.parametrize("values", LINE.values(), ids=LINE)
def test_a_line_cannot(values):
    refuses(Line.objects.filter(pk=make.line().pk), values)


def test_one_phone_has_one_live_ticket_for_a_service_and_day():
    sitting = make.sitting()
    first, second = make.booked(sitting), make.booked(sitting)
    refuses(Ticket.objects.filter(pk=second.pk), {"phone_hash": first.phone_hash})
    Ticket.objects.filter(pk=first.pk).update(state="cancelled", ended_at=make.NOW)
    Ticket.objects.filter(pk=second.pk).update(phone_hash=first.phone_hash)


def test_a_counter_is_open_once():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    with pytest.raises(IntegrityError), transaction.atomic():
        CounterShift.objects.create(sitting=sitting, counter_number=1, officer=by, opened_at=make.NOW)


def test_a_service_takes_at_least_one_unit_and_stands_once_in_a_line():
    row = make.line()
    refuses(LineService.objects.filter(line=row), {"units": 0})
    with pytest.raises(IntegrityError), transaction.atomic():
        LineService.objects.create(line=row, service=make.the_service())


def test_an_offer_names_its_place_and_a_taken_one_its_ticket():
    sitting = make.sitting()
    ticket = make.booked(sitting)
    wait = Wait.objects.create(
        sitting=sitting, service=ticket.service, asked_at=make.NOW, token_hash=b"x" * 32
    )
    for wrong in (
        {"state": "offered"},
        {"state": "taken", "ended_at": make.NOW},
        {"state": "left"},
        {"state": "?"},
    ):
        refuses(Wait.objects.filter(pk=wait.pk), wrong)


def test_an_unmet_wish_has_a_known_reason_and_hour():
    row = Unmet.objects.create(sitting=make.sitting(), reason="full", hour=9, at=make.NOW)
    for wrong in ({"reason": "bored"}, {"hour": 24}):
        refuses(Unmet.objects.filter(pk=row.pk), wrong)


def test_a_line_letter_and_a_sitting_stand_once():
    sitting = make.sitting()
    for again in (sitting, sitting.line):
        again.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)
