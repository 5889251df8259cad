"""Keys in forms and addresses stay keys, however many rows there are."""

from django.template import Context, Template


def test_a_key_of_four_digits_is_written_without_separators() -> None:
    assert Template('value="{{ key }}"').render(Context({"key": 1611})) == 'value="1611"'


def test_money_is_written_with_them() -> None:
    assert Template("{{ fee|rupiah }}").render(Context({"fee": 30000})) == "Rp30.000"
