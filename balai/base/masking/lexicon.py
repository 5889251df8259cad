"""The shipped word lists as one table: word -> kind. A word that stands in none is judged once and remembered."""

import re
from functools import cache
from pathlib import Path

from balai.base.masking import kinds as k

WORDS = Path(__file__).parent / "words"
REMEMBERED = 60_000  # judged words kept at most: hostile text shall not fill the memory
PREFIX = re.compile(
    r"(?:di|ke|se|ter|te|ber|be|per|pe|mem|men|meng|meny|me|pem|pen|peng|peny|nge|ng|ny|diper|memper|keber)(?=\w{3})"
)
SUFFIX = re.compile(r"(?<=\w{3})(?:kannya|annya|inya|kan|an|nya|i|lah|kah|pun|ku|mu|in|x|e|2|ny)$")
SPOKEN = tuple(k.SPOKEN_DIGITS)
LAHIR = re.compile(r"l[a-z]hir|la[a-z]ir|lah[a-z]r|alhir|lahri|lhair|lahir[a-z]{1,3}|lahr")
OWNED = re.compile(r"(?:nya|ny|ku|mu)$")
REPEATED = re.compile(r"(.)\1+")
GLUED_STREETS = ("jl", "jalan", "gg", "gang", "perum")
LIKE_A_NAME = re.compile(
    r"\w{2,}(?:wati|yanti|yanto|anto|yono|iyah|ningsih|ningrum|iyem|inem|udin|uddin|ullah|uloh|iana|ansyah|syah|inus|"
    r"ianus|elina|alina|etha|riani|iani|yani|aningsih|astuti|wardani|wijaya|usuma|lestari|kumoro|negara|sius|dius|rius|"
    r"nius|tius|lius|cius|garai|ingtyas|arto|arno|arni|arti|iyono|ijan|ijem)$"
)


def listed(name: str) -> list[str]:
    """The words of one file; with | between them where an entry has several words."""
    lines = [line for line in (WORDS / name).read_text().splitlines() if line and line[0] != "#"]
    return [word for line in lines for word in (line.split("|") if "|" in line else line.split())]


@cache
def shipped() -> dict[str, int]:
    names, both, ordinary = set(listed("names.txt")), set(listed("both.txt")), set(listed("ordinary.txt"))
    both |= names & ordinary
    common = both & ordinary
    table = dict.fromkeys(ordinary, k.ORDINARY)
    table |= dict.fromkeys((name for name in names if len(name) > 1), k.NAME)
    table |= dict.fromkeys((word for word in both if len(word) > 1), k.BOTH)
    for word in common:
        table[word] |= k.COMMON
    for kind, text in k.CLASSES:
        for word in text.split():
            before = table.get(word, 0)
            if kind in (k.HEAD, k.OFFICER, k.CUE, k.KIN) and before & k.NAME:
                before = before & ~k.NAME | k.BOTH
            table[word] = before | kind
    for word in k.SPOKEN_DIGITS:
        table[word] = table.get(word, 0) | k.DIGIT
    return table


@cache
def slips() -> dict[str, str]:
    """Every name of five letters and more without one of its letters: what two slips of one name share."""
    near: dict[str, str] = {}
    for word, kind in shipped().items():
        if len(word) >= 5 and kind in (k.NAME, k.ORDINARY):
            mark = "n" if kind == k.NAME else "o"
            for cut in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
                near[cut] = near.get(cut, "") + mark if mark not in near.get(cut, "") else near[cut]
    return near


def judge(word: str, table: dict[str, int]) -> int:
    """The kind of a word that stands in no list."""
    if len(word) < 3 or len(word) > 24:
        return k.ORDINARY
    root = OWNED.sub("", word)
    if root != word and table.get(root, 0) & (k.OFFICER | k.HEAD | k.KIN):
        return table[root] & (k.OFFICER | k.HEAD | k.KIN | k.STREET)
    if is_ordinary(word, table):
        return k.ORDINARY
    if LAHIR.fullmatch(word):
        return k.BORN
    if word.startswith(GLUED_STREETS) and len(word) > 5:
        return k.STREET | k.UNKNOWN
    if len(word) > 6 and word.endswith(SPOKEN):
        return k.DIGIT | k.UNKNOWN | k.SLIP  # suamisembilan: a number said without its space
    near = near_to(word)
    if near == "n" or table.get(REPEATED.sub(r"\1", word), 0) & k.NAME or LIKE_A_NAME.match(word):
        return k.LIKE | k.UNKNOWN
    return k.UNKNOWN | k.SLIP if "o" in near else k.UNKNOWN


def is_ordinary(word: str, table: dict[str, int]) -> bool:
    """With its affixes taken off it is an ordinary word: pembayarannya, nagihin, tolonggg."""
    plain = REPEATED.sub(r"\1", word)
    for form in {word, plain}:
        for stem in {
            form[:-2] if form.endswith("an") else form,
            form,
            SUFFIX.sub("", form),
            SUFFIX.sub("", SUFFIX.sub("", form)),
        }:
            for root in {
                stem,
                PREFIX.sub("", stem, count=1),
                PREFIX.sub("", PREFIX.sub("", stem, count=1), count=1),
            }:
                for first in ("", "t", "k", "s", "p"):  # menulis: tulis; mengirim: kirim
                    kind = table.get(first + root)
                    if kind == k.ORDINARY and len(root) >= 4 - bool(first) and first + root != word:
                        return True
    return False


def near_to(word: str) -> str:
    """'n': one slip from a name; 'o': from an ordinary word; 'no': from both."""
    if len(word) < 5:
        return ""
    near = slips()
    found = near.get(word, "")
    for i in range(len(word)):
        found += near.get(word[:i] + word[i + 1 :], "")
    return "".join(sorted(set(found)))
