from hypothesis import given
from hypothesis import strategies as st

from balai.voices.rules.likeness import ALIKE, SAME, likeness, marks

LAMP = "Lampu jalan di Gang Kenanga RT 05 padam sejak tiga malam"
texts = st.text(alphabet="abcdefgh ", max_size=60)


def alike(one: str, other: str) -> float:
    return likeness(marks(one), marks(other))


def test_the_same_words_in_another_order_are_nearly_the_same() -> None:
    assert alike(LAMP, "Sejak tiga malam padam lampu jalan di gang kenanga, RT 05. Mohon diperbaiki") >= 0.75
    assert alike(LAMP, LAMP.upper()) >= SAME


def test_the_same_matter_in_other_words_is_alike() -> None:
    assert alike(LAMP, "lampu jalannya padam di Gang Kenanga, gelap sekali tiap malam") >= ALIKE


def test_another_matter_at_the_same_place_is_not() -> None:
    assert alike(LAMP, "Sampah menumpuk di Gang Kenanga RT 05, belum diangkut") < ALIKE


@given(one=texts, other=texts)
def test_likeness_is_a_part_of_one_and_the_same_both_ways(one: str, other: str) -> None:
    value = alike(one, other)
    assert 0 <= value <= 1
    assert value == alike(other, one)
