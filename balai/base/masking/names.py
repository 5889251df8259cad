"""Names of people: after a word that announces one, by the lists, or by a capital that nothing else explains."""

import re

from balai.base.masking import kinds as k
from balai.base.masking.reading import Reading
from balai.base.masking.spans import Type

JOINS = frozenset((" ", "  ", ". ", ".", "-", "_", " - ", "’", "'", " (", ' "', "\t"))
INSIDE = frozenset((" ", "  ", "-", "_", "-"))
PARTICLES = frozenset("bin binti bt br boru al el abd de da dos van der la wa ibn".split())
SHORT = frozenset("m st a i ni h abd moh muh mhd r s t d n dr hj kh".split())
DEGREES = re.compile(
    r"(?:,?\s?(?:S\.\s?[A-Z][A-Za-z]{0,4}|M\.\s?[A-Z][A-Za-z]{0,3}|A\.\s?Md(?:\.?\s?[A-Z][a-z]{1,4})?|Sp\.?\s?[A-Z]{1,3}|Ph\.?D|Lc|SE|SH|ST|MM|MH|MT|SPd|SSos|SIP)"
    r"\b(?:\.[A-Z][a-z]{0,4})?\.?){1,4}|(?:, ?[sm]\.[a-z]{1,4}\.?){1,3}"
)
PLACED = frozenset(
    "di ke dari kota asal se daerah wilayah kab kec kel desa sekitar arah tujuan pulau suku bahasa orang".split()
)
AGENCIES = frozenset("dinas kementerian badan kantor balai lembaga komisi".split())
BALI = frozenset("wayan made nyoman ketut putu gede kadek komang gusti luh ketua mina desak".split())
ENDS = re.compile(r"[.!?;\n\"“•]|\d[.)]")
NAMED = frozenset(
    "nm jenenge asmane ngaran panggilan nama namanya bernama an si pelapor pemohon pengirim penerima".split()
)
LIMIT = 6
HEADS = k.HEAD | k.STREET
MORE_THAN_UNKNOWN = k.LOOK & ~k.UNKNOWN
DEGREE_BEGINS = frozenset("SMALPsm")
ANNOUNCES = k.HONOUR | k.CUE | k.KIN | k.TITLE
DUTIES = k.HONOUR | k.OFFICER
LISTED = k.NAME | k.BOTH
CALLS = k.HONOUR | k.CUE
TELLS = k.CUE | k.KIN
SURE = k.NAME | k.LIKE
PLACES = k.HEAD | k.PLACE
TITLES = k.TITLE | k.HONOUR
NO_NAMES = k.CUE | k.KIN | k.ASIDE
NO_PERSONS = k.STREET | k.DATED
OPEN = k.BOTH | k.UNKNOWN
STOPS = k.HONOUR | k.STREET | k.CUE | k.OFFICER
BREAKS = k.HONOUR | k.CUE | k.KIN | k.HEAD | k.STREET | k.PLACE


def find(reading: Reading) -> None:
    until, look, decided, starts, raw, kinds = (
        0,
        k.LOOK,
        reading.decided,
        reading.starts,
        reading.raw,
        reading.kinds,
    )
    for i in [i for i, kind in enumerate(kinds) if kind & look]:
        kind = kinds[i]
        if i < until or decided[starts[i]] or (not kind & MORE_THAN_UNKNOWN and raw[i][0].islower()):
            continue
        until = _look(reading, i, kind)


def _look(reading: Reading, i: int, kind: int) -> int:
    """Decide about the words from here; returns the first one that is still open."""
    if reading.gaps[i][-1:].isdigit() and not kind & HEADS:
        return i + 1
    is_place = kind & k.PLACE and (not kind & k.NAMISH or _in_a_place(reading, i))
    if is_place and (length := reading.gazetteer.kept_from(reading.words, i)):
        return i + length
    if (
        kind & ANNOUNCES
        and not _is_followed_by_a_plain_word(reading, i)
        and not _is_short_for_from(reading, i)
        and (until := _announced(reading, i, kind)) > i
    ):
        return until
    if kind & HEADS and not (kind & k.NAME and _is_named(reading, i)):
        return _protected(reading, i)
    if kind & k.NAMISH and not kind & DUTIES and _is_named(reading, i):
        return _take(reading, i, i)
    return i + 1


def _is_followed_by_a_plain_word(reading: Reading, i: int) -> bool:
    """The usual case, and the quick way out: 'saya mohon', 'kepada petugas'."""
    j = i + 1
    return j >= len(reading.kinds) or (
        reading.kinds[j] == 0 and reading.raw[j][0].islower() and len(reading.raw[j]) > 1
    )


def _is_short_for_from(reading: Reading, i: int) -> bool:
    """'dr' without its dot and in small letters is 'dari', 'an' after a digit an ending."""
    return (
        reading.words[i] in ("dr", "h", "r", "rd", "st", "ir")
        and reading.raw[i].islower()
        and reading.gaps[i + 1][:1] != "."
    )


def _in_a_place(reading: Reading, i: int) -> bool:
    return not reading.kinds[i] & LISTED or (
        i > 0 and (reading.words[i - 1] in PLACED or bool(reading.kinds[i - 1] & k.HEAD))
    )


def _capital(reading: Reading, i: int) -> bool:
    raw = reading.raw[i]
    return raw[0].isupper() and (len(raw) == 1 or not raw.isupper())


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


def _announced(reading: Reading, i: int, kind: int) -> int:
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
        elif then & k.HONOUR and not (then & k.NAMISH and _capital(reading, j)):
            kind |= k.HONOUR
        elif then & k.ASIDE and (kind & TELLS) and asides < 3 and not _capital(reading, j):
            asides += 1
        else:
            break
        j += 1
    if j >= n or reading.decided[reading.starts[j]] or not _fits(reading, i, j, kind):
        return i
    if first < 0 and j == i + 1 and kind & k.KIN and reading.kinds[i] & k.NAMISH:
        first = i  # Putri Yanti: a daughter, or her name
    return _take(reading, first if first >= 0 else j, j)


def _leads_on(gap: str, kind: int, before: str) -> bool:
    bare = gap.strip(" \t")
    if bare in ("", ":", "=", '"', "“", "'", ": ", "(", "_", "-", "|", ";") or bare in (':"', ": ", "/"):
        return kind & k.CUE != 0 or bare in ("", '"', "(", "_", "-", "'")
    if bare[:1] == "." and (len(before) <= 4 or kind & k.TITLE):
        return bare in (".", ".:", ". ")
    return bare == "," and kind & k.KIN != 0


def _fits(reading: Reading, i: int, j: int, kind: int) -> bool:
    """May this word be the name that was announced?"""
    then, capital = reading.kinds[j], _capital(reading, j)
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


def _is_named(reading: Reading, i: int) -> bool:
    """A name that nobody announced."""
    kind, capital = reading.kinds[i], _capital(reading, i)
    gap = reading.gaps[i]
    if reading.text[reading.starts[i] - 1 : reading.starts[i]] in ("#", "@", "/") and gap:
        return False
    end = reading.starts[i] + len(reading.raw[i])
    if reading.text[end : end + 1].isdigit() or (gap and gap[-1].isdigit()):
        return False
    if kind & k.NAME:
        return not kind & k.PLACE or not _in_a_place(reading, i)
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
    return bool(kind & k.NAME) or (bool(kind & OPEN) and _capital(reading, j))


def _acts(reading: Reading, i: int) -> bool:
    j = i + 1
    return (
        not reading.kinds[i] & k.COMMON
        and j < len(reading.words)
        and reading.gaps[j] in (" ", ", ")
        and bool(reading.kinds[j] & k.DOES)
    )


def _take(reading: Reading, first: int, j: int) -> int:
    """Take the name that begins at `first` and goes on after `j`."""
    n, e = len(reading.words), j + 1
    capital = _capital(reading, j)
    while (
        e < n and e - j < LIMIT and _goes_on(reading, e, capital) and not reading.decided[reading.starts[e]]
    ):
        e += 1
    while e - 1 > j and reading.words[e - 1] in PARTICLES and not reading.kinds[e - 1] & k.NAMISH:
        e -= 1
    start, end = reading.starts[first], reading.starts[e - 1] + len(reading.raw[e - 1])
    while first > 0 and _belongs_before(reading, first):
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
