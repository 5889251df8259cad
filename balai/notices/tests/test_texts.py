"""Texts on their way: by day, within limits, asked about afterwards; whoever gets none is telephoned."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from balai.base.sealing import unseal
from balai.engine.models import Lease
from balai.engine.tests.crowd import together
from balai.notices import jobs
from balai.notices.actions import forget, withdraw, withdraw_from
from balai.notices.channels.text_fake import FakeText
from balai.notices.models import EMPTY, Notice
from balai.notices.rules import CALL_DAYS, KEEP_DAYS, MAX_TRIES, State, Why
from tests.make.notices import notice

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 24, 5, tzinfo=UTC)  # 12.00 WIB
NIGHT = datetime(2026, 5, 24, 14, tzinfo=UTC)  # 21.00 WIB
MORNING = datetime(2026, 5, 25, 0, tzinfo=UTC)  # 07.00 WIB
NUMBER = "+6281200000001"


@pytest.fixture
def gateway(monkeypatch):
    fake = FakeText()
    monkeypatch.setattr("balai.notices.jobs.way_of", lambda channel: fake)
    return fake


def text(kind: str = "queues.moved", to: str = NUMBER, **more) -> Notice:
    return notice(kind, to=to, channel="text", **({"now": NOON, "office": "kecamatan-kemuning"} | more))


def the_one() -> Notice:
    return Notice.objects.get()


def test_a_text_is_short_sealed_and_apart_from_the_letter():
    row = text()
    assert NUMBER not in row.address_sealed
    assert unseal(row.short_sealed).startswith("Nomor antrean A012")
    assert notice(to="sari@example.id").short_sealed == ""


def test_it_goes_out_once_and_without_a_subject(gateway):
    text()
    assert [jobs.send_due(NOON), jobs.send_due(NOON)] == [1, 0]
    [sent] = gateway.taken
    assert (sent.address, sent.subject) == (NUMBER, "")
    assert the_one().state == State.SENT


def test_without_a_gateway_an_officer_telephones_at_once_also_at_night(settings):
    assert settings.BALAI_TEXT_URL == ""
    text(now=NIGHT)
    jobs.send_due(NIGHT)
    assert (the_one().state, the_one().why) == (State.TO_CALL, Why.NO_WAY)
    assert unseal(the_one().text_sealed)


@pytest.mark.parametrize("kind", ["queues.booked", "queues.reminder", "queues.nearly", "voices.trend"])
def test_without_a_gateway_nobody_is_rung_up_for_little(kind):
    text(kind)
    jobs.send_due(NOON)
    assert (the_one().state, the_one().why, the_one().address_sealed) == (State.WITHDRAWN, Why.NO_WAY, "")


def test_at_night_it_waits_for_the_morning_and_the_night_is_no_try(gateway):
    text(now=NIGHT)
    assert jobs.send_due(NIGHT) == 0
    assert (the_one().due_at, the_one().tries) == (MORNING, 0)
    assert jobs.send_due(MORNING - timedelta(seconds=1)) == 0
    assert jobs.send_due(MORNING) == 1


def test_what_is_waited_for_goes_out_at_night(gateway):
    text("queues.nearly", now=NIGHT, is_awaited=True)
    assert jobs.send_due(NIGHT) == 1


def test_the_night_is_the_offices_own(gateway):
    text(now=NOON + timedelta(hours=6), zone="Asia/Jayapura")  # 20.00 WIT, 18.00 WIB
    assert jobs.send_due(NOON + timedelta(hours=6)) == 0
    text(about=2, now=NOON + timedelta(hours=6))
    assert jobs.send_due(NOON + timedelta(hours=6)) == 1


def test_too_late_it_is_not_sent(gateway):
    text(useful_until=NOON)
    assert jobs.send_due(NOON) == 0
    assert (the_one().state, the_one().why) == (State.GIVEN_UP, Why.LATE)


def test_beyond_the_limit_of_a_number_an_officer_telephones(gateway, settings):
    settings.BALAI_TEXT_PER_PERSON = 2
    for number in range(3):
        text(about=number)
    text(about=4, to="+6281200000002")
    assert jobs.send_due(NOON) == 3
    [left] = Notice.objects.to_call()
    assert left.why == Why.PERSON_LIMIT
    text(about=5, now=MORNING)
    assert jobs.send_due(MORNING) == 1  # another day


def test_beyond_the_limit_of_an_office_officers_telephone_and_other_offices_go_on(gateway, settings):
    settings.BALAI_TEXT_PER_OFFICE = 2
    for number in range(4):
        text(about=number, to=f"+628120000000{number}")
    text(about=9, to="+6281200000009", office="kelurahan-plaju-ilir")
    assert jobs.send_due(NOON) == 3
    assert {row.why for row in Notice.objects.to_call()} == {Why.OFFICE_LIMIT}
    assert Notice.objects.to_call().count() == 2


@pytest.mark.once
@hypothesis_settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=9), st.integers(0, 4), st.integers(0, 9))
def test_limits_hold_however_many_come(gateway, settings, people, per_person, per_office):
    Notice.objects.all().delete()
    gateway.taken.clear()
    settings.BALAI_TEXT_PER_PERSON, settings.BALAI_TEXT_PER_OFFICE = per_person, per_office
    for number, who in enumerate(people):
        text(about=number, to=f"+62812000000{ord(who)}")
    jobs.send_due(NOON)
    addresses = [sent.address for sent in gateway.taken]
    assert len(addresses) <= per_office
    assert all(addresses.count(one) <= per_person for one in addresses)
    assert Notice.objects.to_call().count() + len(addresses) == len(people)


def test_after_twelve_tries_an_officer_telephones(gateway):
    text()
    gateway.is_away = True
    for hour in range(20):
        jobs.send_due(NOON + timedelta(hours=24 * hour))
    assert (the_one().state, the_one().why, the_one().tries) == (State.TO_CALL, Why.FAILED, MAX_TRIES)


def test_a_number_that_nobody_has_is_for_the_officer_at_once(gateway):
    text()
    gateway.unknown.add(NUMBER)
    jobs.send_due(NOON)
    assert (the_one().state, the_one().why) == (State.TO_CALL, Why.FAILED)


class Killed(BaseException):
    """kill -9 asks no `except Exception`."""


def test_killed_between_sending_and_marking_the_telephone_knows_the_repeat(gateway, monkeypatch):
    text()
    with monkeypatch.context() as dying:
        dying.setattr(jobs, "_mark", lambda *a, **k: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            jobs.send_due(NOON)
    assert the_one().state == State.PENDING
    assert jobs.send_due(NOON + jobs.PUT_OFF) == 1
    assert len(gateway.taken) == 1
    assert the_one().state == State.SENT


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_text_once(gateway, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 3)
    for number in range(12):
        text(about=number, to=f"+62812000000{number:02}")
    assert sum(together(4, lambda number: jobs.send_due(NOON))) == 12
    assert len(gateway.taken) == 12


def test_a_text_that_the_telephone_could_not_send_is_telephoned(gateway):
    text()
    text("voices.trend", about=2, to="+6281200000002")
    jobs.send_due(NOON)
    gateway.failed.update(sent.reference for sent in gateway.taken)
    assert jobs.ask_outcomes(NOON) == 0  # not at once
    assert jobs.ask_outcomes(NOON + timedelta(minutes=1)) == 2
    assert {(row.kind, row.state) for row in Notice.objects.all()} == {
        ("queues.moved", State.TO_CALL), ("voices.trend", State.GIVEN_UP),
    }  # fmt: skip


def test_what_has_arrived_is_asked_about_no_more(gateway):
    text()
    jobs.send_due(NOON)
    gateway.is_away = True
    assert jobs.ask_outcomes(NOON + timedelta(minutes=1)) == 0
    gateway.is_away = False
    assert not jobs.is_askable(NOON + timedelta(seconds=100))  # after twice the time
    assert jobs.ask_outcomes(NOON + timedelta(minutes=2)) == 1
    assert not jobs.is_askable(NOON + timedelta(hours=3))
    assert the_one().state == State.SENT


def test_after_a_day_nobody_is_asked_any_more(gateway):
    text()
    jobs.send_due(NOON)
    jobs.ask_outcomes(NOON + timedelta(hours=25))
    assert the_one().is_settled


def test_who_wants_no_news_is_not_telephoned_either():
    row = text()
    jobs.send_due(NOON)
    assert withdraw_from([bytes(row.recipient_hash)]) == 1
    assert (the_one().state, the_one().short_sealed) == (State.WITHDRAWN, "")
    text(about=2)
    jobs.send_due(NOON)
    assert withdraw(about=Lease(pk=2)) == 1
    text(about=3)
    jobs.send_due(NOON)
    assert forget(about=Lease(pk=3)) == 0  # withdrawing took all of it
    assert Notice.objects.exclude(**EMPTY).count() == 0


def test_a_list_that_nobody_works_through_is_said_and_ends():
    text()
    text(about=2, useful_until=NOON + timedelta(hours=3))
    jobs.send_due(NOON)
    assert jobs.lapse_calls(NOON + timedelta(hours=3)) == 1
    assert "menunggu ditelepon" in jobs.problems(now=NOON + timedelta(days=3))[-1]
    assert jobs.erase(NOON + timedelta(days=CALL_DAYS)) == 1  # the lapsed one; who waits is kept
    late = NOON + timedelta(days=CALL_DAYS, seconds=1)
    assert jobs.lapse_calls(late) == 1
    assert any("tidak ditelepon" in said for said in jobs.problems(now=NOON + timedelta(days=6)))
    assert jobs.erase(late + timedelta(days=KEEP_DAYS, seconds=1)) == 1
    assert Notice.objects.exclude(**EMPTY).count() == 0


def test_wrong_settings_are_said_and_everybody_is_telephoned(settings):
    settings.BALAI_TEXT_URL = "http://sms.example.id/"
    text()
    jobs.send_due(NOON)
    assert the_one().state == State.TO_CALL
    assert any("BALAI_TEXT_URL" in said for said in jobs.problems(now=NOON))


def test_logs_name_neither_number_nor_words(gateway, caplog):
    caplog.set_level(logging.DEBUG)
    text()
    gateway.is_away = True
    jobs.send_due(NOON)
    gateway.unknown.add(NUMBER)
    jobs.send_due(NOON + timedelta(minutes=10))
    jobs.ask_outcomes(NOON + timedelta(minutes=12))
    assert "queues.moved" in {record.kind for record in caplog.records}
    assert not [word for word in (NUMBER, NUMBER[3:], "A012", "Sari") if word in caplog.text]
