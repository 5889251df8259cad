"""The waiting room's screen, and what the hub tells it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from balai.queues import actions
from balai.queues.live import announce, public_state, public_states
from balai.queues.models import Sitting
from balai.site.asgi import live
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(at) -> Sitting:
    at(make.at_hour(9))
    return make.sitting()


def show(sitting: Sitting) -> str:
    return Client().get(reverse("queues:display", args=[sitting.pk])).content.decode()


def called(sitting: Sitting, counter: int = 1, minute: int = 0):
    by = make.open_desk(sitting, counter)
    make.walk_in(sitting, by, now=make.at_hour(8, 55))
    return actions.call_next(sitting=sitting, counter=counter, by=by, now=make.at_hour(9, minute))


def test_before_the_first_call_it_asks_to_sit_down(sitting: Sitting):
    assert "Belum ada panggilan. Silakan duduk." in show(sitting)


def test_the_last_call_stands_big_and_the_earlier_ones_beside_it(sitting: Sitting):
    first, second = called(sitting, 1, 0), called(sitting, 3, 1)
    page = show(sitting)
    assert f'<b>{second.label}</b><p class="to">ke loket 3</p>' in page
    assert f"<li><b>{first.label}</b><span>loket 1</span></li>" in page


def test_without_javascript_it_asks_anew_by_itself(sitting: Sitting):
    assert '<noscript><meta http-equiv="refresh" content="7"></noscript>' in show(sitting)


def test_it_names_no_service_and_no_person(sitting: Sitting):
    ticket = called(sitting)
    page = show(sitting)
    assert ticket.service.name not in page
    assert ticket.code not in page


def test_a_quiet_line_does_not_even_name_its_programme(at):
    at(make.at_hour(9))
    sitting = make.sitting(is_quiet=True)
    assert sitting.session.program.name not in show(sitting)


def test_an_unpublished_programme_has_no_screen(sitting: Sitting):
    program = sitting.session.program
    type(program).objects.filter(pk=program.pk).update(is_published=False, published_at=None)
    assert Client().get(reverse("queues:display", args=[sitting.pk])).status_code == 404
    assert public_states([sitting.pk]) == {}


def test_the_state_is_numbers_and_counters_alone(sitting: Sitting):
    ticket = called(sitting, 2)
    sitting.refresh_from_db()
    state = public_state(sitting)
    assert state["calls"] == [
        {"number": ticket.label, "counter": 2, "times": 1, "at": "2026-05-24T02:00:00+00:00", "hour": "09.00"}
    ]
    assert set(state) == {"revision", "state", "calls", "waiting"}
    assert len(json.dumps(state)) < 400


def test_who_missed_the_call_leaves_the_screen(sitting: Sitting):
    ticket = called(sitting)
    actions.miss(ticket=ticket, by=ticket.officer, now=make.at_hour(9, 5))
    assert public_state(sitting)["calls"] == []


def test_the_hub_knows_this_sitting_and_no_other(sitting: Sitting):
    assert list(public_states([sitting.pk, sitting.pk + 1])) == [sitting.pk]


def test_reading_one_sitting_takes_three_queries(sitting: Sitting, django_assert_num_queries):
    called(sitting)
    with django_assert_num_queries(3):
        public_states([sitting.pk])


def test_a_call_is_announced_after_its_commit_and_a_booking_is_not(
    sitting: Sitting, django_capture_on_commit_callbacks
):
    from django.db import connection

    per_call = 1 if connection.vendor == "postgresql" else 0
    with django_capture_on_commit_callbacks() as after:
        make.booked(sitting, 4)
    assert not [f for f in after if "notify" in repr(f)]
    with django_capture_on_commit_callbacks() as after:
        announce(sitting)
    assert len(after) == per_call


def test_the_hub_answers_our_own_names_only():
    assert live.host_is_ours("127.0.0.1:8000")
    assert not live.host_is_ours("evil.example")
