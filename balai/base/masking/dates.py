"""Birth dates, with the birthplace before them; every other date stays."""

import re

from balai.base.masking import kinds as k
from balai.base.masking.reading import Reading
from balai.base.masking.spans import Type

MONTH = r"(?:jan(?:uari)?|[fp]eb(?:r?uari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|ag(?:ustus|ust|us|u|s|t)|sept?(?:ember)?|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?)"
SAID = r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan|sepuluh|sebelas|belas|puluh|seribu|ribu|seratus|ratus)"
SAID_RUN = rf"{SAID}(?:[\s\-]+{SAID}){{0,9}}"
DATE = re.compile(
    r"(?<![\w.\-])(?<!\d/)(?:"
    r"(?P<iso>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})"
    r"|\d{1,2}\s?(?P<sep>[-/.]|\s[-/.])\s?\d{1,2}\s?[-/.]\s?(?P<y1>(?:19|20)?[\dOo]{2})"
    rf"|\d{{1,2}}[\s\-./]{{0,3}}{MONTH}(?![a-z])[\s\-./,]{{0,3}}(?:(?:tahun|thn?|th)\.?\s)?['’]?(?P<y2>(?:19|20)?\d\d)"
    rf"|(?P<no_year>\d{{1,2}}[\s\-./]{{1,3}}{MONTH})"
    r"|(?P<words>\d{1,2}\s(?:bln|bulan)\s\d{1,2}\s(?:thn|th|tahun)\s\d{2,4})"
    r"|(?P<spaced>\d{1,2} \d{1,2} (?:19|20)\d\d)"
    r"|(?P<solid>[0-3]\d[01]\d(?:19|20)\d\d|[0-3]\d[01]\d\d\d)"
    r")(?!\w|[/\-]\d|[.,]\d)",
    re.I,
)
SAID_DATE = re.compile(
    rf"\b{SAID_RUN}\s+(?:bulan\s+)?{MONTH}\s+(?:(?:tahun|thn)\s+)?(?:{SAID_RUN}|\d{{2,4}})\b|\b\d{{1,2}}\s+{MONTH}\s+(?:(?:tahun|thn)\s+)?{SAID_RUN}\b",
    re.I,
)
SAID_WORDS = frozenset(SAID[3:-1].split("|"))
STARTS = re.compile(r"(?<![\w.\-])(?<!\d/)\d")
LOOSE = re.compile(
    r"(?:[\s:;,.=()\"'/|\-]|\b(?:di|pada|saya|sy|anak|dia|saat|itu|adalah|dan|tempat|tanggal lahir)\b){0,8}(?P<birth>"
    r"(?:(?!(?:tgl|tanggal|hari|pada|rsud|rs|rsu|rsia|rumah|klinik|puskesmas|bidan|desa|kelurahan|kecamatan)\b)[a-z][\w']{1,20}(?:[ .][a-z][\w']{1,20}){0,2}?(?:\s?[,./]\s?|\s(?:pada\s)?))?"
    r"(?:(?:hari|tgl|tanggal|tgl\.|jumat|jum'at|sabtu|minggu|ahad|senin|selasa|rabu|kamis|pada|pd|malam|legi|pahing|pon|wage|kliwon)[\s.,]{1,2}){0,5}"
    r"(?:\d{1,2}\s(?:bln|bulan)\s(?:\d{1,2}|[a-z]{3,9})\s(?:thn|th|tahun)\s\d{2,4}|"
    rf"(?:[\dol]{{1,2}}\s?(?:[-/.,]|\s)\s?[\dol]{{1,2}}\s?(?:[-/.,]|\s)\s?(?:1[9]|20|2o|l9)?[\dol]{{2}}|[\dol]{{1,2}}\s?(?:bulan|bln|[-/.,])?\s?(?:{MONTH}|[a-z]{{3,9}})\s?[-/.,]?\s?(?:(?:tahun|thn|th)\.?\s?)?['’]?(?:(?:19|20)?[\dol]{{2}})"
    rf"|[0-3]\d[01]\d(?:19|20)?\d\d|(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{SAID_RUN}\s(?:(?:bulan|bln)\s)?(?:{MONTH}|[a-z]{{3,9}})\s(?:(?:tahun|thn|th)\s)?(?:{SAID_RUN}|\d{{2,4}})|\d{{1,2}}\s(?:{MONTH})\s(?:(?:tahun|thn|th)\s)?{SAID_RUN}))"
    r"(?![\w]))"
)
CORRECTED = re.compile(
    r"(?:bukan|tapi|jadi|seharusnya|harusnya|yang benar|yg bener|yg benar|yang betul|diganti|menjadi|bkn|tertulis|salah)\W{1,3}(?:(?:tgl|tanggal|hari \w+)\W{1,2}){0,2}$"
)
PREFIX = re.compile(
    r"(?<![a-z])(?:(?:hari|tgl|tanggal|senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\W{1,2}){1,3}$"
)
BORDERS = re.compile(r"[|;(\t]")
LONE = re.compile(r"[|;(\t]\s?[a-z][\w']+(?: [a-z][\w']+)?\s?[,/ ]\s?$")
CUE = re.compile(r"lahir(?:an|nya|ku)?|\bttl\b|\blhr\b|\bt\.?t\.?l\b\.?|\btgl ?lhr|\bdob\b|\bborn\b|lahirx")
EVENT = re.compile(
    r"\b(?:"
    r"sejak|sampai|hingga|menikah|nikah|meninggal|wafat|terbit|surat|tertanggal|jadwal|rapat|acara|"
    r"kejadian|kemarin|cerai|pindah|berlaku|mulai|per tanggal|pada tanggal|mendaftar|daftar|kirim|"
    r"terima|transfer|tf|bayar|lapor|antre|antri|dibuat|disetujui|pk|sk|nomor|no|sidang|operasi|"
    r"kontrol|jatuh tempo|deadline|undang|peraturan|perda|permen|uu|pp|ambil|periksa|datang|hilang|"
    r"dicatat|diajukan|diterbitkan|dikeluarkan|vaksin|imunisasi|libur|proklamasi|kontrak|menjabat|"
    r"bekerja|kerja"
    r")\b"
)
FILLER = re.compile(
    r"(?:[\s:;,.=()\"'/|\-]|\b(?:di|pada|saya|sy|anak|nya|tgl|tanggal|dan|tempat|dia|saat|itu|adalah|lahir)\b)*"
)
MARKS = frozenset("/.")
FIGURES = frozenset("0123456789")
FAR = 70
HOUSES = frozenset("rsud rs rsu rsia rumah klinik puskesmas bidan desa kelurahan kecamatan".split())
FIRST_LETTER = 24  # letters and events of this system are not older than 2024
YEAR = re.compile(r"(?:19|20)\d\d$|\d\d$")


def find(reading: Reading) -> None:
    text, seen, decided = reading.text, reading.seen, reading.decided
    dated = seen & k.DATED
    if seen & k.BORN:
        for i, kind in enumerate(reading.kinds):
            if kind & k.BORN and (
                birth := LOOSE.match(reading.low, reading.starts[i] + len(reading.words[i]))
            ):
                reading.add(*birth.span("birth"), Type.BIRTH)
    for start, end in reading.figures:
        size = end - start
        if decided[start] or (
            size < 6
            and not dated
            and not (text[end : end + 1] in MARKS and text[end + 1 : end + 2] in FIGURES)
        ):
            continue
        if size > 8 and text[start:end].isdigit():
            continue
        for place in STARTS.finditer(text, start, end) if size > 2 else (None,):
            found = DATE.match(text, place.start() if place else start)
            if found and reading.is_free(*found.span()):
                _decide(reading, *found.span(), found)
    if seen & (k.DATED | k.BORN) and seen & k.DIGIT:
        for i, kind in enumerate(reading.kinds):
            if kind & k.DATED and i:
                _said_date(reading, i)


def _said_date(reading: Reading, i: int) -> None:
    """dua belas mei sembilan belas delapan puluh; i is the month."""
    first = i - (reading.words[i - 1] in ("bulan", "bln"))
    while first and reading.words[first - 1] in SAID_WORDS:
        first -= 1
    floor = reading.starts[first]
    found = SAID_DATE.search(reading.text, max(0, floor - 3), floor + 90)
    if found and reading.is_free(*found.span()):
        _decide(reading, *found.span(), None)


def _decide(reading: Reading, start: int, end: int, found: re.Match[str] | None) -> None:
    weak = found is not None and (found["no_year"] or found["solid"])
    begin = _birth_begin(reading, start)
    if begin is None:
        begin = _after_a_birthplace(reading, start, end)
    if (
        begin is None
        and (place := _place_before(reading, start)) is not None
        and _is_corrected(reading, place)
    ):
        begin = place
    if (
        begin is None
        and not weak
        and BORDERS.search(reading.text, max(0, start - 40), start)
        and (lone := LONE.search(reading.low, max(0, start - 40), start))
    ):
        begin = lone.start() + 1
    if begin is None and not weak and _looks_like_a_birth(reading, start, end):
        begin = _place_before(reading, start)
    if begin is not None:
        prefix = PREFIX.search(reading.low, max(0, begin - 30), begin)
        if prefix and reading.is_free(prefix.start(), begin):
            begin = prefix.start()
        reading.add(begin, end, Type.BIRTH)
    elif not (found and found["solid"]):
        reading.keep(start, end)


def _after_a_birthplace(reading: Reading, start: int, end: int) -> int | None:
    """'Surabaya, 24 Juni 2019' without a word: no letter is dated so long ago."""
    year = YEAR.search(reading.text, start, end)
    begin = _place_before(reading, start)
    if begin == start or year is None or (FIRST_LETTER <= int(year[0]) % 100 <= 29 and len(year[0]) != 4):
        return None
    if (len(year[0]) == 4 and int(year[0]) >= 2000 + FIRST_LETTER) or EVENT.search(
        reading.low, max(0, begin - 30), begin
    ):
        return None
    return begin if reading.low[begin:start].split()[0].strip(",/") in reading.gazetteer.phrases else None


def _is_corrected(reading: Reading, start: int) -> bool:
    """'… bukan 3 Mei 1980 tapi 5 Mei 1980', in a text that speaks of a birth or of a person's data."""
    return CORRECTED.search(reading.low, max(0, start - 40), start) is not None


def _birth_begin(reading: Reading, start: int) -> int | None:
    """Where the birth begins, when a word for it stands before the date; None when none does."""
    if not reading.seen & k.BORN:
        return None
    low, floor = reading.low, max(0, start - FAR)
    cues = [*CUE.finditer(low, floor, start)]
    if not cues:
        return None
    cue = cues[-1]
    between = low[cue.end() : start]
    if EVENT.search(between) or (re.search(r"[.!?]\s+[a-z]*$|\n.*\n", between) and len(between) > 30):
        return None
    filler = FILLER.match(low, cue.end(), start)
    begin = filler.end() if filler else cue.end()
    words = low[begin:start].split()
    if HOUSES & set(words):
        return start
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
    found = re.search(
        r"[A-Z][\w'\-]+(?: [A-Z][\w'\-]+)?(?:, ?| / ?| )(?:(?:tgl|tanggal)\.? )?$",
        reading.text[max(0, start - 45) : start],
    )
    if found is None:
        return start
    known = found[0].split()[0].strip(",").lower() in reading.gazetteer.phrases
    begin = max(0, start - 45) + found.start()
    return begin if (known or found[0].rstrip()[-1] in ",l.") and reading.is_free(begin, start) else start
