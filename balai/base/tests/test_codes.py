"""Short codes that are read out at a counter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base.codes import ALPHABET, LENGTH, new_code, read_code, read_number, show_code


def test_no_letter_looks_like_another():
    assert not set("0O1ILU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 30


def test_a_thousand_codes_are_a_thousand():
    assert len({new_code() for _ in range(1000)}) == 1000


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_what_is_shown_can_be_read_back(code):
    assert read_code(show_code(code)) == code
    assert read_code(show_code(code).lower().replace("-", " ")) == code


@pytest.mark.parametrize("typed", ["", "7K4M", "7K4MQ2XPA", "7K4MQ2X0", "OOOOOOOO", "７K4MQ2XP", "'; DROP--"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


@given(st.text())
def test_nothing_typed_breaks_it(typed):
    code = read_code(typed)
    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET))


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("17", 17), ("9" * 18, 10**18 - 1)])
def test_a_number_of_a_row_is_read(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["", "-1", "+1", " 1", "1.0", "²", "٣", "9" * 19, "9" * 5000, "1\x00", "x"])
def test_what_no_row_can_have_is_none(typed):
    assert read_number(typed) is None
