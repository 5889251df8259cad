"""NGO-8: who agreed is asked once, thirty days later, by a link; then nobody is left to be asked."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from balai.base.errors import RuleBroken
from balai.notices.models import Notice
from balai.people.contacts import read_contact
from balai.people.models import Consent, Identity
from balai.people.rules import WORDINGS, Purpose
from balai.performance import actions, jobs
from balai.performance.models import FollowUp, UseTally
from balai.performance.readings import results_of
from balai.performance.rules import LINK_LASTS, USE_AFTER, Audience, FollowState, Obstacle, Use
from tests import make

pytestmark = pytest.mark.django_db
JAKARTA = ZoneInfo("Asia/Jakarta")
MONTH_LATER = datetime(2026, 6, 23, 9, tzinfo=JAKARTA)  # 24 May and 30 days


def kept_of(follow_up):
    return FollowUp.objects.select_related("session__program__office").get(pk=follow_up.pk)


def test_who_agrees_does_so_in_words_that_are_kept_and_leaves_a_sealed_contact():
    found = make.follow_up(email="warga@contoh.id")
    consent = Consent.objects.get()
    assert (consent.purpose, consent.identity) == (Purpose.FOLLOW_UP, found.identity)
    words = WORDINGS[consent.purpose, consent.text_version]
    assert f"{USE_AFTER.days} hari sesudah acara" in words
    assert f"paling lambat {(USE_AFTER + LINK_LASTS).days + 1} hari sesudah acara" in words
    assert (found.due_on, found.last_on) == (date(2026, 6, 23), date(2026, 7, 7))
    assert found.identity.keep_until == found.last_on
    assert "warga@contoh.id" not in str(Identity.objects.values().get())


def test_without_consent_contact_or_an_answer_nothing_is_kept():
    session = make.session()
    make.pulse(session.program)
    (here,) = make.answered(session)
    guest, moment = make.attendance(session, now=session.starts_at), session.starts_at
    contact = read_contact(email="warga@contoh.id")
    tries = [
        (here, contact, False, "follow_up.no_consent"), (here, read_contact(), True, "follow_up.no_contact"),
        (guest, contact, True, "follow_up.not_there"),
    ]  # fmt: skip
    for attendance, left, agrees, code in tries:
        with pytest.raises(RuleBroken) as broken:
            actions.stay_in_touch(
                session=session, attendance=attendance, contact=left, agrees=agrees, now=moment
            )
        assert broken.value.code == code
    told = {"session": session, "attendance": here, "contact": contact, "agrees": True, "now": moment}
    assert actions.stay_in_touch(**told)
    assert not actions.stay_in_touch(**told)
    assert (FollowUp.objects.count(), Identity.objects.count()) == (1, 1)


def test_the_question_goes_out_once_on_its_day_and_not_at_night():
    found = make.follow_up(email="warga@contoh.id")
    too_soon = [MONTH_LATER - timedelta(days=1), MONTH_LATER.replace(hour=7, minute=59)]
    assert [jobs.ask(moment) for moment in too_soon] == [0, 0]
    assert jobs.has_due(MONTH_LATER)
    assert jobs.ask(MONTH_LATER.replace(hour=19)) == 0
    assert [jobs.ask(MONTH_LATER), jobs.ask(MONTH_LATER)] == [1, 0]
    assert not actions.ask_use(follow_up=found, now=MONTH_LATER)
    notice = Notice.objects.get()
    assert notice.kind == "performance.use"
    assert kept_of(found).state == FollowState.ASKED


def test_a_job_that_is_killed_between_two_goes_on_and_sends_each_once(monkeypatch):
    session = make.session()
    for number in range(3):
        make.follow_up(session, email=f"warga{number}@contoh.id")
    real, asked = actions.ask_use, []

    def dies_at_the_second(**kwargs):
        if len(asked) == 1:
            raise SystemExit
        asked.append(1)
        return real(**kwargs)

    monkeypatch.setattr(actions, "ask_use", dies_at_the_second)
    with pytest.raises(SystemExit):
        jobs.ask(MONTH_LATER)
    monkeypatch.undo()
    assert (Notice.objects.count(), jobs.ask(MONTH_LATER), Notice.objects.count()) == (1, 2, 3)


def test_one_address_that_was_left_many_times_gets_one_message():
    session = make.session()
    for _ in range(3):
        make.follow_up(session, email="warga@contoh.id")
    assert (jobs.ask(MONTH_LATER), Notice.objects.count()) == (1, 1)
    assert set(FollowUp.objects.values_list("state", flat=True)) == {FollowState.ASKED, FollowState.LAPSED}


def test_each_office_has_its_own_day_and_hour():
    east = make.session(program=make.program(office=make.office(zone="Asia/Jayapura")))
    make.follow_up(east, email="warga@contoh.id")
    morning_there = datetime(2026, 6, 23, 6, tzinfo=JAKARTA)
    assert jobs.ask(morning_there - timedelta(hours=1)) == 0
    assert jobs.ask(morning_there) == 1


def test_an_answer_is_counted_without_a_name_and_the_contact_is_gone():
    found = make.follow_up(email="warga@contoh.id")
    jobs.ask(MONTH_LATER)
    with pytest.raises(RuleBroken, match="menghalangi"):
        actions.answer_use(follow_up=found, use=Use.FAILED, obstacle="", now=MONTH_LATER)
    said = {"follow_up": found, "use": Use.FAILED, "obstacle": Obstacle.HOURS, "now": MONTH_LATER}
    assert actions.answer_use(**said)
    assert not actions.answer_use(**said | {"use": Use.USED})
    assert UseTally.objects.values_list("use", "obstacle", "number").get() == ("failed", "hours", 1)
    assert (Identity.objects.count(), Consent.objects.count()) == (0, 0)
    assert Notice.objects.values_list("address_sealed", "text_sealed").get() == ("", "")
    assert kept_of(found).identity is None


def test_who_takes_it_back_is_not_asked_and_leaves_nothing():
    found = make.follow_up(email="warga@contoh.id")
    assert actions.stop_asking(follow_up=found, now=MONTH_LATER - timedelta(days=9))
    assert not actions.stop_asking(follow_up=found, now=MONTH_LATER)
    assert (jobs.ask(MONTH_LATER), Notice.objects.count(), Identity.objects.count()) == (0, 0, 0)
    with pytest.raises(RuleBroken, match="tidak berlaku"):
        actions.answer_use(follow_up=found, use=Use.USED, obstacle="", now=MONTH_LATER)


def test_who_does_not_answer_is_forgotten_after_two_weeks():
    found = make.follow_up(email="warga@contoh.id")
    jobs.ask(MONTH_LATER)
    last = datetime(2026, 7, 7, 23, tzinfo=JAKARTA)
    assert jobs.lapse(last) == 0
    assert [jobs.lapse(last + timedelta(hours=2)), jobs.lapse(last + timedelta(hours=3))] == [1, 0]
    assert kept_of(found).state == FollowState.LAPSED
    assert not Identity.objects.exists()


def test_use_is_told_after_the_last_day_and_what_stood_in_the_way_only_of_a_told_number():
    session = make.session()
    answers = [*[(Use.USED, "")] * 12, *[(Use.FAILED, Obstacle.HOURS)] * 11, *[(Use.NOT_YET, "")] * 10]
    for number, (use, obstacle) in enumerate(answers):
        found = make.follow_up(session, email=f"warga{number}@contoh.id")
        actions.answer_use(follow_up=found, use=use, obstacle=obstacle, now=MONTH_LATER)
    assert results_of(session, Audience.PUBLIC, MONTH_LATER).use is None
    shown = results_of(session, Audience.PUBLIC, MONTH_LATER + timedelta(days=20))
    assert [row.count for row in shown.use.rows] == [12, 10, 11]
    assert [row.count for row in shown.obstacles.rows if row.count] == []  # all failed for one reason: hidden
    assert shown.obstacles.n == 11
