"""Sent once, tried again for a while, given up, erased in the end; killed anywhere, nothing is lost."""

import logging
from datetime import timedelta

import pytest
from django.db import connection

from balai.engine.models import Lease
from balai.engine.tests.crowd import together
from balai.notices import jobs
from balai.notices.actions import withdraw
from balai.notices.models import Notice
from balai.notices.rules import KEEP_DAYS, MAX_TRIES, State
from tests.make.audit import MOMENT
from tests.make.notices import ADDRESS, notice

pytestmark = pytest.mark.django_db
LATER = MOMENT + timedelta(hours=2)


class Killed(BaseException):
    """kill -9 asks no `except Exception`."""


def the_one() -> Notice:
    return Notice.objects.get()


def test_what_is_due_is_sent_once(mail):
    notice()
    notice(about=2, due_at=LATER)
    assert [jobs.send_due(MOMENT), jobs.send_due(MOMENT)] == [1, 0]
    [letter] = mail.taken
    assert (letter.address, letter.subject) == (ADDRESS, "Nomor antrean A012")
    assert letter.text.startswith("Halo")


def test_many_go_out_in_batches(mail, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 3)
    for number in range(8):
        notice(about=number)
    assert jobs.send_due(MOMENT) == 8


def test_a_server_that_is_away_is_tried_again_later(mail):
    notice()
    mail.is_away = True
    jobs.send_due(MOMENT)
    assert (the_one().state, the_one().tries) == (State.PENDING, 1)
    mail.is_away = False
    assert jobs.send_due(MOMENT + timedelta(seconds=9)) == 0
    assert jobs.send_due(MOMENT + timedelta(seconds=10)) == 1


def test_after_twelve_tries_it_is_given_up(mail):
    notice()
    mail.is_away = True
    for hour in range(20):
        jobs.send_due(MOMENT + timedelta(hours=hour))
    assert (the_one().state, the_one().tries) == (State.GIVEN_UP, MAX_TRIES)
    assert "tidak terkirim" in jobs.problems(now=LATER)[0]


def test_an_address_that_nobody_has_is_not_tried_again(mail):
    notice()
    mail.unknown.add(ADDRESS)
    jobs.send_due(MOMENT)
    assert (the_one().state, the_one().tries) == (State.GIVEN_UP, 1)


def test_one_bad_letter_does_not_hold_up_the_next(mail):
    notice(to="bukan-alamat")
    notice(about=2)
    assert jobs.send_due(MOMENT) == 1


def test_killed_after_sending_it_goes_out_once_more_with_the_same_reference(mail, monkeypatch):
    notice()
    with monkeypatch.context() as dying:
        dying.setattr(jobs, "_mark", lambda *a, **k: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            jobs.send_due(MOMENT)
    assert jobs.send_due(MOMENT) == 0
    jobs.send_due(MOMENT + jobs.PUT_OFF)
    jobs.send_due(LATER)
    first, repeat = mail.taken
    assert first.reference == repeat.reference
    assert the_one().state == State.SENT


def test_killed_before_sending_it_is_sent_after_the_restart(mail, monkeypatch):
    notice()
    with monkeypatch.context() as dying:
        dying.setattr(mail, "deliver", lambda message: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            jobs.send_due(MOMENT)
    jobs.send_due(MOMENT + jobs.PUT_OFF)
    assert len(mail.taken) == 1


def test_withdrawn_between_claim_and_sending_it_stays_here(mail, monkeypatch):
    notice()
    claim = jobs._claim

    def claim_then_withdraw(now):
        batch = claim(now)
        withdraw(about=Lease(pk=1))
        return batch

    monkeypatch.setattr(jobs, "_claim", claim_then_withdraw)
    assert jobs.send_due(MOMENT) == 0
    assert mail.taken == []


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_letter_once(mail, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 3)
    for number in range(24):
        notice(about=number)
    counts = together(4, lambda number: jobs.send_due(MOMENT))
    assert sum(counts) == 24
    assert len({letter.reference for letter in mail.taken}) == len(mail.taken) == 24


def test_logs_name_neither_address_nor_text(mail, caplog):
    caplog.set_level(logging.DEBUG)
    notice()
    mail.is_away = True
    jobs.send_due(MOMENT)
    mail.unknown.add(ADDRESS)
    jobs.send_due(LATER)
    assert "queues.reminder" in {record.kind for record in caplog.records}
    assert not [word for word in (ADDRESS, "A012", "Sari") if word in caplog.text]


def test_text_and_address_are_erased_after_a_week(mail):
    notice()
    notice(about=2, due_at=MOMENT + timedelta(days=30))
    jobs.send_due(MOMENT)
    assert jobs.erase(MOMENT + timedelta(days=KEEP_DAYS)) == 0
    assert jobs.erase(MOMENT + timedelta(days=KEEP_DAYS, seconds=1)) == 1
    row = Notice.objects.get(state=State.SENT)
    assert (row.address_sealed, row.text_sealed) == ("", "")
    assert Notice.objects.exclude(text_sealed="").count() == 1


def test_without_a_mail_server_letters_wait_and_the_check_says_why(settings):
    settings.EMAIL_HOST, settings.IS_DEMO, settings.IS_PRODUCTION = "", False, True
    notice()
    assert jobs.send_due(MOMENT) == 0
    assert the_one().state == State.PENDING
    said = jobs.problems(now=LATER)
    assert "balai work" in said[0]
    assert "BALAI_SMTP_HOST" in said[1]


def test_an_idle_second_is_one_reading(django_assert_num_queries):
    notice(due_at=LATER)
    with django_assert_num_queries(1):
        assert not jobs.is_due(MOMENT)


def test_what_is_due_is_found_by_its_index():
    if connection.vendor == "sqlite":
        assert "notice_pending_by_due" in Notice.objects.due(MOMENT)[:20].explain()
