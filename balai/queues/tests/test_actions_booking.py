from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.notices.models import Notice
from balai.people.models import Identity
from balai.programs.rules import SessionState
from balai.queues import actions
from balai.queues.models import Slot, Ticket
from balai.queues.rules.states import SittingState, Source, TicketState
from tests import make

pytestmark = pytest.mark.django_db


def refusal(code: str):
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def test_a_sunday_has_thirty_places_of_which_six_are_kept():
    slots = list(make.sitting().slots.all())
    assert (len(slots), sum(s.seats for s in slots), sum(s.held for s in slots)) == (10, 30, 6)
    assert sum(s.free for s in slots) == 24


def test_a_booking_gets_the_next_number_a_code_and_a_link():
    sitting = make.sitting()
    first, second = make.booked(sitting), make.booked(sitting)
    assert (first.label, second.label) == ("A001", "A002")
    assert first.code != second.code
    assert Ticket.objects.by_token(first.token, make.NOW).get() == first
    assert first.state == TicketState.BOOKED


def test_a_booking_leaves_one_entry_and_one_notice():
    ticket = make.booked(make.sitting(), email="warga@example.org")
    assert Entry.objects.filter(verb="queue.ticket_booked", subject_id=str(ticket.pk)).count() == 1
    assert Notice.objects.filter(kind="queues.booked", about_id=str(ticket.pk), channel="email").count() == 1


def test_nobody_s_name_or_phone_stands_in_the_ticket():
    ticket = make.booked(make.sitting(), phone="0812 3456 7890", name="Siti Aminah")
    row = " ".join(str(v) for v in Ticket.objects.filter(pk=ticket.pk).values_list()[0])
    assert "Siti" not in row
    assert "3456" not in row
    assert "Siti" not in Identity.objects.get().name_sealed


def test_a_booking_takes_at_most_eight_statements():
    sitting, service = make.sitting(), make.the_service()
    slot = make.slot(sitting)
    with CaptureQueriesContext(connection) as captured:
        actions.book_ticket(slot=slot.pk, service=service, now=make.NOW, phone=make.phone())
    asked = [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 8, "\n".join(asked)


def test_a_full_slot_is_refused_and_other_hours_are_named():
    sitting = make.sitting()
    for _ in range(3):
        make.booked(sitting)
    with pytest.raises(RuleBroken, match="Jam lain masih ada"):
        make.booked(sitting)


def test_a_refusal_takes_no_number():
    sitting = make.sitting(counters=1, walk_in_units=0)
    make.booked(sitting)
    with refusal("queue.full"):
        make.booked(sitting)
    assert make.booked(sitting, 1).number == 2


def test_a_family_card_takes_two_units():
    sitting = make.sitting()
    make.booked(sitting, service=make.the_service("kk-baru"))
    assert Slot.objects.get(pk=make.slot(sitting).pk).booked == 2
    with refusal("queue.full"):
        make.booked(sitting, service=make.the_service("kk-baru"))
    assert make.booked(sitting).units == 1


def test_the_places_kept_for_walk_ins_cannot_be_booked_until_they_are_released():
    sitting = make.sitting(counters=1, walk_in_units=10)
    with refusal("queue.full"):
        make.booked(sitting)
    actions.release_walk_ins(sitting=sitting, now=make.at_hour(10, 30))
    assert make.booked(sitting, 9).number == 1


def test_the_same_phone_twice_is_refused_kindly_and_the_first_is_named_only_to_us():
    sitting = make.sitting()
    first = make.booked(sitting, phone="0812 3456 7890")
    with pytest.raises(RuleBroken, match="sudah punya nomor antrean") as refused:
        make.booked(sitting, 3, phone="+62 812-3456-7890")
    assert refused.value.code == "queue.twice"
    assert refused.value.details["first"] == first.pk
    assert first.code not in refused.value.message


def test_another_service_the_same_day_is_another_matter():
    sitting = make.sitting()
    make.booked(sitting, phone="081234567890")
    assert make.booked(sitting, 3, phone="081234567890", service=make.the_service("kk-baru")).number == 2


def test_after_cancelling_the_phone_may_book_again():
    sitting = make.sitting()
    actions.cancel(ticket=make.booked(sitting, phone="081234567890"), now=make.NOW)
    assert make.booked(sitting, phone="081234567890").number == 2


def test_from_home_no_phone_is_needed_and_nothing_is_kept_of_who_gives_none():
    ticket = make.booked(make.sitting(), phone="")
    assert (ticket.holder, ticket.phone_hash, ticket.state) == (None, None, TicketState.BOOKED)
    assert not Notice.objects.exists()


def test_an_officer_books_for_somebody_without_a_phone():
    sitting = make.sitting()
    assert make.booked(sitting, phone="", by=make.queue_officer(sitting)).holder is None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (SessionState.CANCELLED, "queue.cancelled"),
        (SessionState.NEEDS_DECISION, "queue.undecided"),
        (SessionState.CLOSED, "queue.closed"),
    ],
)
def test_a_session_that_is_not_held_refuses_at_once(state: SessionState, code: str):
    sitting = make.sitting()
    sitting.session.state = state
    sitting.session.save()
    with refusal(code):
        make.booked(sitting)


def test_a_session_that_has_just_moved_refuses_until_the_line_has_followed():
    sitting = make.sitting()
    sitting.session.revision += 1
    sitting.session.save()
    with refusal("queue.moved"):
        make.booked(sitting)


def test_the_deciding_statement_sees_a_sitting_that_closed_a_moment_ago(monkeypatch: pytest.MonkeyPatch):
    from balai.queues.actions import booking, gate

    sitting = make.sitting()
    real = gate.take_ticket

    def too_late(ticket: Ticket, *, session_revision: int) -> bool:
        closing = type(sitting).objects.filter(pk=ticket.sitting_id)
        closing.update(state=SittingState.CLOSED, closed_at=make.NOW)
        return real(ticket, session_revision=session_revision)

    monkeypatch.setattr(booking, "take_ticket", too_late)
    with refusal("queue.closed"):
        make.booked(sitting)


def test_an_hour_that_has_begun_cannot_be_booked():
    with refusal("queue.past"):
        make.booked(make.sitting(), now=make.at_hour(9))


def test_booking_opens_at_midnight_two_weeks_before():
    sitting = make.sitting()
    with pytest.raises(RuleBroken, match="Minggu, 10 Mei 2026"):
        make.booked(sitting, now=make.at_hour(0) - timedelta(days=14, seconds=1))
    assert make.booked(sitting, now=make.at_hour(0) - timedelta(days=14))


def test_a_service_that_the_line_does_not_offer_is_refused():
    with refusal("queue.not_served_here"):
        make.booked(make.sitting(), service=make.service("NIB"))


def test_a_programme_that_is_not_published_takes_nobody():
    sitting = make.sitting()
    type(sitting.session.program).objects.update(is_published=False, published_at=None)
    with refusal("queue.not_published"):
        make.booked(sitting)


def test_a_slot_that_is_gone_is_not_found():
    with refusal("queue.not_found"):
        make.booked(make.sitting(), slot=10**9)


def test_a_walk_in_waits_at_once_in_the_first_slot_with_room():
    sitting = make.sitting()
    officer = make.queue_officer(sitting)
    ticket = make.walk_in(sitting, officer, now=make.at_hour(9, 5))
    assert (ticket.state, ticket.source, ticket.due_at) == (
        TicketState.WAITING,
        Source.WALK_IN,
        make.at_hour(9, 5),
    )
    assert ticket.slot == make.slot(sitting)


def test_walk_ins_may_take_all_that_is_free():
    sitting = make.sitting(counters=1, walk_in_units=2)
    officer = make.queue_officer(sitting)
    for _ in range(10):
        make.walk_in(sitting, officer)
    with refusal("queue.full"):
        make.walk_in(sitting, officer)
    with refusal("queue.full"):
        make.booked(sitting, 5)


def test_the_door_closes_at_eleven():
    sitting = make.sitting()
    officer = make.queue_officer(sitting)
    assert make.walk_in(sitting, officer, now=make.at_hour(10, 59))
    with refusal("queue.past"):
        make.walk_in(sitting, officer, now=make.at_hour(11))


def test_numbers_at_the_door_are_for_the_day_itself():
    sitting = make.sitting()
    with refusal("queue.wrong_day"):
        make.walk_in(sitting, make.queue_officer(sitting), now=make.NOW - timedelta(days=1))


def test_a_failed_booking_leaves_nothing_behind():
    sitting = make.sitting()
    make.booked(sitting, phone="081234567890")
    before = Identity.objects.count(), Entry.objects.count()
    with CaptureQueriesContext(connection), refusal("queue.twice"):
        make.booked(sitting, 2, phone="081234567890")
    assert (Identity.objects.count(), Entry.objects.count()) == before


def test_what_the_office_does_not_serve_is_not_booked_and_not_shown(at):
    at(make.NOW)
    sitting, service = make.sitting(), make.the_service()
    address = f"/antrean/{sitting.session.program.slug}/{sitting.session.on}/"
    assert service.name in make.browser().get(address).content.decode()
    make.not_served(service, sitting.office)
    with refusal("queue.not_served_here"):
        make.booked(sitting)
    with refusal("queue.not_served_here"):
        by = make.queue_officer(sitting)
        actions.take_walk_in(sitting=sitting, service=service, by=by, now=make.NOW)
    assert service.name not in make.browser().get(address).content.decode()
