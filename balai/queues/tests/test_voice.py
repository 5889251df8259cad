"""The calling voice: every call can be said, in right Indonesian, by clips that really sound."""

import re
from pathlib import Path

import pytest

from tools.voice.make import OUT, clips_of, texts

SPOKEN = {"[[@mp'at]]": "empat", "[[@n'am]]": "enam", "[[lok'et]]": "loket", "[['e]]": "e", "[[,eks]]": "eks"}
DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
MPEG2_KBPS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
RATE, SAMPLES, SIDE = 22050, 576, 9  # MPEG-2 layer III, one channel


def heard(number: str, counter: int) -> str:
    """A call as a person would write it down."""
    said = " ".join(texts()[clip] for clip in clips_of(number, counter) if clip)
    for phonemes, word in SPOKEN.items():
        said = said.replace(phonemes, word)
    return re.sub(r"[.,]", "", said)


def in_words(number: int) -> str:
    """Indonesian up to 99."""
    tens, ones = divmod(number, 10)
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{DIGITS[ones]} belas")
    return f"{DIGITS[tens]} puluh" + (f" {DIGITS[ones]}" if ones else "")


def frames(clip: Path) -> list[bytes]:
    """Each frame of the MP3, from its header on; anything else in the file is a failure."""
    raw, found = clip.read_bytes(), []
    while raw:
        head = int.from_bytes(raw[:4], "big")
        assert head >> 17 == 0b111111111111001, f"{clip.name}: no frame of MPEG-2 layer III"
        assert (head >> 10 & 3, head >> 6 & 3) == (0, 3), f"{clip.name}: 22.05 kHz, one channel"
        length = 72_000 * MPEG2_KBPS[head >> 12 & 15] // RATE + (head >> 9 & 1)
        found.append(raw[:length])
        raw = raw[length:]
    return found


def sounds(frame: bytes) -> bool:
    """Does it hold any frequency at all? `big_values` of its granule; silence has none."""
    start = 4 if frame[1] & 1 else 6
    side = int.from_bytes(frame[start : start + SIDE], "big")
    return side >> (8 * SIDE - 9 - 12 - 9) & 0x1FF > 0


@pytest.mark.parametrize("name", sorted(texts()))
def test_each_clip_is_a_sound(name: str):
    clip = frames(OUT / f"{name}.mp3")
    assert 0.15 < len(clip) * SAMPLES / RATE < 2
    assert sum(map(sounds, clip)) > len(clip) / 3


def test_no_clip_lies_about_unused():
    assert {clip.stem for clip in OUT.glob("*.mp3")} == texts().keys()


def test_every_number_and_every_counter_is_said_right():
    for number in range(1, 1000):
        digits = " ".join(DIGITS[int(sign)] for sign in f"{number:03d}")
        counter = number % 99 + 1
        words = f"nomor antrean a {digits} silakan ke loket {in_words(counter)}"
        assert heard(f"A{number:03d}", counter) == words


@pytest.mark.parametrize(
    ("number", "counter", "words"),
    [
        ("A012", 3, "nomor antrean a nol satu dua silakan ke loket tiga"),
        ("B100", 10, "nomor antrean bé satu nol nol silakan ke loket sepuluh"),
        ("X999", 11, "nomor antrean eks sembilan sembilan sembilan silakan ke loket sebelas"),
        ("C040", 12, "nomor antrean cé nol empat nol silakan ke loket dua belas"),
        ("E006", 20, "nomor antrean e nol nol enam silakan ke loket dua puluh"),
        ("Z001", 21, "nomor antrean zet nol nol satu silakan ke loket dua puluh satu"),
    ],
)
def test_a_call_as_it_is_heard(number: str, counter: int, words: str):
    assert heard(number, counter) == words


def test_the_voice_falls_only_at_the_end():
    """A clip with a full stop sounds like the end of a sentence; only the last one may."""
    said = texts()
    for counter in range(1, 100):
        *before, last = (said[clip] for clip in clips_of("A012", counter) if clip)
        assert last.endswith(".")
        assert not [text for text in before if text.endswith(".")]


def test_every_letter_of_a_line_has_its_name():
    names = [heard(letter, 1).split()[2] for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert len(set(names)) == 26
