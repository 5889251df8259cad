"""A text of a telephone (SMS): what it costs, and how words become one. Pure.

One part holds 160 letters of the GSM alphabet (3GPP TS 23.038), several hold 153 each; one letter from
outside of it makes the whole text cost more than twice as much (70, then 67).
"""

import re
import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes two places
KNOWN = BASIC | EXTENDED
SPELLED = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "`": "'", "´": "'",
    "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "…": "...", "•": "-", "·": "-",
    "→": "->", "×": "x", "\xa0": " ", "\u202f": " ", "\t": " ",
})  # fmt: skip
NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")  # E.164
MOST_PARTS = 2
CUT = "..."


def width(letter: str) -> int:
    """Places in the GSM alphabet; 0 for what it has not."""
    return 1 if letter in BASIC else 2 if letter in EXTENDED else 0


def parts(text: str) -> int:
    """How many texts a network counts."""
    if BASIC.issuperset(text):  # nearly always
        return 1 if len(text) <= 160 else -(-len(text) // 153)
    if KNOWN.issuperset(text):
        return _filled([width(letter) for letter in text], 160, 153)
    return _filled([len(letter.encode("utf-16-le")) // 2 for letter in text], 70, 67)


def _filled(widths: list[int], alone: int, together: int) -> int:
    """A letter of two places is never torn apart at the edge of a part."""
    if sum(widths) <= alone:
        return 1
    count, left = 1, together
    for taken in widths:
        if taken > left:
            count, left = count + 1, together
        left -= taken
    return count


def plain(text: str) -> str:
    """In the GSM alphabet: marks are spelled, accents dropped, what is left over is a question mark."""
    spelled = text.translate(SPELLED)
    return spelled if KNOWN.issuperset(spelled) else "".join(map(_plain, spelled))


def _plain(letter: str) -> str:
    if width(letter):
        return letter
    bare = [each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each)]
    return "".join(each if width(each) else "" if each == "\ufeff" else "?" for each in bare)


def fit(text: str) -> str:
    """One text of at most two parts. Its last line, the link, stays whole; words before it are cut."""
    words, _, link = plain(text).strip().rpartition("\n")
    words = " ".join(words.split())
    whole = f"{words}\n{link}".strip()
    while parts(whole) > MOST_PARTS and words:
        words = words.removesuffix(CUT).rpartition(" ")[0].rstrip(" ,;:-(")
        words += CUT if words else ""
        whole = f"{words}\n{link}".strip()
    return whole
