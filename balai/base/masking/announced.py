"""A name after a word that announces it: a title, a family word, 'bernama'."""

from balai.base.masking import kinds as k
from balai.base.masking.persons import (
    CALLS,
    NAMED,
    NO_NAMES,
    NO_PERSONS,
    PLACES,
    SURE,
    TELLS,
    TITLES,
    has_capital,
)
from balai.base.masking.reading import Reading
from balai.base.masking.whole import take


def announced(reading: Reading, i: int, kind: int) -> int:
    """A name after a title, a family word or 'bernama'; returns i where there is none."""
    j, n, asides = i + 1, len(reading.words), 0
    first = i if kind & k.TITLE else -1
    while j < n and j <= i + 6:
        gap, then = reading.gaps[j], reading.kinds[j]
        if not _leads_on(gap, kind, reading.words[j - 1]):
            return i
        if then & k.TITLE and (gap.strip() in ("", ".") or kind & k.CUE) and len(reading.words[j]) <= 5:
            first = j if first < 0 else first
            kind |= k.TITLE
        elif then & k.HONOUR and not (then & k.NAMISH and has_capital(reading, j)):
            kind |= k.HONOUR
        elif then & k.ASIDE and (kind & TELLS) and asides < 3 and not has_capital(reading, j):
            asides += 1
        else:
            break
        j += 1
    if j >= n or reading.decided[reading.starts[j]] or not _fits(reading, i, j, kind):
        return i
    if first < 0 and j == i + 1 and kind & k.KIN and reading.kinds[i] & k.NAMISH:
        first = i  # Putri Yanti: a daughter, or her name
    return take(reading, first if first >= 0 else j, j)


def _leads_on(gap: str, kind: int, before: str) -> bool:
    bare = gap.strip(" \t")
    if bare in ("", ":", "=", '"', "“", "'", ": ", "(", "_", "-", "|", ";") or bare in (':"', ": ", "/"):
        return kind & k.CUE != 0 or bare in ("", '"', "(", "_", "-", "'")
    if bare[:1] == "." and (len(before) <= 4 or kind & k.TITLE):
        return bare in (".", ".:", ". ")
    return bare == "," and kind & k.KIN != 0


def _fits(reading: Reading, i: int, j: int, kind: int) -> bool:
    """May this word be the name that was announced?"""
    then, capital = reading.kinds[j], has_capital(reading, j)
    if then & SURE:
        return True
    if len(reading.raw[j]) == 1 and reading.gaps[j + 1][:1] == "." and kind & CALLS and not kind & k.TITLE:
        return kind & k.HONOUR != 0 or capital
    if then & k.OFFICER or (then & PLACES and not then & k.BOTH):
        return False
    loud = reading.raw[j].isupper() and len(reading.raw[j]) > 1
    if then & k.BOTH:
        strong = kind & TITLES or reading.words[j - 1] in NAMED
        if not capital and then & k.COMMON:
            return (
                reading.words[j - 1] in ("bernama", "si")
                or (reading.words[j - 1] in ("nama", "namanya") and not then & k.HEAD)
                or loud
            )
        return capital or bool(strong) or kind & k.KIN != 0 or (loud and kind & k.CUE != 0)
    if then & k.SLIP and not capital and not (kind & k.HONOUR and len(reading.raw[j]) > 4):
        return False
    if then & k.UNKNOWN:
        if reading.gazetteer.kinds.get(reading.words[j], 0) & k.PLACE:
            return False
        return capital or bool(kind & TITLES) or not NAMED.isdisjoint(reading.words[i:j])
    labelled = reading.gaps[j].strip() in (":", "=") and reading.words[j - 1] in (
        "nama",
        "an",
        "pelapor",
        "pemohon",
    )
    return capital and (labelled or bool(kind & TITLES)) and not then & NO_NAMES and not then & NO_PERSONS
