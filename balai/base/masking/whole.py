"""Where a name begins and ends: titles before it, degrees after it."""

from balai.base.masking import kinds as k
from balai.base.masking.persons import (
    BALI,
    BREAKS,
    DEGREE_BEGINS,
    DEGREES,
    INSIDE,
    LIMIT,
    LISTED,
    PARTICLES,
    SHORT,
    STOPS,
    SURE,
    has_capital,
)
from balai.base.masking.reading import Reading
from balai.base.masking.spans import Type


def take(reading: Reading, first: int, j: int) -> int:
    """Take the name that begins at `first` and goes on after `j`."""
    n, e = len(reading.words), j + 1
    capital = has_capital(reading, j)
    while (
        e < n and e - j < LIMIT and _goes_on(reading, e, capital) and not reading.decided[reading.starts[e]]
    ):
        e += 1
    while e - 1 > j and reading.words[e - 1] in PARTICLES and not reading.kinds[e - 1] & k.NAMISH:
        e -= 1
    start, end = reading.starts[first], reading.starts[e - 1] + len(reading.raw[e - 1])
    while first > 0 and _belongs_before(reading, first) and not reading.decided[reading.starts[first - 1]]:
        first -= 1
        start = reading.starts[first]
    if e - 1 > first and reading.text[end : end + 1] == "." and len(reading.words[e - 1]) == 1:
        end += 1
    if reading.text[end : end + 3].strip(", ")[:1] in DEGREE_BEGINS and (
        degrees := DEGREES.match(reading.text, end)
    ):
        end = degrees.end()
    reading.add(start, end, Type.NAME)
    while e < n and reading.starts[e] < end:
        e += 1
    return e


def _belongs_before(reading: Reading, first: int) -> bool:
    """I Wayan, ni luh, K.H., Daeng: what stands before a name and is part of it."""
    word, raw, gap = reading.words[first - 1], reading.raw[first - 1], reading.gaps[first]
    if word in ("i", "ni") and gap == " ":
        return raw[0].isupper() or reading.words[first] in BALI
    if len(word) == 1:
        return gap in (".", ". ") and raw.isupper()
    return word in ("daeng", "nona", "anak", "la", "wa") and gap == " " and raw[0].isupper()


def _goes_on(reading: Reading, e: int, capital: bool) -> bool:
    gap, kind, raw, word = reading.gaps[e], reading.kinds[e], reading.raw[e], reading.words[e]
    before = reading.words[e - 1]
    if (
        gap not in INSIDE
        and not (
            gap in (". ", ".")
            and (len(before) <= (3 if raw[0].isupper() else 2) or before in SHORT or before in PARTICLES)
        )
        and gap not in ("’", "'")
    ):
        return False
    if word in PARTICLES or word in ("daeng", "dg"):
        return True
    if len(raw) == 1 and reading.gaps[e + 1][:1] == ".":
        return True
    if capital and len(raw) == 1 and raw.isupper():
        return True
    if (kind & k.PLACE and not kind & LISTED) or kind & k.DATED:
        return False
    if capital:
        return (
            raw[0].isupper()
            and (bool(kind & LISTED) or not kind & STOPS)
            and (
                bool(kind & k.NAMISH)
                or (not kind and not raw.isupper())
                or (kind & k.HEAD == 0 and len(raw) > 2 and not raw.isupper())
            )
        )
    if kind & BREAKS and not kind & k.NAME:
        return False
    return (
        bool(kind & SURE)
        or bool(kind & k.BOTH and not kind & k.COMMON)
        or bool(kind & k.UNKNOWN and not kind & k.SLIP and len(word) > 2)
    )
