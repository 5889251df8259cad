"""Consent: given in words that are kept, withdrawn at once, finished within three days."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.notices.actions import post
from balai.notices.models import Notice
from balai.notices.rules import State
from balai.people import actions, jobs
from balai.people.consents import agrees, may_contact
from balai.people.contacts import address_of
from balai.people.models import Consent, Identity
from balai.people.rules import FINISH_WITHIN, WORDINGS, Purpose, newest_wording
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


def waiting_letter(identity: Identity) -> Notice:
    to = address_of(identity)
    assert to
    channel, recipient, sealed = to
    post(
        "voices.news", about=identity, recipient_hash=recipient, address_sealed=sealed, channel=channel,
        context={"code": "AB", "link": "", "needs_pin": True}, now=make.NOW,
    )  # fmt: skip
    return Notice.objects.get()


def test_it_keeps_the_version_of_its_words() -> None:
    given = make.consent(purpose=Purpose.QUOTING)
    assert (given.purpose, given.text_version) in WORDINGS
    assert agrees(given.identity, Purpose.QUOTING)
    assert not agrees(given.identity, Purpose.SHARING)
    assert not agrees(None, Purpose.QUOTING)


def test_given_twice_in_the_same_words_it_is_one() -> None:
    first = make.consent()
    assert make.consent(first.identity) == first
    assert Entry.objects.filter(verb="consent.given").count() == 1


def test_words_that_nobody_wrote_are_refused() -> None:
    with pytest.raises(RuleBroken, match="tidak dikenal"):
        actions.give_consent(identity=make.identity(), purpose=Purpose.CONTACT, version="99", now=make.NOW)
    with pytest.raises(RuleBroken, match="tidak dikenal"):
        actions.withdraw_consent(identity=make.identity(), purpose="segala", now=make.NOW)


def test_every_purpose_has_words() -> None:
    assert {purpose for purpose, _ in WORDINGS} == set(Purpose.values)
    assert all(newest_wording(purpose) for purpose in Purpose.values)


def test_a_withdrawal_holds_from_the_very_moment_and_takes_unsent_letters_back() -> None:
    person = make.identity(email="warga@contoh.example")
    make.consent(person)
    letter = waiting_letter(person)
    actions.withdraw_consent(identity=person, purpose=Purpose.CONTACT, now=LATER)
    person.refresh_from_db()
    letter.refresh_from_db()
    assert not may_contact(person)
    assert address_of(person) is None
    assert (letter.state, letter.text_sealed, letter.address_sealed) == (State.WITHDRAWN, "", "")


def test_letters_to_others_go_on() -> None:
    other = make.identity(phone="081200000099")
    letter = waiting_letter(other)
    actions.withdraw_consent(identity=make.identity(), purpose=Purpose.CONTACT, now=LATER)
    letter.refresh_from_db()
    assert letter.state == State.PENDING


def test_who_was_never_asked_may_say_no_all_the_same() -> None:
    refused = actions.withdraw_consent(identity=make.identity(), purpose=Purpose.CONTACT, now=LATER)
    assert (refused.given_at, refused.text_version) == (None, "")
    assert not may_contact(Identity.objects.get())


def test_withdrawn_twice_it_is_one_and_given_again_it_holds_again() -> None:
    person = make.consent().identity
    first = actions.withdraw_consent(identity=person, purpose=Purpose.CONTACT, now=LATER)
    assert actions.withdraw_consent(identity=person, purpose=Purpose.CONTACT, now=LATER) == first
    actions.give_consent(identity=person, purpose=Purpose.CONTACT, now=LATER)
    person.refresh_from_db()
    assert may_contact(person)
    assert Consent.objects.count() == 2


def test_the_deadline_is_a_stored_moment_and_passing_it_is_said() -> None:
    gone = actions.withdraw_consent(identity=make.identity(), purpose=Purpose.QUOTING, now=make.NOW)
    assert gone.finish_by == make.NOW + timedelta(hours=72)
    assert jobs.problems(now=make.NOW + FINISH_WITHIN) == []
    late = make.NOW + FINISH_WITHIN + timedelta(seconds=1)
    assert "3 × 24 jam" in jobs.problems(now=late)[0]
    actions.finish_withdrawal(consent=gone, now=late)
    assert jobs.problems(now=late) == []


def test_finished_twice_it_is_written_once() -> None:
    gone = actions.withdraw_consent(identity=make.identity(), purpose=Purpose.QUOTING, now=make.NOW)
    for _ in range(2):
        gone = actions.finish_withdrawal(consent=gone, now=LATER)
    assert gone.finished_at == LATER
    assert Entry.objects.filter(verb="consent.finished").count() == 1


def test_a_live_consent_is_not_finished() -> None:
    assert actions.finish_withdrawal(consent=make.consent(), now=LATER).finished_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "segala"},
        {"withdrawn_at": make.NOW},  # without its deadline
        {"finished_at": make.NOW},
        {"given_at": None},
        {"text_version": ""},
        {"withdrawn_at": make.NOW - timedelta(days=1), "finish_by": make.NOW},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    given = make.consent()
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.filter(pk=given.pk).update(**wrong)


def test_nobody_agrees_twice_at_a_time() -> None:
    given = make.consent()
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.create(
            identity=given.identity, purpose=given.purpose, text_version="1", given_at=LATER
        )


def test_identities_that_should_be_gone_are_said() -> None:
    make.identity(keep_until=(make.NOW - timedelta(days=4)).date())
    assert "masa simpan" in jobs.problems(now=make.NOW)[0]
