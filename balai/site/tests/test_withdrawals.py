"""A withdrawn consent stops everything that rested on it, in every app, and once."""

from datetime import timedelta

import pytest

from balai.audit.models import Entry
from balai.people import actions as people
from balai.people.models import Consent
from balai.people.rules import Purpose
from balai.site import schedule, withdrawals
from balai.site.commands.check import _checks
from balai.voices import actions as voices
from balai.voices.rules.words import Naming
from tests import make

pytestmark = pytest.mark.django_db
SOON = make.NOW + timedelta(minutes=5)


def test_it_stands_in_the_timetable() -> None:
    assert withdrawals.FINISH in schedule.jobs()
    assert withdrawals.stops()


def test_words_are_quoted_no_more() -> None:
    voice = make.voice(naming=Naming.ANONYMOUS, may_quote=True)
    assert voice.identity
    people.withdraw_consent(identity=voice.identity, purpose=Purpose.QUOTING, now=make.NOW)
    assert withdrawals.waiting(SOON)
    assert (withdrawals.finish(SOON), withdrawals.finish(SOON)) == (1, 0)
    voice.refresh_from_db()
    assert not voice.may_quote
    assert Consent.objects.get().finished_at == SOON
    assert not withdrawals.waiting(SOON)


def test_what_lies_at_other_offices_is_taken_back() -> None:
    office = make.office()
    voice = make.voice(naming=Naming.NAMED, shared_with=[(office, True)])
    by = make.officer("koordinator", voice.case.office)
    referral = voices.hand_on(voice=voice, asked="Lampu.", by=by, now=make.NOW, to_office=office)
    assert voice.identity
    people.withdraw_consent(identity=voice.identity, purpose=Purpose.SHARING, now=make.NOW)
    withdrawals.finish(SOON)
    referral.refresh_from_db()
    assert referral.is_revoked
    assert voice.shared_with.get().withdrawn_at == SOON


def test_another_persons_matter_is_left_alone() -> None:
    mine = make.voice(naming=Naming.NAMED, may_quote=True)
    other = make.voice(naming=Naming.NAMED, may_quote=True)
    assert mine.identity
    people.withdraw_consent(identity=mine.identity, purpose=Purpose.QUOTING, now=make.NOW)
    withdrawals.finish(SOON)
    other.refresh_from_db()
    assert other.may_quote


def test_when_one_part_fails_nothing_counts_as_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = make.voice(naming=Naming.NAMED, may_quote=True)
    assert voice.identity
    people.withdraw_consent(identity=voice.identity, purpose=Purpose.QUOTING, now=make.NOW)
    real = withdrawals.stops()

    def fails(consent: Consent, now: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(withdrawals, "stops", lambda: [*real, fails])
    with pytest.raises(ConnectionError):
        withdrawals.finish(SOON)
    voice.refresh_from_db()
    assert voice.may_quote
    assert withdrawals.waiting(SOON)
    assert not Entry.objects.filter(verb="consent.finished").exists()


def test_the_check_says_what_is_late(at) -> None:
    at(make.NOW)
    assert _checks()["privacy"]() == []
    people.withdraw_consent(
        identity=make.identity(), purpose=Purpose.CONTACT, now=make.NOW - timedelta(days=4)
    )
    make.glass(now=make.NOW - timedelta(days=2))
    said = " ".join(_checks()["privacy"]())
    assert "3 × 24 jam" in said
    assert "belum dibaca" in said
