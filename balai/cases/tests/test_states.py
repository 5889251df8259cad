"""What may follow what, and which endings are honest."""

import pytest

from balai.base.errors import RuleBroken
from balai.cases.rules import referrals, states
from balai.cases.rules.referrals import ReferralState
from balai.cases.rules.states import Outcome, Side, State


def test_what_stands_in_the_table_happens() -> None:
    for (old, new), who in states.MOVES.items():
        for by in who:
            states.require_move(old, new, by)


@pytest.mark.parametrize("old", State.values)
def test_an_agency_never_closes(old: str) -> None:
    with pytest.raises(RuleBroken, match="tidak bisa diubah"):
        states.require_move(old, State.CLOSED, Side.AGENCY)


@pytest.mark.parametrize("by", Side.values)
def test_nobody_forwards_what_nobody_has_checked(by: str) -> None:
    with pytest.raises(RuleBroken, match="tidak bisa diubah"):
        states.require_move(State.SENT, State.FORWARDED, by)


def test_the_person_may_end_an_open_matter_in_any_state() -> None:
    for state in states.OPEN:
        states.require_move(state, State.CLOSED, Side.PERSON)


def test_every_state_can_be_reached_and_left() -> None:
    assert {new for _, new in states.MOVES} | {State.SENT} == set(State.values)
    assert {old for old, _ in states.MOVES} == set(State.values)


@pytest.mark.parametrize(
    ("outcome", "by", "reason", "was_answered", "code"),
    [
        (Outcome.SOLVED, Side.OFFICE, "", False, "case.ending_answer"),
        (Outcome.CANNOT, Side.OFFICE, " ", True, "case.ending_reason"),
        (Outcome.MOVED, Side.OFFICE, "", True, "case.ending_reason"),
        (Outcome.WITHDRAWN, Side.OFFICE, "", True, "case.ending"),
        (Outcome.LAPSED, Side.OFFICE, "", True, "case.ending"),
        (Outcome.SOLVED, Side.SYSTEM, "", True, "case.ending"),
        (Outcome.CANNOT, Side.PERSON, "sudah", True, "case.ending"),
    ],
)
def test_an_ending_that_is_not_true_is_refused(
    outcome: str, by: str, reason: str, was_answered: bool, code: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        states.require_ending(outcome, by=by, reason=reason, was_answered=was_answered)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("outcome", "by", "reason", "was_answered"),
    [
        (Outcome.HEARD, Side.OFFICE, "", False),
        (Outcome.CANNOT, Side.OFFICE, "Jalan itu milik provinsi", False),
        (Outcome.SOLVED, Side.OFFICE, "", True),
        (Outcome.SOLVED, Side.PERSON, "", False),
        (Outcome.WITHDRAWN, Side.PERSON, "", False),
        (Outcome.LAPSED, Side.SYSTEM, "", True),
    ],
)
def test_an_honest_ending_is_taken(outcome: str, by: str, reason: str, was_answered: bool) -> None:
    states.require_ending(outcome, by=by, reason=reason, was_answered=was_answered)


def test_closed_by_the_system_counts_as_unresolved() -> None:
    assert Outcome.LAPSED not in states.RESOLVED
    assert Outcome.NO_REPLY not in states.RESOLVED


def test_nobody_approves_their_own_closing() -> None:
    with pytest.raises(RuleBroken, match="orang lain"):
        states.require_second_person(closing=7, answered_by=7)
    states.require_second_person(closing=7, answered_by=8)
    states.require_second_person(closing=None, answered_by=None)  # the system closes


def test_a_refused_referral_is_over_and_so_is_an_answered_one() -> None:
    with pytest.raises(RuleBroken, match="bukan kewenangan"):
        referrals.require_step(ReferralState.REFUSED, ReferralState.ANSWERED)
    with pytest.raises(RuleBroken, match="sudah dijawab"):
        referrals.require_step(ReferralState.ANSWERED, ReferralState.RECEIVED)


def test_a_refusal_says_why() -> None:
    with pytest.raises(RuleBroken, match="siapa yang berwenang"):
        referrals.require_refusal("  bukan ")


def test_who_refused_is_not_asked_again_but_by_the_head() -> None:
    with pytest.raises(RuleBroken) as again:
        referrals.require_new_target(1, refused_by=[1], by_head=False)
    with pytest.raises(RuleBroken) as third:
        referrals.require_new_target(3, refused_by=[1, 2], by_head=False)
    assert (again.value.code, third.value.code) == ("referral.ping_pong", "referral.head_decides")
    referrals.require_new_target(1, refused_by=[1, 2], by_head=True)
