"""Telephone numbers as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.base.phones import read_phone


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812 3456 7890",
        "0812-3456-7890",
        "0812.3456.7890",
        " (0812) 3456 7890 ",
        "+6281234567890",
        "+62 812 3456 7890",
        "+62 (0) 812-3456-7890",
        "6281234567890",
        "00628123456 7890",
        "0812–3456–7890",
        "0812\u00a03456\u00a07890",
    ],
)
def test_one_number_in_many_hands(typed):
    assert read_phone(typed) == "+6281234567890"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "0812",
        "halo",
        "08123456789012345",
        "+1 202 555 0100 x",
        "081234ab7890",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "-",
        "+62",
    ],
)
def test_what_is_no_number_is_said_kindly(typed):
    with pytest.raises(RuleBroken, match="Contoh: 0812") as refused:
        read_phone(typed)
    assert refused.value.details["field"] == "phone"


@given(st.text())
def test_nothing_typed_breaks_it(typed):
    with suppress(RuleBroken):
        assert read_phone(typed).startswith("+62")


@given(st.from_regex(r"8[0-9]{8,10}", fullmatch=True))
def test_reading_again_changes_nothing(digits):
    assert read_phone(read_phone(f"0{digits}")) == f"+62{digits}"
