import pytest

from balai.base.errors import RuleBroken
from balai.cases.rules import pins


@pytest.mark.parametrize("pin", ["12345", "1234567890123", "12345a", "", "１２３４５７", "12 3457"])
def test_a_pin_is_six_to_twelve_digits(pin: str) -> None:
    with pytest.raises(RuleBroken, match="6 sampai 12 angka"):
        pins.require_good(pin)


@pytest.mark.parametrize("pin", ["111111", "123456", "987654", "890123"])
def test_what_everybody_tries_first_is_refused(pin: str) -> None:
    with pytest.raises(RuleBroken, match="mudah ditebak"):
        pins.require_good(pin)


def test_another_number_is_taken() -> None:
    pins.require_good("482913")
