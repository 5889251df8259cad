"""Long numbers: NIK, KK, telephones and accounts, told apart by length, first digits and the word before them."""

import re

from balai.base.masking import kinds as k
from balai.base.masking.labels import label_of
from balai.base.masking.reading import Reading
from balai.base.masking.spans import Type

SAID_ONE = r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan)"
MIXED = re.compile(
    rf"(?:\+|\()?(?:{SAID_ONE}\b|\d[\dOolI]*|\b[oO](?=8))(?:[\s.,\-–()]{{1,3}}(?:{SAID_ONE}\b|(?:dobel|double)\s{SAID_ONE}\b|[\dOo][\dOolI]*(?![\w@]))|[\dOolI])*",
    re.I,
)
LAST_DIGIT = re.compile(rf"{SAID_ONE}$")
SUM_BEGINS = frozenset("rjm,")
SUM_AFTER = re.compile(r"\s{0,2}(?:ribu|rb|juta|jt|ratus|miliar|milyar)\b|,\d{1,3}\s?(?:juta|jt|ribu|rb)")
LAST_GROUP = re.compile(r"[\s\-]+\d{1,3}$")
BARE = str.maketrans("oOlLIi", "001111", " .,-–_()/+\n\t")
LAST_SAID = re.compile(
    r"(?:melapor ke|lapor ke|hotline|call ?center|kontak center|layanan \w+|pengaduan ke|halo \w+)\W*$"
)
MONEY_AFTER = re.compile(
    r"(?:,\d{1,3})?\s{0,2}(?:ratus|ribu|rb|juta|jt|puluh|belas|miliar|milyar|rupiah|persen|%|hari|bulan|tahun|minggu|orang|kali|jam|kg|meter|km|,-)"
)
SAID = re.compile(rf"{SAID_ONE}|\d|[oOlI|]", re.I)
VALUE = k.SPOKEN_DIGITS | {"o": "0", "l": "1", "i": "1", "|": "1"}
BANK_AFTER = re.compile(
    r"\s?[,(\-/]?\s?(?:\(?an\b|a\.?/?n\b|atas nama|bank|bri|bca|bni|mandiri|btn|bsi|bjb|di bank|rek)"
)
WALLET_AFTER = re.compile(r"\s?[,(\-/]?\s?(?:dana|ovo|gopay|shopeepay|linkaja)\b")
PUBLIC = re.compile(
    r"kantor|call ?center|hotline|puskesmas|rsud|\brs\b|dinas|polsek|polres|posko|pemadam|damkar|layanan|kecamatan|kelurahan|\bpln\b|pdam|dukcapil|bpjs|ambulans|halo|samsat|bpbd|bank|instansi|resmi|mpp|lapor|pengaduan|informasi"
)
OWN = re.compile(r"saya|\bsy\b|suami|istri|rumah|ayah|ibu|anak|adik|kakak|toko|pribadi|bapak|tetangga")
PHONE = re.compile(r"(?:0|62)?8[1-9]\d{6,11}$")
LANDLINE = re.compile(r"(?:0|62)(?:21|22|24|31|61|[2-7,9]\d\d)\d{5,8}$")
DATE_LIKE = re.compile(r"\b[0-3]?\d[-.][01]?\d[-.](?:19|20)\d\d\b")
NIK_DAY = re.compile(r"\d{6}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])")


def cards(reading: Reading) -> None:
    """Runs as long as a NIK, and mobile numbers, come first: what is within them is no date."""
    for start, end in reading.figures:
        if end - start < 10:
            continue
        said = reading.text[start:end]
        mobile = said[0] == "0" and said[1] == "8" and said[2:4].isdigit()
        if mobile or end - start >= 15:
            size = len(digits(said))
            if (size == 16 or (mobile and size < 15)) and not DATE_LIKE.search(said):
                _run(reading, start, said)


def find(reading: Reading) -> None:
    if reading.seen & k.DIGIT:
        _spoken(reading)
    _text, decided = reading.text, reading.decided
    for start, end in reading.figures:
        if end - start >= 6 and decided.find(0, start, end) >= 0:
            begin = start
            while begin and reading.text[begin - 1] in "oO" and start - begin < 2:
                begin -= 1
            if (
                begin
                and reading.text[begin] in "oO"
                and (reading.text[begin - 1].isalnum() or len(digits(reading.text[start:end])) < 8)
            ):
                begin = start
            _run(reading, begin, reading.text[begin:end])


def _spoken(reading: Reading) -> None:
    """Numbers that are said: two digits as words side by side, or one beside figures."""
    done = at = 0
    figures = reading.figures
    for i, kind in enumerate(reading.kinds):
        if not kind & k.DIGIT or reading.starts[i] < done:
            continue
        begin = reading.starts[i]
        if reading.words[i] not in k.SPOKEN_DIGITS and (last := LAST_DIGIT.search(reading.words[i])):
            begin += last.start()
        while at < len(figures) and figures[at][1] <= begin:
            at += 1
        if at and begin - figures[at - 1][1] <= 3 and figures[at - 1][0] >= done:
            begin = figures[at - 1][0]
        found = MIXED.match(reading.text, begin)
        if found and found.end() <= reading.starts[i]:
            begin = reading.starts[i]
            found = MIXED.match(reading.text, begin)
        if found:
            done = found.end()
            if done - begin >= 6:
                _run(reading, begin, found[0])


def _run(reading: Reading, start: int, said: str) -> None:
    """One run of digits; where two long numbers stand side by side, each on its own."""
    if reading.decided[start]:
        first = reading.decided.find(0, start, start + len(said))
        if first < 0:
            return
        start, said = first, said[first - start :]
    if reading.low[start + len(said) : start + len(said) + 3].strip()[:1] in SUM_BEGINS and SUM_AFTER.match(
        reading.low, start + len(said)
    ):
        said = LAST_GROUP.sub("", said)
    said = said.rstrip(" .,-–_()/\n\t")
    at = start
    for piece in _pieces(said):
        begin = reading.text.index(piece, at)
        at = begin + len(piece)
        _number(reading, begin, at, piece)


def _pieces(said: str) -> list[str]:
    if len(said) < 18 or len(digits(said)) <= 17:
        return [said]
    parts = re.split(r"[\s,/]+", said)
    if sum(len(part) >= 9 for part in parts) < 1:
        return [said]
    pieces: list[str] = []
    at, begin, end = 0, 0, 0
    count = 0
    for part in parts:
        place = said.index(part, at)
        size = len(digits(part))
        if count and (count + size > 17 or size >= 9 or count >= 16):
            pieces.append(said[begin:end])
            begin, count = place, 0
        elif not count:
            begin = place
        end = at = place + len(part)
        count += size
    return [*pieces, said[begin:end]]


def digits(said: str) -> str:
    if said.isdigit():
        return said
    plain = said.translate(BARE)
    if plain.isdigit():
        return plain
    return "".join(VALUE.get(part.lower(), part) for part in SAID.findall(said))


def _number(reading: Reading, start: int, end: int, said: str) -> None:
    number = digits(said)
    if len(number) < 4 or not reading.is_free(start, end):
        return
    type = _type(reading, start, end, number)
    while start and reading.text[start - 1] in "+(" and not reading.decided[start - 1]:
        start -= 1
    if type is not None:
        reading.add(start, end, type)


def _type(reading: Reading, start: int, end: int, number: str) -> Type | None:
    low = reading.low
    label, gap = label_of(reading, start)
    size = len(number)
    near = label and gap <= 28
    if (
        label == "kept"
        and gap <= (2 if PHONE.match(number) else 16)
        and not (size == 16 and NIK_DAY.match(number))
    ):
        return None
    if size < 9 and (MONEY_AFTER.match(low, end) or not near):
        return None
    if 15 <= size <= 17 and (size == 16 or label in ("nik", "kk")):
        return _card(label if near else "", number)
    if label == "nik" and near and size >= 7:
        return Type.NIK if size > 13 or not PHONE.match(number) else Type.PHONE
    if label == "kk" and near and size >= 7:
        return Type.KK if size > 13 or not PHONE.match(number) else Type.PHONE
    if (label == "wallet" and gap <= 24) or WALLET_AFTER.match(low, end):
        return Type.ACCOUNT if size >= 7 else None
    if label == "account" and gap <= 24 and size >= 6:
        return Type.ACCOUNT
    if LAST_SAID.search(low, max(0, start - 30), start):
        return None
    if PHONE.match(number) and size >= 9:
        return Type.ACCOUNT if BANK_AFTER.match(low, end) and number[0] != "0" else Type.PHONE
    if BANK_AFTER.match(low, end) and size >= 8:
        return Type.ACCOUNT
    if LANDLINE.match(number):
        around = low[max(0, start - 40) : start]
        return None if PUBLIC.search(around) and not OWN.search(around) else Type.PHONE
    if label == "phone" and near and size >= 8 and number[:4] not in ("1500", "0800"):
        return Type.PHONE
    return Type.ACCOUNT if 10 <= size <= 19 and number[:4] not in ("0800", "1500") else None


def _card(label: str, number: str) -> Type:
    if label == "account" or label == "wallet":
        return Type.ACCOUNT
    return Type.KK if label == "kk" else Type.NIK
