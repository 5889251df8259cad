"""What a text costs, how words become one, and when it may leave."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from balai.base import zones
from balai.notices.rules import (
    KINDS,
    QUIET,
    Why,
    day_began,
    is_called,
    is_quiet,
    leaves_at,
    next_asking,
    over_limit,
)
from balai.notices.short import BASIC, EXTENDED, MOST_PARTS, fit, parts, plain, width

pytestmark = pytest.mark.once
LINK = "https://balai.kecamatan.go.id/antrean/t/kQ7d0u2sZ3yJm1xV4bNw5A/"
MOMENTS = st.integers(0, 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from(sorted(zones.ZONES))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
        ("€" * 80, 1), ("€" * 81, 2), ("a" + "€" * 152, 2), ("€" * 153, 3), ("é" * 160, 1),
        ("…" * 70, 1), ("…" * 71, 2), ("…" * 134, 2), ("…" * 135, 3), ("👍" * 35, 1), ("👍" * 36, 2),
        ("a" * 159 + "…", 3),
    ],
)  # fmt: skip
def test_parts_are_counted_as_the_network_counts_them(text, count):
    assert parts(text) == count


@given(st.text(alphabet=st.sampled_from(sorted(BASIC | EXTENDED)), max_size=700))
def test_a_longer_text_never_costs_less(text):
    counts = [parts(text[:n]) for n in range(0, len(text) + 1, 50)]
    assert counts == sorted(counts)
    assert parts(text) <= max(1, -(-sum(map(width, text)) // 152))


@given(st.text(max_size=400))
@example("“Ngopi” – Rp5.000… Bu Séti’a\u00a0👍 ﷽")
def test_whatever_comes_in_leaves_in_the_alphabet_of_texts(text):
    assert all(width(letter) for letter in plain(text))
    assert plain(plain(text)) == plain(text)


def test_marks_are_spelled_and_letters_stay():
    assert plain("09.00–11.00 WIB… “Ngopi” Café ā") == '09.00-11.00 WIB... "Ngopi" Café a'


@given(st.text(max_size=900))
@example("kata " * 200)
@example("k" * 900)
def test_every_text_fits_and_its_link_stays_whole(words):
    text = fit(f"{words}\n{LINK}")
    assert parts(text) <= MOST_PARTS
    assert text.endswith(LINK)


def test_what_fits_is_not_cut_and_a_cut_is_seen():
    assert fit(f"Ada kabar.\n{LINK}") == f"Ada kabar.\n{LINK}"
    cut = fit(f"{'Datang ke loket dua, ' * 30}\n{LINK}")
    assert "...\n" in cut
    assert parts(cut) == 2


@given(MOMENTS, ZONES)
def test_no_text_leaves_at_night_unless_it_is_waited_for(now, zone):
    at = leaves_at(now, zone=zone)
    assert not is_quiet(at, zone)
    assert timedelta(0) <= at - now <= timedelta(hours=11)
    assert (at == now) is not is_quiet(now, zone)
    assert leaves_at(now, zone=zone, is_awaited=True) == now
    if at != now:
        assert zones.local(at, zone).time() == QUIET[1]


@given(MOMENTS, ZONES, st.integers(1, 24 * 60))
def test_what_cannot_wait_for_the_morning_leaves_at_once(now, zone, minutes):
    until = now + timedelta(minutes=minutes)
    at = leaves_at(now, zone=zone, useful_until=until)
    assert at < until
    assert at == now or not is_quiet(at, zone)


@pytest.mark.parametrize(
    ("utc", "zone", "quiet"),
    [
        ((12, 59), "Asia/Jakarta", False), ((13, 0), "Asia/Jakarta", True), ((0, 0), "Asia/Jakarta", False),
        ((23, 59), "Asia/Jakarta", True), ((12, 0), "Asia/Makassar", True), ((23, 0), "Asia/Makassar", False),
        ((11, 0), "Asia/Jayapura", True), ((10, 59), "Asia/Jayapura", False),
        ((22, 0), "Asia/Jayapura", False),
    ],
)  # fmt: skip
def test_the_night_is_the_offices_own(utc, zone, quiet):
    assert is_quiet(datetime(2026, 5, 24, *utc, tzinfo=UTC), zone) is quiet


@given(MOMENTS, ZONES)
def test_a_day_of_limits_begins_at_midnight_there(now, zone):
    began = day_began(now, zone)
    assert timedelta(0) <= now - began < timedelta(days=1)
    assert zones.local(began, zone).hour == 0


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_the_limit_that_is_reached_is_named(person, office, most_person, most_office):
    why = over_limit(to_person=person, of_office=office, most=(most_person, most_office))
    assert bool(why) is (person >= most_person or office >= most_office)
    assert why != Why.OFFICE_LIMIT or person < most_person


@given(MOMENTS, st.integers(0, 24 * 60))
def test_a_gateway_is_asked_ever_more_seldom(sent, minutes):
    now = sent + timedelta(minutes=minutes)
    assert next_asking(sent_at=sent, now=now) - now == max(timedelta(minutes=minutes), timedelta(minutes=1))


def test_nobody_is_rung_up_about_what_they_have_before_their_eyes():
    silent = {kind for kind in KINDS if not is_called(kind, Why.NO_WAY)}
    assert silent == {
        "queues.booked", "queues.changed", "queues.reminder", "queues.nearly", "voices.trend",
    }  # fmt: skip
    assert {kind for kind in KINDS if not is_called(kind, Why.FAILED)} == {"queues.nearly", "voices.trend"}
