"""Vehicle plates: B 1234 XYZ, with slips, small letters and spelled digits."""

import re
from bisect import bisect_left

from balai.base.masking import kinds as k
from balai.base.masking.reading import Reading
from balai.base.masking.spans import Type

AREA = r"(?:A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNPRSTW]?|E[ABD]?|F|G|H|K[BHTU]?|L|M|N|P[ABGST]?|R|S|T|W|Z)"
AREAS = frozenset(
    "a b d e f g h k l m n p r s t w z aa ab ad ae ag ba bb bd be bg bh bk bl bm bn bp da db dc dd de dg dh dk dl dm dn dp dr ds dt dw ea eb ed kb kh kt ku pa pb pg ps pt".split()
)
SPACE = r"[ .\-]{0,2}"
NEAT = re.compile(
    rf"(?<![\w.]){AREA}{SPACE}(?=[OoIl]{{0,3}}\d)(?:\d{{1,2}} \d{{2}}|[\dOoIli]{{1,4}}){SPACE}[A-Z](?: ?[A-Z]){{0,2}}(?![\w]|-\w)(?!\.\d)"
)
APART = re.compile(r"(?<![\w.])(?:[A-Z][ \-]){1,2}\d(?: ?\d){0,3}(?:[ \-][A-Z]){1,3}(?!\w)")
SMALL = re.compile(
    rf"(?<![\w.\-]){AREA}[ \-.]{{0,2}}(?:\d{{1,2}} \d{{2}}|\d[\dOoIli]{{0,3}})[ \-.]{{0,2}}[a-z](?:[a-z]{{0,2}}|(?: [a-z]){{1,2}})(?!\w)",
    re.I,
)
SHORT = re.compile(rf"(?<![\w.\-/]){AREA}[ \-.]{{0,2}}\d{{3,4}}(?![\w/]|[.,]\d)", re.I)
SPELLED = re.compile(
    rf"(?<![\w.\-]){AREA}\s(?:(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan|\d)\s+){{1,4}}[a-z](?:\s?[a-z]){{0,2}}(?!\w)",
    re.I,
)
CUE = re.compile(
    r"pla?t|nopol|no\.? ?pol|mobil|motor|mtr|stnk|kendaraan|truk|truck|bus|angkot|pikap|pick ?up|avanza|xenia|innova|beat|vario|scoopy|nmax|parkir|ambulans|bpkb|becak|ojek|taksi|grab|gojek|tabrak|nabrak"
)
UNITS = frozenset(
    "rb kg gr km cm mm ml jt ribu juta m x k an di ke ya yg sd dan per kk rt rw pcs bh jam hr th thn bln org pm am wib gb mb ha kali no ok".split()
)
NOT_A_PLATE = re.compile(r"(?:antrean|antrian|tiket|kode|form|formulir|model|surat|pasal|aduan)\.?:?\s*$")
NOT_BEFORE = re.compile(
    r"(?:antrean|antrian|nomor|tiket|loket|kelas|pasal|blok|lantai|kode|huruf|rp|no|rt|rw|kursi|ruang|gate|kamar|jalur|koridor|trayek|rute|angkot|form|formulir|model|surat|uu|pp)\.?:?\s*$"
)


def find(reading: Reading) -> None:
    """A plate is a word of one or two letters before figures, or short letters within: only there one is sought."""
    cued: bool | None = None
    starts, words, decided = reading.starts, reading.words, reading.decided
    for start, _ in reading.figures:
        if decided[start]:
            continue
        i = bisect_left(starts, start) - 1
        if i < 0 or words[i] not in AREAS or start - starts[i] - len(words[i]) > 2:
            continue
        first = (
            i - 1
            if i and len(words[i]) == 1 and len(words[i - 1]) == 1 and starts[i] - starts[i - 1] == 2
            else i
        )
        found = (APART.match(reading.text, starts[first]) if len(words[i]) == 1 else None) or NEAT.match(
            reading.text, starts[i]
        )
        if found is None:
            if cued is None:
                cued = CUE.search(reading.low) is not None
            found = _small(reading, starts[i], cued)
        if found:
            _add(reading, found)
    if reading.seen & k.DIGIT:
        for i, word in enumerate(words[:-1]):
            if (
                len(word) <= 2
                and reading.kinds[i + 1] & k.DIGIT
                and (found := SPELLED.match(reading.text, starts[i]))
            ):
                _add(reading, found)


def _small(reading: Reading, start: int, cued: bool) -> re.Match[str] | None:
    found = SMALL.match(reading.text, start)
    if found:
        last = re.split(r"[^a-z]+", found[0].lower())[-1]
        full = re.fullmatch(r"[a-z]{1,2} ?-?\d{3,4} ?-?[a-z]{2,3}", found[0].lower())
        near = CUE.search(reading.low, max(0, start - 14), start)
        return found if near or (last not in UNITS and (full or cued)) else None
    if CUE.search(reading.low, max(0, start - 16), start):
        return SHORT.match(reading.text, start)
    return None


def _add(reading: Reading, found: re.Match[str]) -> None:
    before = reading.low[max(0, found.start() - 12) : found.start()]
    whole = re.search(r"\d{3}.*[A-Za-z]$", found[0])
    if not (NOT_A_PLATE if whole else NOT_BEFORE).search(before) and any(c.isalnum() for c in found[0][1:]):
        reading.add(*found.span(), Type.PLATE)
