"""How alike two texts are: for "apakah ini sama dengan …?" while somebody types, never for a decision."""

import re

WORD = re.compile(r"[a-z0-9]{3,}")
COMMON = frozenset(
    "yang dan atau dengan untuk dari pada dalam ini itu ada saya kami kita anda tidak belum sudah "
    "akan karena juga agar supaya mohon tolong bapak ibu pak min admin terima kasih selamat pagi "
    "siang sore malam sangat sekali lagi bisa dapat oleh para saja seperti sejak sampai hingga "
    "kepada bagi maka jika kalau bila tapi tetapi namun".split()
)
ALIKE = 0.5  # from here on shown as "mirip"
SAME = 0.9  # from here on "hampir sama"


def marks(text: str) -> frozenset[str]:
    """The words that tell texts apart, cut to their beginnings, so that endings do not matter."""
    return frozenset(word[:6] for word in WORD.findall(text.lower()) if word not in COMMON)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1: the shared part of the shorter one, weighed by how much of both is shared (Jaccard)."""
    shared = len(one & other)
    if not shared:
        return 0.0
    inside = shared / min(len(one), len(other))
    whole = shared / len(one | other)
    return (inside + whole) / 2
