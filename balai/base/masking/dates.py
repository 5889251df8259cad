"""Birth dates, with the birthplace before them; every other date stays."""

import re

from balai.base.masking import kinds as k
from balai.base.masking.reading import Reading
from balai.base.masking.spans import Type

MONTH = r"(?:jan(?:uari)?|[fp]eb(?:r?uari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|ag(?:ustus|ust|us|u|s|t)|sept?(?:ember)?|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?)"
SAID = r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan|sepuluh|sebelas|belas|puluh|seribu|ribu|seratus|ratus)"
SAID_RUN = rf"{SAID}(?:[\s\-]+{SAID}){{0,9}}"
DATE = re.compile(
    r"(?<![\w/.\-])(?:"
    r"(?P<iso>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})"
    r"|\d{1,2}\s?(?P<sep>[-/.]|\s[-/.])\s?\d{1,2}\s?[-/.]\s?(?P<y1>(?:19|20)?[\dOo]{2})"
    rf"|\d{{1,2}}[\s\-./]{{0,3}}{MONTH}\b[\s\-./,]{{0,3}}(?:(?:tahun|thn?|th)\.?\s)?['’]?(?P<y2>(?:19|20)?\d\d)"
    rf"|(?P<no_year>\d{{1,2}}[\s\-./]{{1,3}}{MONTH})"
    r"|(?P<spaced>\d{1,2} \d{1,2} (?:19|20)\d\d)"
    r"|(?P<solid>[0-3]\d[01]\d(?:19|20)\d\d|[0-3]\d[01]\d\d\d)"
    r")(?!\w|[/\-]\d|[.,]\d)",
    re.I,
)
SAID_DATE = re.compile(rf"\b{SAID_RUN}\s+(?:bulan\s+)?{MONTH}\s+(?:(?:tahun|thn)\s+)?(?:{SAID_RUN}|\d{{2,4}})\b|\b\d{{1,2}}\s+{MONTH}\s+(?:(?:tahun|thn)\s+)?{SAID_RUN}\b", re.I)
CUE = re.compile(r"lahir(?:an|nya|ku)?|\bttl\b|\blhr\b|\bt\.?t\.?l\b\.?|\btgl ?lhr|\bdob\b|\bborn\b|lahirx")
EVENT = re.compile(
    r"sejak|sampai|hingga|menikah|nikah|meninggal|wafat|terbit|surat|tertanggal|jadwal|rapat|acara|kejadian|kemarin|cerai|pindah|berlaku|mulai|per tanggal|pada tanggal|"
    r"mendaftar|daftar|kirim|terima|transfer|tf|bayar|lapor|antre|antri|dibuat|disetujui|pk|sk|nomor|no\b|sidang|operasi|kontrol|jatuh tempo|deadline|undang|peraturan|perda|"
    r"permen|uu|pp|ambil|periksa|datang|hilang|dicatat|diajukan|diterbitkan|dikeluarkan|vaksin|imunisasi|libur|proklamasi|kontrak|menjabat|bekerja|kerja"
)
FILLER = re.compile(r"(?:[\s:;,.=()\"'/|\-]|\b(?:di|pada|saya|sy|anak|nya|tgl|tanggal|dan|tempat|dia|saat|itu|adalah|lahir)\b)*")
FAR = 70


def find(reading: Reading) -> None:
    text, seen = reading.text, reading.seen
    for found in DATE.finditer(text):
        _decide(reading, *found.span(), found)
    if seen & k.DATED and seen & k.DIGIT:
        for found in SAID_DATE.finditer(text):
            if reading.is_free(*found.span()):
                _decide(reading, *found.span(), None)


def _decide(reading: Reading, start: int, end: int, found: re.Match[str] | None) -> None:
    weak = found is not None and (found["no_year"] or found["solid"])
    begin = _birth_begin(reading, start)
    if begin is None and not weak and _looks_like_a_birth(reading, start, end):
        begin = _place_before(reading, start)
    if begin is not None:
        reading.add(begin, end, Type.BIRTH)
    elif not (found and found["solid"]):
        reading.keep(start, end)


def _birth_begin(reading: Reading, start: int) -> int | None:
    """Where the birth begins, when a word for it stands before the date; None when none does."""
    low, floor = reading.low, max(0, start - FAR)
    cue = None
    for cue in CUE.finditer(low, floor, start):
        pass
    if cue is None:
        return None
    between = low[cue.end() : start]
    if EVENT.search(between) or (re.search(r"[.!?]\s+[a-z]*$|\n.*\n", between) and len(between) > 30):
        return None
    filler = FILLER.match(low, cue.end(), start)
    begin = filler.end() if filler else cue.end()
    words = low[begin:start].split()
    if len(words) > 5 or any(reading.decided[begin:start]) or ";" in between or "|" in between:
        return start
    return _place_before(reading, start) if len(words) > 3 else begin


def _looks_like_a_birth(reading: Reading, start: int, end: int) -> bool:
    """No word for it stands near, but the year is that of a grown person and nothing speaks of an event."""
    year = re.search(r"\d{2,4}$", reading.text[start:end])
    if year is None:
        return False
    number = int(year[0])
    old = 1930 <= number <= 2012 or 30 <= number <= 99
    return old and not EVENT.search(reading.low, max(0, start - 45), start)


def _place_before(reading: Reading, start: int) -> int:
    found = re.search(r"[A-Z][\w'\-]+(?: [A-Z][\w'\-]+)?(?:, ?| )(?:(?:tgl|tanggal)\.? )?$", reading.text[max(0, start - 45) : start])
    return max(0, start - 45) + found.start() if found and found[0].rstrip()[-1] in ",l." else start
