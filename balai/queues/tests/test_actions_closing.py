from datetime import time, timedelta

import pytest

from balai.base.errors import RuleBroken
from balai.notices.models import Notice
from balai.programs import actions as programs
from balai.programs.planting import Planter
from balai.queues import actions, jobs
from balai.queues.models import Sitting, Slot, Ticket, Unmet
from balai.queues.rules.states import ENDED, SittingState, TicketState, UnmetReason
from tests import make

pytestmark = pytest.mark.django_db
DAYS_BEFORE = make.NOW - timedelta(days=3)


def test_after_closing_every_ticket_has_an_end():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    never_came = make.booked(sitting, 8)
    walkers = [make.walk_in(sitting, by, now=make.at_hour(9)) for _ in range(4)]
    for deed in ("serve", "start_serving", None):
        ticket = actions.call_next(sitting=sitting, counter=1, by=by, now=make.at_hour(9, 5))
        if deed:
            getattr(actions, deed)(ticket=ticket, by=by, now=make.at_hour(9, 15))
    actions.close_sitting(sitting=sitting, by=by, now=make.at_hour(11, 20))
    states = {t.pk: t.state for t in Ticket.objects.all()}
    assert set(states.values()) <= set(ENDED)
    assert states[never_came.pk] == TicketState.MISSED
    assert [states[t.pk] for t in walkers] == ["served", "served", "missed", "turned_away"]
    assert Unmet.objects.get().reason == UnmetReason.NOT_REACHED


def test_closing_closes_the_counters_and_closing_twice_is_once():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    for _ in range(2):
        actions.close_sitting(sitting=sitting, by=by, now=make.at_hour(11, 20))
    sitting.refresh_from_db()
    assert (sitting.state, sitting.closed_at) == (SittingState.CLOSED, make.at_hour(11, 20))
    assert sitting.shifts.get().closed_at == make.at_hour(11, 20)


def test_a_closed_line_takes_nobody_and_calls_nobody():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    actions.close_sitting(sitting=sitting, by=by, now=make.NOW)
    for deed in (
        lambda: make.booked(sitting),
        lambda: make.walk_in(sitting, by),
        lambda: actions.call_next(sitting=sitting, counter=1, by=by, now=make.NOW),
        lambda: actions.resume_sitting(sitting=sitting, by=by, now=make.NOW),
    ):
        with pytest.raises(RuleBroken) as refused:
            deed()
        assert refused.value.code in ("queue.closed", "queue.counter_closed")


def test_the_day_s_figures():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    for minute in (0, 10, 20):
        make.served(sitting, by, at=make.at_hour(9, minute), minutes=8)
    make.booked(sitting, 9, now=make.at_hour(9))
    actions.turn_away(sitting=sitting, reason=UnmetReason.FULL, by=by, now=make.at_hour(10))
    figures = actions.day_figures(sitting)
    assert (figures.taken, figures.served, figures.unmet) == (4, 3, 1)
    assert figures.by_counter == {1: 3}
    assert figures.median_service == timedelta(minutes=8)
    assert figures.arrivals_by_hour == {9: 3}
    assert figures.unmet_by_hour == {10: 1}


def test_figures_take_two_statements(django_assert_num_queries):
    sitting = Sitting.objects.with_everything().get(pk=make.sitting().pk)
    with django_assert_num_queries(2):
        actions.day_figures(sitting)


def test_what_was_forgotten_is_closed_at_night():
    sitting = make.sitting()
    assert jobs.close_forgotten(make.at_hour(13)) == 0
    assert jobs.close_forgotten(make.at_hour(14, 1)) == 1
    assert jobs.close_forgotten(make.at_hour(14, 2)) == 0
    assert Sitting.objects.get(pk=sitting.pk).state == SittingState.CLOSED


def cancel_day(sitting: Sitting) -> None:
    programs.cancel_session(
        program=sitting.session.program,
        on=sitting.session.on,
        reason="Banjir.",
        by=Planter(),
        now=DAYS_BEFORE,
    )


def move_day(sitting: Sitting, **to) -> None:
    programs.move_session(
        program=sitting.session.program, on=sitting.session.on, reason="Listrik padam.",
        by=Planter(), now=DAYS_BEFORE, **to,
    )  # fmt: skip


def test_a_cancelled_session_refuses_at_once_and_tells_everyone_once():
    sitting = make.sitting(now=DAYS_BEFORE)
    tickets = [make.booked(sitting, n, now=DAYS_BEFORE) for n in range(3)]
    cancel_day(sitting)
    with pytest.raises(RuleBroken, match="dibatalkan karena banjir") as refused:
        make.booked(sitting, 5, now=DAYS_BEFORE)
    assert refused.value.code == "queue.cancelled"
    assert [jobs.follow_sessions(DAYS_BEFORE) for _ in range(2)] == [3, 0]
    assert {t.state for t in Ticket.objects.all()} == {TicketState.CANCELLED}
    assert Notice.objects.filter(kind="queues.cancelled").count() == len(tickets)


def test_a_moved_session_takes_everyone_along_and_tells_them_once():
    sitting = make.sitting(now=DAYS_BEFORE)
    ticket = make.booked(sitting, 2, now=DAYS_BEFORE)
    move_day(sitting, opens=time(13), closes=time(15))
    assert [jobs.follow_sessions(DAYS_BEFORE) for _ in range(2)] == [1, 0]
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due_at) == (TicketState.BOOKED, make.at_hour(13, 24))
    assert Notice.objects.filter(kind="queues.moved").count() == 1
    assert make.booked(sitting, 0, now=DAYS_BEFORE).due_at == make.at_hour(13)


def test_moved_to_another_day_the_number_stays():
    sitting = make.sitting(now=DAYS_BEFORE)
    ticket = make.booked(sitting, now=DAYS_BEFORE)
    monday = make.SUNDAY + timedelta(days=1)
    move_day(sitting, to_on=monday)
    jobs.follow_sessions(DAYS_BEFORE)
    ticket.refresh_from_db()
    assert (ticket.on, ticket.number) == (monday, 1)


def test_a_shorter_day_drops_nobody():
    sitting = make.sitting(now=DAYS_BEFORE)
    tickets = [make.booked(sitting, 9 - n, now=DAYS_BEFORE) for n in range(3)]
    move_day(sitting, opens=time(9), closes=time(10))
    assert jobs.follow_sessions(DAYS_BEFORE) == 3
    for ticket in tickets:
        ticket.refresh_from_db()
        assert ticket.state == TicketState.BOOKED
        assert ticket.due_at < make.at_hour(10)
    assert sum(s.free for s in Slot.objects.filter(starts_at__gte=make.at_hour(10))) == 0


def test_a_new_place_alone_is_told_too():
    sitting = make.sitting(now=DAYS_BEFORE)
    make.booked(sitting, now=DAYS_BEFORE)
    move_day(sitting, place_text="Aula Desa Sukamaju")
    assert jobs.follow_sessions(DAYS_BEFORE) == 1
    assert Notice.objects.filter(kind="queues.moved").count() == 1
