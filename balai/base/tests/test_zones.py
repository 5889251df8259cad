"""Days and hours as people here write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base import zones

MOMENT = datetime(2026, 5, 24, 2, 36, tzinfo=UTC)


def test_a_day_and_a_short_day():
    assert zones.day(date(2026, 5, 24)) == "Minggu, 24 Mei 2026"
    assert zones.short_day(date(2026, 5, 24)) == "Min 24 Mei"
    assert zones.short_day(date(2026, 8, 7)) == "Jum 7 Agu"


@pytest.mark.parametrize(
    ("zone", "says"),
    [
        ("Asia/Jakarta", "09.36 WIB"),
        ("Asia/Pontianak", "09.36 WIB"),
        ("Asia/Makassar", "10.36 WITA"),
        ("Asia/Jayapura", "11.36 WIT"),
    ],
)
def test_an_hour_always_carries_its_zone(zone, says):
    assert zones.hour(MOMENT, zone) == says


def test_a_span():
    assert zones.span(MOMENT, MOMENT + timedelta(hours=2), "Asia/Jakarta") == "09.36–11.36 WIB"


def test_midnight_belongs_to_the_place():
    late = datetime(2026, 5, 24, 16, 30, tzinfo=UTC)
    assert zones.local_day(late, "Asia/Jakarta") == date(2026, 5, 24)
    assert zones.local_day(late, "Asia/Jayapura") == date(2026, 5, 25)


@given(st.integers(0, 110 * 366 * 24))
def test_no_clock_is_ever_put_forward_here(hours_since):
    """No daylight saving: every zone keeps its distance for ever (since 1988)."""
    moment = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(hours=hours_since)
    offsets = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
    for zone, hours in offsets.items():
        assert zones.local(moment, zone).utcoffset() == timedelta(hours=hours)


@given(st.dates())
def test_every_day_has_its_names(on):
    text = zones.day(on)
    assert text.startswith(zones.WEEKDAYS[on.weekday()])
    assert text.endswith(f"{zones.MONTHS[on.month - 1]} {on.year}")
