"""From what somebody typed to what is counted: words in one spelling, pairs of words, and pieces of words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

MOST = 6000  # signs that are read: who writes more has said by then what it is about
WORD = re.compile(r"\[[A-Z_ ]+\]|[^\W_]+(?:-[^\W_]+)*")
LONG = re.compile(r"(.)\1{2,}")
LETTERS = re.compile(r"[a-z]{2,24}")
PIECES = (3, 4, 5)

# Daily and shortened spellings, as they stand in messages to offices.
DAILY = {
    daily: word
    for word, spellings in {
        "yang": "yg yng yag", "dan": "dn", "dengan": "dgn dg dngn", "untuk": "utk untk buat bwt", "tidak": "gak ga nggak ngga tdk tak gk kagak ndak g enggak engga tida",
        "sudah": "sdh udah udh dah uda sudh", "belum": "blm blum belom blom", "saya": "sy sya gue gw aku ak", "kami": "kmi", "karena": "krn karna krna", "kepada": "kpd", "dari": "dr dri", "dalam": "dlm",
        "jalan": "jln jl jlan", "rumah": "rmh", "orang": "org", "tempat": "tmpt tmp", "depan": "dpn", "belakang": "blkg", "bagaimana": "gimana gmn gmana", "mengapa": "kenapa knp ngapa",
        "sampai": "smp sampe nyampe", "sekolah": "skolah sklh skul", "bulan": "bln", "tahun": "thn", "minggu": "mgg", "hari": "hr", "banyak": "byk bnyk", "lampu": "lmpu", "air": "aer", "sampah": "smpah",
        "mohon": "mhn mohn", "tolong": "tlg tlong", "petugas": "ptgs", "kelurahan": "kel", "kecamatan": "kec", "kabupaten": "kab", "dinas": "dns", "puskesmas": "pkm", "rumahsakit": "rs rsud",
        "surat": "srt", "pajak": "pjk", "bayar": "byr", "uang": "duit", "mati": "mti", "padam": "pdm", "listrik": "listrk", "motor": "mtr", "mobil": "mbl", "anak": "ank", "warga": "wrga", "masih": "msh", "sekali": "bgt banget bngt",
        "saja": "aja aj sj", "juga": "jg jga", "lagi": "lg lgi", "kalau": "klo kalo kl klu", "seperti": "kayak kyk sprti", "bisa": "bs bsa", "harus": "hrs", "lama": "lma",
    }.items()
    for daily in spellings.split()
}  # fmt: skip
COMMON = frozenset(
    "yang dan atau dengan untuk dari pada dalam ini itu ada saya kami kita anda tidak belum sudah akan karena juga agar supaya "
    "mohon tolong bapak ibu pak bu min admin terima kasih selamat pagi siang sore malam sangat sekali lagi bisa dapat oleh para "
    "saja seperti sejak sampai hingga kepada bagi maka jika kalau bila tapi tetapi namun di ke se nya kah lah pun ya yth hari "
    "bulan minggu tahun masih lalu terus mau harus apa siapa kapan mana bagaimana mengapa".split()
)
ENDINGS = ("nya", "kah", "lah", "pun", "kan", "an", "i")
FRONTS = (
    ("menge", ""), ("meny", "s"), ("meng", ""), ("mem", ""), ("men", ""), ("me", ""), ("ber", ""), ("ter", ""), ("per", ""),
    ("pem", ""), ("pen", ""), ("di", ""), ("ke", ""), ("se", ""), ("pe", ""),
)  # fmt: skip
SHORTEST = 4  # what is left of a word when its beginning or ending goes


def plain(text: str) -> str:
    """Small Latin letters without decoration; each other sign is a gap, a masked person too."""
    return unicodedata.normalize("NFKD", text[:MOST]).casefold()


@lru_cache(maxsize=20_000)
def spelled(word: str) -> str:
    """One word in one spelling, or nothing: what holds a digit may be somebody's number, so it goes."""
    word = LONG.sub(r"\1", "".join(c for c in word if not unicodedata.combining(c)))
    word = DAILY.get(word, word)
    return word if LETTERS.fullmatch(word) else ""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Light: di-bersih-kan and mem-bersih-kan are one word. Wrong stems do no harm, they are only counted."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word[: -len(ending)]
            break
    for front, instead in FRONTS:
        if word.startswith(front) and len(word) - len(front) >= SHORTEST:
            return instead + word[len(front) :]
    return word


def read(text: str) -> list[tuple[str, str]]:
    """(as it was typed, in one spelling), in the order of the text; two-part words are two words."""
    return [
        (piece, word)
        for found in WORD.findall(_unmasked(text[:MOST]))
        if not found.startswith("[")
        for piece in plain(found).split("-")
        if (word := spelled(piece))
    ]


MASKED = re.compile(r"\[[A-Z][A-Z_ /-]{1,20}\]")


def _unmasked(text: str) -> str:
    return MASKED.sub(" ", text)


def words(text: str) -> list[str]:
    """Stems, and pairs of neighbouring stems that both say something."""
    return word_terms([word for _, word in read(text)])


def word_terms(spelling: list[str]) -> list[str]:
    stems = [stem(word) for word in spelling if word not in COMMON]
    return stems + [f"{one} {other}" for one, other in pairwise(stems)]


def pieces(text: str) -> list[str]:
    """Runs of 3 to 5 letters within one word, its edges marked: they survive typing mistakes."""
    return [piece for _, word in read(text) if word not in COMMON for piece in pieces_of(word)]


@lru_cache(maxsize=20_000)
def pieces_of(word: str) -> tuple[str, ...]:
    return tuple(_cut(f"_{word}_"))


def _cut(marked: str) -> Iterator[str]:
    for size in PIECES:
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]
