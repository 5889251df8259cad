"""Names of people: which words are looked at, and what keeps them from being names."""

import re

from balai.base.masking import kinds as k
from balai.base.masking.alone import in_a_place, is_named
from balai.base.masking.announced import announced
from balai.base.masking.persons import (
    AGENCIES,
    ANNOUNCES,
    CALLS,
    DUTIES,
    HEADS,
    JOINS,
    LOOK,
    MORE_THAN_AN_ANNOUNCER,
    MORE_THAN_UNKNOWN,
)
from balai.base.masking.reading import Reading
from balai.base.masking.whole import take


def find(reading: Reading) -> None:
    decided, starts, raw, kinds = reading.decided, reading.starts, reading.raw, reading.kinds
    until, last = 0, len(kinds) - 1
    for i, kind in [(i, kind) for i, kind in enumerate(kinds) if kind & LOOK]:
        if i < until or decided[starts[i]]:
            continue
        if not kind & MORE_THAN_UNKNOWN:
            if raw[i][0].islower():
                continue
        elif not kind & MORE_THAN_AN_ANNOUNCER:  # most often a plain word follows: saya mohon
            then = raw[i + 1] if i < last and kinds[i + 1] == 0 else ""
            if i == last or (len(then) > 1 and then[0].islower()):
                continue
        until = _look(reading, i, kind)


def _look(reading: Reading, i: int, kind: int) -> int:
    """Decide about the words from here; returns the first one that is still open."""
    if reading.gaps[i][-1:].isdigit() and not kind & HEADS:
        return i + 1
    is_place = kind & k.PLACE and (not kind & k.NAMISH or in_a_place(reading, i))
    if is_place and (length := reading.gazetteer.kept_from(reading.words, i)):
        return i + length
    if kind & ANNOUNCES and not _is_short_for_from(reading, i) and (until := announced(reading, i, kind)) > i:
        return until
    if kind & HEADS and not (kind & k.NAME and is_named(reading, i)):
        return _protected(reading, i)
    if kind & k.NAMISH and not kind & DUTIES and is_named(reading, i):
        return take(reading, i, i)
    return i + 1


def _is_short_for_from(reading: Reading, i: int) -> bool:
    """'dr' without its dot and in small letters is 'dari', 'an' after a digit an ending."""
    return (
        reading.words[i] in ("dr", "h", "r", "rd", "st", "ir")
        and reading.raw[i].islower()
        and reading.gaps[i + 1][:1] != "."
    )


def _protected(reading: Reading, i: int) -> int:
    """After kelurahan, RSUD, pasar, jalan: the words that belong to it."""
    j, last = i + 1, min(len(reading.words), i + 6)
    small = 0
    if reading.words[i] in AGENCIES:
        last = min(len(reading.words), i + 9)
    while (
        j < last
        and reading.gaps[j] in JOINS
        and (reading.gaps[j][:1] != "." or (len(reading.words[j - 1]) <= 3 or reading.kinds[j - 1] & k.TITLE))
    ) or (j < last and j == i + 1 and re.fullmatch(r"[\s.\d]{1,6}", reading.gaps[j])):
        kind, raw = reading.kinds[j], reading.raw[j]
        if reading.decided[reading.starts[j]]:
            break
        if kind & CALLS and not kind & k.NAMISH:
            break
        if (
            reading.words[j] in ("dan", "untuk")
            and reading.words[i] in AGENCIES
            and j + 1 < last
            and reading.raw[j + 1][0].isupper()
        ):
            j += 1
            continue
        if not raw[0].isupper():
            small += 1
            if (
                not kind & k.NAMISH
                or small > 2
                or (reading.raw[i][0].isupper() and not reading.raw[i].isupper())
                or not reading.kinds[i] & (k.STREET | k.HEAD)
            ):
                break
        j += 1
    return j
