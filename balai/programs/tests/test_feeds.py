"""CAL-6: a phone's calendar follows what the office changes."""

from datetime import date, time

import pytest
from django.urls import reverse
from hypothesis import given
from icalendar import Calendar

from balai.programs import actions, feeds
from balai.programs.models import Program
from balai.programs.planting import Planter
from balai.programs.rules import day_of, days_between
from balai.programs.tests.test_engine_properties import BEGIN, END, all_series, almanacs
from tests import make

BY = Planter()
JUNE_SEVENTH = date(2026, 6, 7)


def events(client, program):
    body = client.get(reverse("programs:program_feed", args=[program.slug])).content
    return {str(e["uid"]): e for e in Calendar.from_ical(body).walk("VEVENT")}


def of_day(found, on):
    return next(e for uid, e in found.items() if uid.startswith(f"{on:%Y%m%d}."))


@pytest.fixture
def program(db, at):
    at(make.NOW)
    return make.program(slug="msc")


def test_a_moved_place_keeps_the_uid_and_raises_the_sequence(client, program):
    before = of_day(events(client, program), JUNE_SEVENTH)
    actions.move_session(
        program=program, on=JUNE_SEVENTH, place_text="Balai Desa", reason="Aula dipakai", by=BY, now=make.NOW
    )
    after = of_day(events(client, program), JUNE_SEVENTH)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["location"] == "Balai Desa"
    assert after["status"] == "CONFIRMED"


def test_a_moved_day_keeps_its_uid_and_leaves_nothing_behind(client, program):
    count = len(events(client, program))
    actions.move_session(
        program=program, on=JUNE_SEVENTH, to_on=date(2026, 6, 6), reason="Lomba", by=BY, now=make.NOW
    )
    found = events(client, program)
    assert len(found) == count
    assert of_day(found, JUNE_SEVENTH).decoded("dtstart").isoformat() == "2026-06-06T09:00:00+07:00"


def test_a_cancelled_one_stays_and_says_so(client, program):
    actions.cancel_session(program=program, on=JUNE_SEVENTH, reason="Jaringan padam", by=BY, now=make.NOW)
    event = of_day(events(client, program), JUNE_SEVENTH)
    assert event["status"] == "CANCELLED"
    assert event["sequence"] == 2
    assert "Jaringan padam" in event["description"]


def test_hours_carry_the_zone_and_the_zone_is_described(client, program):
    event = of_day(events(client, program), JUNE_SEVENTH)
    assert event["dtstart"].params["TZID"] == "Asia/Jakarta"
    body = client.get(reverse("programs:program_feed", args=[program.slug])).content
    zones = Calendar.from_ical(body).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Asia/Jakarta"]


def test_a_new_rule_raises_the_sequence_of_its_days_alone(client, program):
    before = events(client, program)
    actions.change_rule(
        program=program, terms=make.terms(opens=time(8)), starts_on=date(2026, 6, 10), by=BY, now=make.NOW
    )
    after = events(client, program)
    raised = {uid for uid, event in after.items() if event["sequence"] > before[uid]["sequence"]}
    assert raised == {uid for uid in after if uid >= "20260610"}


def test_the_phone_is_told_when_it_has_it_already(client, program):
    url = reverse("programs:program_feed", args=[program.slug])
    first = client.get(url)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    by_tag = client.get(url, headers={"If-None-Match": first["ETag"]})
    by_date = client.get(url, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    actions.cancel_session(program=program, on=JUNE_SEVENTH, reason="x", by=BY, now=make.NOW)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_office_has_all_its_programmes_in_one_calendar(client, program):
    make.program(office=program.office, name="Jumat", rule=make.terms(weekdays=frozenset({4})))
    make.program(name="Elsewhere")
    body = client.get(reverse("programs:office_feed", args=[program.office.slug])).content
    names = {str(event["summary"]) for event in Calendar.from_ical(body).walk("VEVENT")}
    assert names == {"Minggu Senyum Ceria", "Jumat"}


def test_an_unpublished_programme_has_no_calendar(client, db):
    make.program(slug="rahasia", published=False)
    assert client.get(reverse("programs:program_feed", args=["rahasia"])).status_code == 404


@given(all_series, almanacs)
def test_a_feed_reads_back_as_the_openings_that_it_was_made_of(series, almanac):
    facts = feeds._Facts("x", "uid", "Nama", "Untuk apa", "Kantor", make.NOW)
    shown = [day for day in days_between(series, BEGIN, END, almanac) if feeds.is_shown(day)]
    calendar = Calendar.from_ical(feeds._render.__wrapped__("x", tuple((facts, day) for day in shown)))
    read = [e for e in calendar.walk("VEVENT") if e["status"] == "CONFIRMED"]
    openings = [day for day in shown if day.is_open]
    assert [e.decoded("dtstart") for e in read] == [day.span[0] for day in openings]
    assert [e.decoded("dtend") for e in read] == [day.span[1] for day in openings]
    assert len({str(e["uid"]) for e in calendar.walk("VEVENT")}) == len(shown)
    assert all(day_of(series, day.on, almanac) == day for day in openings)


def test_a_feed_is_made_in_a_fixed_number_of_queries(client, program, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(reverse("programs:program_feed", args=[program.slug]))
    assert Program.objects.count() == 1
