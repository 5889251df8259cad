"""Capacity, states, arrival, offers and refusals: no database."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.queues.rules import arrival, capacity, refusals, states
from balai.queues.rules.states import ENDED, LIVE, NEXT, TicketState

WIB = ZoneInfo("Asia/Jakarta")
NINE = datetime(2026, 5, 24, 9, tzinfo=WIB)
ELEVEN = NINE + timedelta(hours=2)
GRACE = timedelta(minutes=15)


def msc() -> list[capacity.PlannedSlot]:
    return capacity.plan_slots(NINE, ELEVEN, minutes=12, counters=3, walk_in_units=6)


def test_two_hours_three_counters_and_twelve_minutes_make_thirty_places_six_of_them_kept():
    assert (len(msc()), sum(s.seats for s in msc()), sum(s.held for s in msc())) == (10, 30, 6)


def test_the_kept_places_lie_evenly_over_the_morning():
    held = [slot.held for slot in msc()]
    assert held == [0, 1, 0, 1, 1, 0, 1, 0, 1, 1]
    assert sum(held[:5]) == sum(held[5:]) == 3


@given(st.integers(0, 500), st.integers(1, 60))
def test_spreading_loses_nothing_and_is_even(units: int, over: int):
    shares = capacity.spread(units, over)
    assert sum(shares) == units
    assert max(shares) - min(shares) <= 1


@given(st.integers(1, 240), st.integers(1, 20), st.integers(15, 600), st.data())
def test_no_slot_leaves_the_session_and_none_keeps_more_than_it_has(minutes, counters, length, data):
    ends = NINE + timedelta(minutes=max(length, minutes))
    most = (max(length, minutes) // minutes) * counters
    units = data.draw(st.integers(0, most))
    slots = capacity.plan_slots(NINE, ends, minutes=minutes, counters=counters, walk_in_units=units)
    assert slots[0].starts_at == NINE
    assert slots[-1].ends_at <= ends
    assert all(0 <= slot.held <= slot.seats for slot in slots)
    assert all(a.ends_at == b.starts_at for a, b in pairwise(slots))


def test_a_session_shorter_than_one_turn_is_refused():
    with pytest.raises(RuleBroken, match="lebih pendek"):
        capacity.plan_slots(NINE, NINE + timedelta(minutes=10), minutes=12, counters=1, walk_in_units=0)


def test_more_kept_places_than_places_are_refused():
    with pytest.raises(RuleBroken, match="paling banyak 30"):
        capacity.plan_slots(NINE, ELEVEN, minutes=12, counters=3, walk_in_units=31)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_walk_ins_use_up_their_own_share_first(seats: int, held: int, booked: int, walked: int):
    free = capacity.free_online(seats=seats, held=held, booked=booked, walked=walked)
    assert free <= capacity.free_here(seats=seats, booked=booked, walked=walked)
    if walked <= held:
        assert free == max(0, seats - booked - held)


def test_a_clock_change_moves_no_slot():
    """Jayapura's or anybody's: slots are counted in elapsed time (Berlin skips an hour in this night)."""
    berlin = ZoneInfo("Europe/Berlin")
    starts = datetime(2026, 3, 29, 1, 30, tzinfo=berlin).astimezone(ZoneInfo("UTC"))
    slots = capacity.plan_slots(starts, starts + timedelta(hours=2), minutes=30, counters=1, walk_in_units=0)
    assert [s.ends_at - s.starts_at for s in slots] == [timedelta(minutes=30)] * 4


def test_what_has_ended_does_not_move_except_that_the_missed_may_come_back():
    assert {state: set(NEXT[state]) for state in ENDED} == {
        TicketState.SERVED: set(),
        TicketState.CANCELLED: set(),
        TicketState.TURNED_AWAY: set(),
        TicketState.MISSED: {TicketState.WAITING},
    }


def test_every_state_has_its_row_and_every_live_one_can_end():
    assert set(NEXT) == set(TicketState)
    assert set(LIVE) | set(ENDED) == set(TicketState)
    for state in LIVE:
        reached, edge = set[str](), {str(state)}
        while edge:
            reached |= edge
            edge = {after for before in edge for after in NEXT[before]} - reached
        assert reached & set(ENDED)


@pytest.mark.parametrize("old", list(TicketState))
@pytest.mark.parametrize("new", list(TicketState))
def test_a_move_is_permitted_exactly_when_the_table_says_so(old: TicketState, new: TicketState):
    if new in NEXT[old]:
        states.require_move(old, new)
    else:
        with pytest.raises(RuleBroken) as refused:
            states.require_move(old, new)
        assert refused.value.code == "queue.move"


def test_on_time_or_early_keeps_the_slot_too_late_comes_by_arrival():
    slot = NINE + timedelta(minutes=12)
    due = arrival.due_on_arrival
    assert due(slot_starts_at=slot, now=NINE - timedelta(minutes=30), grace=GRACE) == slot
    assert due(slot_starts_at=slot, now=slot + GRACE, grace=GRACE) == slot
    late = slot + GRACE + timedelta(seconds=1)
    assert due(slot_starts_at=slot, now=late, grace=GRACE) == late
    assert due(slot_starts_at=None, now=late, grace=GRACE) == late


def test_ten_fifty_nine_is_in_time_and_eleven_is_not():
    assert not arrival.is_over(ends_at=ELEVEN, now=ELEVEN - timedelta(seconds=1))
    assert arrival.is_over(ends_at=ELEVEN, now=ELEVEN)


def test_an_offer_stands_thirty_minutes_ten_on_the_day_and_never_after_a_quarter_to():
    def until(now: datetime) -> datetime | None:
        return arrival.answer_until(now=now, on=date(2026, 5, 24), slot_starts_at=NINE, zone="Asia/Jakarta")

    evening = NINE - timedelta(hours=12)
    assert until(evening) == evening + timedelta(minutes=30)
    morning = NINE - timedelta(hours=1)
    assert until(morning) == morning + timedelta(minutes=10)
    assert until(NINE - timedelta(minutes=20)) == NINE - timedelta(minutes=15)
    assert until(NINE - timedelta(minutes=15)) is None


def test_walk_in_places_are_kept_until_half_past_ten_of_the_office():
    at = arrival.release_at(on=date(2026, 5, 24), until=time(10, 30), zone="Asia/Makassar")
    assert at == datetime(2026, 5, 24, 10, 30, tzinfo=ZoneInfo("Asia/Makassar"))


REFUSALS = [
    refusals.full("09.00–09.12 WIB", others=True, following=""),
    refusals.full("09.00–09.12 WIB", others=False, following="Minggu, 31 Mei 2026, 09.00–11.00 WIB"),
    refusals.full_here(""),
    refusals.past("Minggu, 31 Mei 2026, 09.00–11.00 WIB"),
    refusals.too_late("11.00 WIB", "Minggu, 31 Mei 2026, 09.00–11.00 WIB"),
    refusals.cancelled("Banjir.", ""),
    refusals.undecided(),
    refusals.moved(),
    refusals.not_published(),
    refusals.not_open_yet("Minggu, 10 Mei 2026"),
    refusals.not_served_here("NIB"),
    refusals.twice(7),
    refusals.enough(has_phone=True),
    refusals.enough(has_phone=False),
    refusals.restore_over(),
    refusals.taken_meanwhile(),
    refusals.sitting_closed(),
    refusals.sitting_paused(),
    refusals.not_found(),
    refusals.counter_closed(2),
    refusals.wrong_day("Minggu, 31 Mei 2026"),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda r: r.code)
def test_every_refusal_is_plain_and_most_say_what_to_do_now(refusal: RuleBroken):
    assert refusal.code.startswith("queue.")
    assert refusal.message.endswith((".", "!"))
    assert "gagal" not in refusal.message.lower()
    longest = max(len(sentence.split()) for sentence in refusal.message.split(". "))
    assert longest <= 24, refusal.message


def test_after_closing_time_the_next_day_and_what_can_be_done_now_are_named():
    message = refusals.too_late("11.00 WIB", "Minggu, 31 Mei 2026, 09.00–11.00 WIB").message
    assert "11.00 WIB" in message
    assert "Yang dapat dilakukan sekarang: pesan tempat untuk Minggu, 31 Mei 2026" in message
