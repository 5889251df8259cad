"""Open or closed, and when next: in the office's own zone, with breaks, holidays and Ramadan."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from balai.base.zones import span
from balai.places.hours import door_of, next_opening, open_now
from balai.places.rules import Season
from tests.make import places

WIB, WITA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")
pytestmark = pytest.mark.django_db


def at(text: str, zone: ZoneInfo = WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def an_office(**values):
    office = places.office(**values)
    places.hours(office)
    return office


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-05-25T07:29:59", False),
        ("2026-05-25T07:30", True),
        ("2026-05-25T11:59:59", True),
        ("2026-05-25T12:00", False),
        ("2026-05-25T13:00", True),
        ("2026-05-25T15:59:59", True),
        ("2026-05-25T16:00", False),
        ("2026-05-24T09:00", False),  # Sunday
        ("2026-05-27T09:00", False),  # Idul Adha
        ("2026-05-28T09:00", False),  # joint leave
    ],
)
def test_the_door_stands_open_exactly_in_its_hours(moment, is_open):
    assert open_now(an_office(), at(moment)) is is_open


def test_an_office_in_kupang_opens_an_hour_before_palembang():
    """CAL-3: one instant, two clocks."""
    kupang, palembang = an_office(zone="Asia/Makassar"), an_office(zone="Asia/Jakarta")
    instant = at("2026-05-25T07:00")
    assert instant == at("2026-05-25T08:00", WITA)
    assert open_now(kupang, instant)
    assert not open_now(palembang, instant)


def test_the_next_opening_steps_over_holidays_and_says_which():
    office = an_office()
    door = door_of(office, at("2026-05-27T09:00"))
    assert door.open is None
    assert door.holiday is not None
    assert door.holiday.name == "Hari Raya Idul Adha"
    assert door.next is not None
    assert door.next.start == at("2026-05-29T07:30")


def test_after_the_last_hour_of_friday_comes_monday():
    found = next_opening(an_office(), at("2026-05-22T16:00"))
    assert found is not None
    assert found.start == at("2026-05-25T07:30")
    assert span(found.start, found.end, "Asia/Jakarta") == "07.30–12.00 WIB"


def test_during_the_break_the_next_opening_is_its_end():
    found = next_opening(an_office(), at("2026-05-25T12:30"))
    assert found is not None
    assert found.start == at("2026-05-25T13:00")


def test_joint_leave_opens_where_the_office_works_on_it():
    assert open_now(an_office(works_on_joint_leave=True), at("2026-05-28T09:00"))
    assert not open_now(an_office(works_on_joint_leave=True), at("2026-05-27T09:00"))


def test_in_ramadan_the_ramadan_row_counts():
    places.fixed_year()
    office = an_office()
    places.hours(office, season=Season.RAMADAN, opens="08:00", closes="15:00", rest=("12:00", "12:30"))
    assert not open_now(office, at("2026-02-19T07:45"))
    assert open_now(office, at("2026-02-19T08:00"))
    assert open_now(office, at("2026-02-18T07:45"))  # the day before Ramadan
    assert not open_now(office, at("2026-03-16T15:30"))


def test_without_a_ramadan_row_the_usual_hours_stay():
    places.fixed_year()
    assert open_now(an_office(), at("2026-02-19T07:45"))


def test_an_office_without_hours_has_no_next_opening():
    assert next_opening(places.office(), at("2026-05-25T09:00")) is None


def test_the_long_leave_of_idul_fitri_is_bridged():
    found = next_opening(an_office(), at("2026-03-17T16:30"))
    assert found is not None
    assert found.start.date() == date(2026, 3, 25)


def test_a_door_costs_three_queries(django_assert_num_queries):
    office = an_office()
    with django_assert_num_queries(3):
        door_of(office, at("2026-05-25T09:00"))
