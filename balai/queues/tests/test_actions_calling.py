from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.people.rules import Role
from balai.queues import actions
from balai.queues.models import Sitting, Ticket, Unmet
from balai.queues.rules.states import Priority, TicketState, UnmetReason
from tests import make

pytestmark = pytest.mark.django_db


def refusal(code: str):
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def here(sitting: Sitting, by, slot: int = 0, *, now=None, **more) -> Ticket:
    """Booked, and lapor datang."""
    return actions.check_in(ticket=make.booked(sitting, slot, **more), by=by, now=now or make.NOW)


def call(sitting: Sitting, by, *, now=None, counter: int = 1) -> Ticket | None:
    return actions.call_next(sitting=sitting, counter=counter, by=by, now=now or make.at_hour(9))


def test_who_is_here_is_called_in_the_order_of_their_slots():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    late, early = here(sitting, by, 1), here(sitting, by, 0)
    assert [call(sitting, by), call(sitting, by), call(sitting, by)] == [early, late, None]


def test_a_call_names_counter_officer_and_moment_and_shows():
    sitting = make.sitting()
    by = make.open_desk(sitting, 3)
    here(sitting, by)
    before = Sitting.objects.get(pk=sitting.pk).revision
    ticket = call(sitting, by, counter=3)
    assert ticket
    ticket.refresh_from_db()
    assert (ticket.state, ticket.counter_number, ticket.officer, ticket.called_times) == (
        TicketState.CALLED, 3, by, 1,
    )  # fmt: skip
    assert ticket.called_at == make.at_hour(9)
    assert Sitting.objects.get(pk=sitting.pk).revision > before


def test_booked_but_not_here_is_not_called():
    sitting = make.sitting()
    make.booked(sitting)
    assert call(sitting, make.open_desk(sitting)) is None


def test_priority_and_ordinary_take_turns():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    for priority in (Priority.NONE, Priority.NONE, Priority.ELDERLY, Priority.MOTHER):
        make.walk_in(sitting, by, now=make.at_hour(9), priority=priority)
    called = [call(sitting, by, now=make.at_hour(9, 5)) for _ in range(4)]
    assert [t.is_priority for t in called if t] == [True, False, True, False]


def test_calling_needs_an_open_counter_of_one_s_own():
    sitting = make.sitting()
    by, other = make.open_desk(sitting), make.queue_officer(sitting)
    with refusal("queue.counter_closed"):
        call(sitting, by, counter=2)
    with refusal("queue.counter_closed"):
        call(sitting, other)
    actions.close_counter(sitting=sitting, counter=1, by=by, now=make.NOW)
    with refusal("queue.counter_closed"):
        call(sitting, by)


def test_a_counter_is_opened_by_one_officer_at_a_time_and_twice_is_once():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    again = actions.open_counter(sitting=sitting, counter=1, by=by, now=make.NOW)
    assert sitting.shifts.get() == again
    with refusal("queue.counter_taken"):
        make.open_desk(sitting, 1)
    with refusal("queue.counter_unknown"):
        make.open_desk(sitting, 100)


def test_an_officer_of_another_office_may_do_nothing_here():
    sitting = make.sitting()
    ticket = make.booked(sitting)
    stranger = make.officer(Role.COORDINATOR)
    for deed in (
        lambda: actions.open_counter(sitting=sitting, counter=1, by=stranger, now=make.NOW),
        lambda: actions.call_next(sitting=sitting, counter=1, by=stranger, now=make.NOW),
        lambda: actions.check_in(ticket=ticket, by=stranger, now=make.NOW),
        lambda: actions.cancel(ticket=ticket, by=stranger, now=make.NOW),
        lambda: actions.close_sitting(sitting=sitting, by=stranger, now=make.NOW),
        lambda: actions.ticket_by_code(sitting=sitting, text=ticket.code, by=stranger),
        lambda: actions.turn_away(sitting=sitting, reason=UnmetReason.FULL, by=stranger, now=make.NOW),
        lambda: make.walk_in(sitting, stranger),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_the_front_desk_calls_but_does_not_close():
    sitting = make.sitting()
    by = make.queue_officer(sitting, Role.FRONT_DESK)
    make.open_desk(sitting, by=by)
    with pytest.raises(PermissionDenied):
        actions.close_sitting(sitting=sitting, by=by, now=make.NOW)


def test_a_call_takes_at_most_five_statements():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    here(sitting, by)
    with CaptureQueriesContext(connection) as captured:
        assert call(sitting, by)
    asked = [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 5, "\n".join(asked)


def test_a_call_is_refused_for_its_own_reason_and_changes_nothing():
    sitting = make.sitting()
    by, head = make.open_desk(sitting), make.queue_officer(sitting)
    here(sitting, by)
    actions.pause_sitting(sitting=sitting, by=head, now=make.NOW)
    before = Sitting.objects.get(pk=sitting.pk).revision
    with refusal("queue.paused"):
        call(sitting, by)
    actions.close_sitting(sitting=sitting, by=head, now=make.NOW)
    with refusal("queue.closed"):
        call(sitting, by)
    assert Sitting.objects.get(pk=sitting.pk).revision == before + 1  # the closing alone


def test_who_waited_longer_than_twice_the_median_goes_before_priority():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    make.walk_in(sitting, by, now=make.at_hour(8, 40))
    call(sitting, by, now=make.at_hour(8, 55))  # waited 15 minutes: the median of today
    long, soon = (make.walk_in(sitting, by, now=make.at_hour(*at)) for at in [(8, 45), (9, 10)])
    elder = make.walk_in(sitting, by, now=make.at_hour(9, 10), priority=Priority.ELDERLY)
    assert [call(sitting, by, now=make.at_hour(9, 16)) for _ in range(3)] == [long, elder, soon]


def test_from_call_to_served():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    here(sitting, by)
    ticket = call(sitting, by)
    assert ticket
    again = actions.call_again(ticket=ticket, by=by, now=make.at_hour(9, 1))
    assert again.called_times == 2
    assert actions.start_serving(ticket=ticket, by=by, now=make.at_hour(9, 2)).state == TicketState.SERVING
    served = actions.serve(ticket=ticket, by=by, now=make.at_hour(9, 12))
    assert (served.state, served.ended_at) == (TicketState.SERVED, make.at_hour(9, 12))
    with refusal("queue.move"):
        actions.serve(ticket=ticket, by=by, now=make.at_hour(9, 13))


def test_missed_and_back_again_comes_by_arrival():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    here(sitting, by)
    ticket = call(sitting, by)
    assert ticket
    actions.miss(ticket=ticket, by=by, now=make.at_hour(9, 2))
    back = actions.put_back(ticket=ticket, by=by, now=make.at_hour(9, 20))
    assert (back.state, back.due_at, back.counter_number) == (TicketState.WAITING, make.at_hour(9, 20), None)


def test_put_back_keeps_the_place():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    first, _ = here(sitting, by), here(sitting, by, 1)
    actions.put_back(ticket=call(sitting, by), by=by, now=make.at_hour(9, 1))  # type: ignore[arg-type]
    assert call(sitting, by) == first


def test_transferred_to_a_counter_is_called_there_first_and_nowhere_else():
    sitting = make.sitting()
    one, two = make.open_desk(sitting, 1), make.open_desk(sitting, 2)
    first, second = here(sitting, one), here(sitting, one)
    called = call(sitting, one)
    assert called == first
    actions.transfer(ticket=first, counter=2, by=one, now=make.at_hour(9, 3))
    assert call(sitting, one) == second
    assert call(sitting, one) is None
    assert call(sitting, two, counter=2) == first


def test_transferred_to_another_service_waits_with_its_place():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    here(sitting, by)
    ticket = call(sitting, by)
    moved = actions.transfer(
        ticket=ticket, service=make.the_service("kk-baru"), by=by, now=make.at_hour(9, 3)
    )  # type: ignore[arg-type]
    assert (moved.service.slug, moved.units, moved.state) == ("kk-baru", 2, TicketState.WAITING)
    with refusal("queue.move"):
        actions.transfer(ticket=moved, by=by, now=make.at_hour(9, 3))


def test_out_of_turn_is_possible_and_recorded():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    here(sitting, by)
    second = here(sitting, by, 5)
    actions.call_ticket(ticket=second, counter=1, by=by, now=make.at_hour(9))
    assert Entry.objects.filter(verb="queue.called_out_of_turn", subject_id=str(second.pk)).exists()


def test_undo_within_ten_seconds_by_the_same_officer_and_only_the_last_deed():
    sitting = make.sitting()
    by, other = make.open_desk(sitting, 1), make.open_desk(sitting, 2)
    here(sitting, by, priority=Priority.ELDERLY)
    ticket = call(sitting, by)
    assert ticket
    with refusal("queue.undo_over"):
        actions.undo(ticket=ticket, by=other, now=make.at_hour(9, 0, 5))
    with refusal("queue.undo_over"):
        actions.undo(ticket=ticket, by=by, now=make.at_hour(9, 0, 11))
    back = actions.undo(ticket=ticket, by=by, now=make.at_hour(9, 0, 10))
    assert (back.state, back.called_at, back.counter_number, back.called_times) == (
        TicketState.WAITING, None, None, 0,
    )  # fmt: skip
    assert Sitting.objects.get(pk=sitting.pk).last_call_was_priority is False
    with refusal("queue.undo_over"):
        actions.undo(ticket=ticket, by=by, now=make.at_hour(9, 0, 10))


def test_a_served_ticket_is_served_no_longer_after_undo():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    here(sitting, by)
    ticket = call(sitting, by)
    actions.serve(ticket=ticket, by=by, now=make.at_hour(9, 9))  # type: ignore[arg-type]
    back = actions.undo(ticket=ticket, by=by, now=make.at_hour(9, 9, 3))  # type: ignore[arg-type]
    assert (back.state, back.ended_at) == (TicketState.CALLED, None)


def test_checking_in_twice_is_once():
    sitting = make.sitting()
    by = make.queue_officer(sitting)
    ticket = here(sitting, by, now=make.NOW)
    again = actions.check_in(ticket=ticket, by=by, now=make.NOW + timedelta(minutes=5))
    assert again.checked_in_at == make.NOW
    assert Entry.objects.filter(verb="queue.checked_in").count() == 1


def test_ten_fifty_nine_is_accepted_and_served_after_eleven():
    """MSC-2."""
    sitting = make.sitting()
    by = make.open_desk(sitting)
    ticket = make.booked(sitting, 9)
    actions.check_in(ticket=ticket, by=by, now=make.at_hour(10, 59))
    assert call(sitting, by, now=make.at_hour(11, 10)) == ticket
    served = actions.serve(ticket=ticket, by=by, now=make.at_hour(11, 20))
    assert served.state == TicketState.SERVED


def test_eleven_is_refused_with_the_next_date_and_what_can_be_done_now():
    """MSC-2. The next opening is Waisak-free Wednesday 27 May, Idul Adha: MSC opens on holidays."""
    sitting = make.sitting()
    ticket = make.booked(sitting, 9)
    with pytest.raises(RuleBroken) as refused:
        actions.check_in(ticket=ticket, by=make.queue_officer(sitting), now=make.at_hour(11))
    assert refused.value.code == "queue.past"
    assert "tutup pukul 11.00 WIB" in refused.value.message
    assert "Yang dapat dilakukan sekarang" in refused.value.message
    assert "Rabu, 27 Mei 2026" in refused.value.message


def test_too_late_for_the_slot_is_served_by_arrival():
    sitting = make.sitting()
    ticket = here(sitting, make.queue_officer(sitting), now=make.at_hour(9, 16))
    assert ticket.due_at == make.at_hour(9, 16)


def test_a_ticket_for_another_day_is_told_its_day():
    sitting = make.sitting()
    ticket = make.booked(sitting)
    with pytest.raises(RuleBroken, match="Minggu, 24 Mei 2026"):
        actions.check_in(ticket=ticket, by=make.queue_officer(sitting), now=make.NOW - timedelta(days=1))


def test_a_cancelled_ticket_is_not_let_in():
    sitting = make.sitting()
    ticket = actions.cancel(ticket=make.booked(sitting), now=make.NOW)
    with refusal("queue.move"):
        actions.check_in(ticket=ticket, by=make.queue_officer(sitting), now=make.NOW)


WRITTEN = {
    "code": lambda ticket: ticket.code,
    "code as people type it": lambda ticket: f"{ticket.code[:4]}-{ticket.code[4:].lower()}",
    "number": lambda ticket: "a001",
    "digits": lambda ticket: "1",
    "scanned link": lambda ticket: f"https://balai.example/tiket/{ticket.token}/",
}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_the_desk_finds_a_ticket_by_code_number_or_scanned_link(write):
    sitting = make.sitting()
    ticket = make.booked(sitting)
    found = actions.ticket_by_code(sitting=sitting, text=write(ticket), by=make.queue_officer(sitting))
    assert found == ticket


def test_a_code_of_another_sitting_is_not_found_here():
    sitting, other = make.sitting(), make.sitting()
    ticket = make.booked(other)
    with refusal("queue.not_found"):
        actions.ticket_by_code(sitting=sitting, text=ticket.code, by=make.queue_officer(sitting))


def test_a_note_is_kept_for_the_next_counter():
    sitting = make.sitting()
    by = make.queue_officer(sitting)
    ticket = actions.note(ticket=here(sitting, by), text=" perlu juru bahasa isyarat ", by=by, now=make.NOW)
    assert Ticket.objects.get(pk=ticket.pk).note == "perlu juru bahasa isyarat"
    assert "isyarat" not in str(Entry.objects.filter(verb="queue.noted").get().facts)


def test_who_leaves_unserved_is_counted_by_reason_and_hour():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    actions.turn_away(sitting=sitting, reason=UnmetReason.NO_DOCUMENT, by=by, now=make.at_hour(10, 5))
    ticket = here(sitting, by)
    actions.turn_away(
        sitting=sitting, ticket=ticket, reason=UnmetReason.OUT_OF_STOCK, by=by, now=make.at_hour(9, 5)
    )
    assert list(Unmet.objects.order_by("pk").values_list("reason", "hour")) == [
        ("no_document", 10),
        ("out_of_stock", 9),
    ]
    ticket.refresh_from_db()
    assert ticket.state == TicketState.TURNED_AWAY


def test_a_pause_stops_numbers_and_calls_until_it_ends():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    here(sitting, by)
    actions.pause_sitting(sitting=sitting, by=by, now=make.at_hour(9))
    with refusal("queue.paused"):
        call(sitting, by)
    with refusal("queue.paused"):
        make.booked(sitting, 3)
    actions.resume_sitting(sitting=sitting, by=by, now=make.at_hour(9, 5))
    assert call(sitting, by)
