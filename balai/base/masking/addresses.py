"""Homes: from the street, gang or perumahan to the house, block or RT/RW. A street alone is public and stays."""

import re
from bisect import bisect_left

from balai.base.masking import kinds as k
from balai.base.masking.reading import Reading
from balai.base.masking.spans import Type

NEAR = 120
HEAD = (
    r"(?:jalan|jln|jlan|jl|gang|gg|lorong|lrg|lr|perumahan|perumhan|prmhan|perumnas|perum|prum|prm|kompleks?|komp|rusunawa|rusun|rumah susun|kost?an|kost?|asrama|"
    r"apartemen|apt|kampung|kp|dusun|dsn|btn|griya|graha|puri|pondok|bumi|villa?|residence|cluster|kontrakan)"
)
NUMBER = r"(?:(?:nomor|nomer|nmr|nmer|nomr|nom|no|n0|num|#)\s?[.:]?\s?)"
SAID = (
    r"(?:nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|seratus|ratus)"
)
VALUE = rf"(?:[Ol]?\d[\dOl]{{0,3}}(?!\d)(?:\s?[-/]\s?\d{{1,4}}|\s?[a-z](?!\w))?|{SAID}(?:\s{SAID}){{0,4}}(?:\s[a-z](?!\w))?)"
BLOCK = r"(?:[a-z]\d{0,2}\s?[-/]\s?\d{1,3}(?!\w)|[a-z]\d{1,2}\sno\.?\s?\d{1,3}|(?:blok|blk|bl|block|tower|unit|kav(?:ling)?|lt|lantai|kamar)\.?\s?[a-z]{0,3}(?:[\s.\-]?[\dIVXl]{1,4})?(?:[\s]?/\s?\d{1,4})?(?![a-z]{2}))"
RTRW = r"(?:rt\s?/\s?rw\.?\s?:?\s?\d{1,3}\s?/\s?\d{1,3}|(?:er te|rt) \w{3,8}(?: (?:belas|puluh(?: \w{3,8})?))?,? (?:er we|rw) \w{3,8}(?: (?:belas|puluh(?: \w{3,8})?))?|r\.?\s?t\.?\s?[.:]?\s?[\dOo]{1,3}\s?[,/.\-]?\s?(?:dan\s)?(?:r\.?\s?w\.?\s?[.:]?\s?[\dOo]{1,3}|/?\s?\d{1,3}(?=\W|$))?|rw\.?\s?\d{1,3}\s?/?\s?(?:rt\.?\s?\d{1,3})?)"
SAID_RTRW = rf"(?:rt\s{SAID}(?:\s{SAID}){{0,2}}\s?,?/?\s?rw\s{SAID}(?:\s{SAID}){{0,2}})"
BARE = r"(?:\d{1,3}\s?[a-z]?(?![\w.,]*\d)(?!\s?(?:bulan|bln|hari|tahun|thn|th|jam|kali|x\b|orang|km|meter|m\b|rb|ribu|juta|jt|%|menit|wi[bt]|kk|keluarga|titik|unit|lampu|minggu|kg|rumah|:|lubang|malam|siswa|kendaraan|mobil|motor|tiang|pohon))(?!\w))"
PART = rf"(?:{NUMBER}{VALUE}|{BLOCK}|{RTRW}|{SAID_RTRW})"
STOP = (
    r"(?:meteran|lampu|pipa|rusak|tidak|tdk|ada|yang|yg|sudah|sdh|belum|dan|di|ke|dari|dengan|untuk|karena|macet|banjir|gelap|berlubang|saya|sy|sejak|sampai|depan|dekat|pada|atas|kami|nik|kk|hp|wa|telp?|nama|"
    r"mati|butuh|perlu|mohon|tolong|itu|ini|lagi|kalau|rekening|rek|email|tinggal|hub|lahir|milik|parkir|simpang|pak|bu|ibu|bapak|punya|mau|jam|pukul|tanggal|no|nomor|nomer|nmr|blok|blk|rt|rw)"
)
WORDS = rf"(?:[\s.,]{{1,3}}(?!{STOP}\b)(?:[^\W\d_][\w'\-]{{0,24}}\.?|\d{{1,2}}(?=\s(?:[a-z]))))"
JOIN = r"(?:\s?[,./;\-]?\s{0,2}|\s\()"
TAIL = rf"(?:{JOIN}(?:{PART}|(?:dalam|belakang|atas)\b|(?:gang|gg|lorong|lrg)\b\.?{WORDS}{{1,3}}?(?=[\s,.]{{1,3}}{PART})))"
HOME = re.compile(rf"{HEAD}\b\.?{WORDS}{{0,7}}?{JOIN}{PART}{TAIL}{{0,5}}", re.I)
PLAIN = re.compile(
    rf"{HEAD}\b\.?(?:[\s.]{{1,2}}(?!{STOP}\b)[^\W\d_][\w'\-]{{0,24}}\.?){{1,4}}?\s{BARE}{TAIL}{{0,4}}", re.I
)
ONLY = re.compile(
    rf"(?:{BLOCK}{JOIN}(?:{NUMBER}{VALUE})(?:{JOIN}{RTRW})?|{BLOCK}{JOIN}{RTRW}|r\.?t\.?\s?[.:]?\s?\d{{1,3}}\s?[,/.\-]?\s?(?:dan\s)?r\.?w\.?\s?[.:]?\s?\d{{1,3}}|rt\.?\s?\d{{1,3}}\s?/\s?\d{{1,3}}|{SAID_RTRW})(?!\w)",
    re.I,
)
LIVES = re.compile(
    r"tinggal|alamat|warga|rumah|domisili|penduduk|pindah|asal|alm\b|almt|menetap|kontrak|kos|di\s*$|kami|saya|sy"
)
RT_ALONE = re.compile(r"rt\.?\s?\d{1,3}(?!\w)", re.I)
GLUED = re.compile(
    r"(?<![a-z])(?:jl|jln|jalan|gg|gang|perum)[a-z.]{3,40}?(?:no\.?|blok)\d{1,4}[a-z]?(?:rt\.?\d{1,3})?(?:/?rw\.?\d{1,3})?",
    re.I,
)
OFFICE = re.compile(
    r"(?:kantor|puskesmas|rsud|dinas|kelurahan|kecamatan|polsek|polres|apotek|mpp|bank|toko|klinik|gedung|sekolah|posko|dukcapil|samsat|kpp|alamat kantor)[^.;]{0,30}$"
)
MINE = re.compile(r"saya|sy|suami|istri|anak|warga|ibu|bapak|tinggal|rumah")


def find(reading: Reading) -> None:
    done = 0
    if reading.seen & k.STREET:
        for i, kind in enumerate(reading.kinds):
            if kind & k.STREET and reading.starts[i] >= done:
                done = max(done, _home_at(reading, i))


def _home_at(reading: Reading, i: int) -> int:
    """The end of the home that begins with this word; of nothing: 0."""
    text, start, word = reading.text, reading.starts[i], reading.words[i]
    if not _has_figures(reading, start):
        return 0
    if word in ("rt", "rw", "blok", "blk"):
        found = ONLY.match(text, start)
        if found is None and word == "rt":
            found = _rt_alone(reading, start)
    else:
        found = HOME.match(text, start) or PLAIN.match(text, start) or GLUED.match(text, start)
    if found is None:
        return 0
    end = found.start() + len(found[0].rstrip(" .,;-("))
    before = reading.low[max(0, start - 45) : start]
    if OFFICE.search(before) and not MINE.search(before):
        reading.keep(start, end)
    else:
        reading.add(start, end, Type.ADDRESS)
    return end


def _has_figures(reading: Reading, start: int) -> bool:
    """Without a figure near there is no house number: most streets end here, before the patterns."""
    if reading.seen & k.DIGIT:
        return True
    at = bisect_left(reading.figures, (start, 0))
    return at < len(reading.figures) and reading.figures[at][0] - start <= NEAR


def _rt_alone(reading: Reading, start: int) -> re.Match[str] | None:
    if (
        LIVES.search(reading.low, max(0, start - 16), start)
        and "pak" not in reading.low[max(0, start - 5) : start]
    ):
        return RT_ALONE.match(reading.text, start)
    return None
