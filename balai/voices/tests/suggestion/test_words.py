"""What is counted of a text: one spelling for many, and never a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.voices.suggestion.lexicon import shipped
from balai.voices.suggestion.words import LETTERS, pieces, read, spelled, stem, words

TEXTS = st.text(max_size=400) | st.text(alphabet="abcdeikmnrst0123456789 -.\u202e\x00😀", max_size=400)


@given(TEXTS)
def test_any_text_becomes_small_latin_words_without_digits(text: str) -> None:
    for _, word in read(text):
        assert LETTERS.fullmatch(word)
    assert not any(c.isdigit() for term in [*words(text), *pieces(text)] for c in term)


@given(TEXTS)
def test_small_and_large_letters_are_read_alike(text: str) -> None:
    plain = "".join(c for c in text if c.isascii())
    assert words(plain.lower()) == words(plain.lower().upper())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=24))
def test_a_stem_is_a_word_and_never_longer(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("jln", "jalan"),
        ("gak", "tidak"),
        ("lamaaaa", "lama"),
        ("SAMPAH", "sampah"),
        ("smpah", "sampah"),
        ("kafé", "kafe"),
    ],
)
def test_daily_spellings_are_one_word(typed: str, same: str) -> None:
    assert [word for _, word in read(typed)] == [same]


@pytest.mark.parametrize("others", ["membersihkan dibersihkan bersihkan bersih", "dipukuli memukul pukul"])
def test_light_stems_join_what_belongs_together(others: str) -> None:
    assert len({stem(spelled(word)) for word in others.split()}) <= 2


def test_a_masked_person_is_no_word() -> None:
    assert [word for _, word in read("[NAMA] tinggal di [ALAMAT], telepon [TELEPON]")] == [
        "tinggal",
        "di",
        "telepon",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x00",
        "😀" * 500,
        "\u202eabc\u202c",
        "a" * 100_000,
        "sampah " * 15_000,
        "9912034508800007",
        "<script>",
    ],
)
def test_strange_texts_are_read_without_complaint(text: str) -> None:
    topics, agencies = shipped().guess(text)
    assert len(topics) <= 3
    assert len(agencies) <= 3
    assert len(read(text)) <= 6000
