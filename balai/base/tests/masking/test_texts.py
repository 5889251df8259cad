"""The set that the masker is measured with: frozen before the masker was written, and whole."""

import hashlib
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FROZEN = "b8c257a513f8ca01be6e6547d7c963e5e81399f3186c8cf19df6496611b32eb9"
RAW = (HERE / "texts.jsonl").read_bytes()
ROWS: list[dict[str, Any]] = [json.loads(line) for line in RAW.decode().splitlines()]
TYPES = set("NIK KK PHONE EMAIL PLATE ACCOUNT ADDRESS NAME BIRTH HANDLE".split())
SPOKEN = {
    word: str(digit)
    for digit, word in enumerate("nol satu dua tiga empat lima enam tujuh delapan sembilan".split())
} | {"kosong": "0", "lapan": "8", "o": "0", "l": "1", "i": "1"}
NO_OPERATORS = set(
    "820 824 825 826 834 835 836 837 839 850 854 870 871 872 873 874 875 876 880 890 891 892 893 894".split()
)


def digits(said: str) -> str:
    """What a number says, also when it is spelled, or has O for 0 and l for 1."""
    found = re.findall("|".join([*SPOKEN, r"\d"]), said.lower())
    return "".join(SPOKEN.get(part, part) for part in found)


def said(*types: str) -> list[tuple[str, str]]:
    return [
        (row["id"], digits(row["text"][span["start"] : span["end"]]))
        for row in ROWS
        for span in row["spans"]
        if span["type"] in types
    ]


def frame(row: dict[str, Any]) -> str:
    """The sentence without what was put into it: spans by type, traps by reason, numbers as 0."""
    text = row["text"]
    marks = [(m["start"], m["end"], m.get("type") or m["why"]) for m in row["spans"] + row["traps"]]
    for start, end, name in sorted(marks, reverse=True):
        text = f"{text[:start]}<{name}>{text[end:]}"
    return re.sub(r"[\W\d_]+", " ", text.lower()).strip()


def test_the_set_is_the_one_that_was_frozen_before_the_masker():
    assert hashlib.sha256(RAW).hexdigest() == FROZEN
    assert FROZEN in (HERE / "README.md").read_text()


def test_marks_lie_inside_their_text_and_never_overlap():
    for row in ROWS:
        marks = sorted((mark["start"], mark["end"]) for mark in row["spans"] + row["traps"])
        assert all(0 <= start < end <= len(row["text"]) for start, end in marks), row["id"]
        assert all(before[1] <= after[0] for before, after in pairwise(marks)), row["id"]


def test_a_mark_neither_begins_nor_ends_with_a_space():
    for row in ROWS:
        for mark in row["spans"] + row["traps"]:
            marked = row["text"][mark["start"] : mark["end"]]
            assert marked == marked.strip(), row["id"]


def test_every_type_has_three_hundred_instances():
    counts = Counter(span["type"] for row in ROWS for span in row["spans"])
    assert set(counts) == TYPES
    assert min(counts.values()) >= 300


def test_there_are_three_hundred_traps_each_with_its_reason():
    traps = [trap for row in ROWS for trap in row["traps"]]
    assert len(traps) >= 300
    assert all(trap["why"] for trap in traps)


def test_texts_are_many_and_each_has_its_own_id():
    assert len(ROWS) >= 450
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({row["text"] for row in ROWS}) == len(ROWS)


def test_three_hundred_sentences_differ_and_none_comes_more_than_three_times():
    frames = Counter(frame(row) for row in ROWS)
    assert len(frames) >= 300
    assert max(frames.values()) <= 3
    assert max(Counter(row["id"][:-1] for row in ROWS).values()) <= 3


def test_hard_texts_and_traps_are_a_good_part_of_it():
    kinds = Counter(row["id"][0] for row in ROWS)
    assert kinds["h"] / len(ROWS) >= 0.25
    assert kinds["t"] / len(ROWS) >= 0.10


def test_no_nik_or_kk_is_of_a_real_region():
    open_piece = ""  # a number may break off and go on later in the same text
    for row, number in said("NIK", "KK"):
        assert number.startswith("99") or open_piece == row, (row, number)
        open_piece = row if len(number) < 14 else ""


def test_no_phone_number_can_ring_at_anybody():
    open_piece = ""
    for row, number in said("PHONE"):
        bare = re.sub(r"^(62)?0?", "", number)
        line = re.match(r"(380|711|21|471|31|391)[01]\d{6}$", bare)
        assert bare[:3] in NO_OPERATORS or line or open_piece == row, (row, number)
        open_piece = row if len(number) < 9 else ""
