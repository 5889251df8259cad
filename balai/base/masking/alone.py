"""A name that nobody announced: by the lists, or by a capital that nothing else explains."""

from balai.base.masking import kinds as k
from balai.base.masking.persons import ENDS, INSIDE, LISTED, OPEN, PLACED, has_capital
from balai.base.masking.reading import Reading


def is_named(reading: Reading, i: int) -> bool:
    """A name that nobody announced."""
    kind, capital = reading.kinds[i], has_capital(reading, i)
    gap = reading.gaps[i]
    if reading.text[reading.starts[i] - 1 : reading.starts[i]] in ("#", "@", "/") and gap:
        return False
    end = reading.starts[i] + len(reading.raw[i])
    if reading.text[end : end + 1].isdigit() or (gap and gap[-1].isdigit()):
        return False
    if kind & k.NAME:
        return not kind & k.PLACE or not in_a_place(reading, i)
    follows = _next_is_name(reading, i)
    opens = i == 0 or (gap != " " and ENDS.search(gap) is not None) or (":" in gap and kind & k.COMMON != 0)
    if (
        i + 1 < len(reading.words)
        and (gap == "." or reading.gaps[i + 1] in (".", "://"))
        and not reading.raw[i + 1][0].isupper()
    ):
        return False
    if kind & k.LIKE:
        return capital or follows or len(reading.raw[i]) >= 7
    if kind & k.BOTH:
        if capital:
            return follows or not opens or _acts(reading, i)
        return follows and bool(reading.kinds[i + 1] & k.NAME) and not kind & k.COMMON
    if len(reading.raw[i]) < 3 or kind & k.PLACE:
        return False
    return capital and (follows or not opens or (not kind & k.SLIP and _acts(reading, i)))


def _next_is_name(reading: Reading, i: int) -> bool:
    j = i + 1
    if j >= len(reading.words) or reading.gaps[j] not in INSIDE:
        return False
    kind = reading.kinds[j]
    return bool(kind & k.NAME) or (bool(kind & OPEN) and has_capital(reading, j))


def _acts(reading: Reading, i: int) -> bool:
    j = i + 1
    return (
        not reading.kinds[i] & k.COMMON
        and j < len(reading.words)
        and reading.gaps[j] in (" ", ", ")
        and bool(reading.kinds[j] & k.DOES)
    )


def in_a_place(reading: Reading, i: int) -> bool:
    return not reading.kinds[i] & LISTED or (
        i > 0 and (reading.words[i - 1] in PLACED or bool(reading.kinds[i - 1] & k.HEAD))
    )
