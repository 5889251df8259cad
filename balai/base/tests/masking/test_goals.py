"""What the masker reaches on marked texts; the figures stand in docs/decisions/masking.md."""

import pytest

from balai.base.tests.masking.measuring import Found, frozen, letters_set, measure

GOALS = {"all": 0.95, "NAME": 0.92, "ADDRESS": 0.92, "BIRTH": 0.95} | dict.fromkeys(
    ("NIK", "KK", "PHONE", "EMAIL"), 0.99
)


@pytest.fixture(scope="module")
def found() -> Found:
    return measure(frozen())


@pytest.mark.parametrize("type", GOALS)
def test_enough_of_every_type_is_wholly_masked(found: Found, type: str) -> None:
    assert found.share(type) >= GOALS[type], f"\n{found.table()}"


def test_few_traps_are_masked(found: Found) -> None:
    assert found.share("traps") <= 0.05, f"\n{found.table()}"


def test_texts_of_another_manner_do_not_do_much_worse() -> None:
    found = measure(letters_set())
    assert found.share("all") >= 0.9, f"\n{found.table()}"
    assert found.share("traps") <= 0.1, f"\n{found.table()}"
