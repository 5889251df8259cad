"""Mail addresses and names in social networks, written or said."""

import re

from balai.base.masking import kinds as k
from balai.base.masking.reading import Reading
from balai.base.masking.spans import Type

LOCAL = re.compile(r"[\w.+\-]{1,64}")
HOST = re.compile(r"\s?[\w\-]{2,40}(?:\s?[.,](?=\s?[a-z]{2,})\s?[\w\-]{2,30}){0,4}", re.I)
NEAR_HOST = re.compile(
    r" [\w\-]+(?:\s?[.,]\s?(?:com|co|id|net|org|test|example|ac|go|sch)\b|mail\b|hoo\b)", re.I
)
NEAT_HOST = re.compile(r"[\w\-]{2,40}(?:[.,][\w\-]{2,30}){0,4}")
SITE = r"(?:instagram|facebook|fb|tiktok|twitter|youtube|threads|linkedin|x|t|line|telegram|shopee|tokopedia|m\.facebook)"
LINK = re.compile(
    rf"(?:https?://)?(?:www\.|vt\.|m\.|id\.)?{SITE}\s?(?:\.|\(dot\)|\[dot\]| dot )\s?(?:com?|me|net|id|co\.id)/(?:[\w@.\-~/?=&%]{{1,80}})|(?:https?://)?u\.ly/\S{{1,40}}",
    re.I,
)
LINK_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzHTPSWM:/.")
AT_NAME = re.compile(r"@ ?[\w.]{2,40}(?:-[\w.]{1,20})?")
SAID_MAIL = re.compile(
    r"[\w.+\-]{2,40}(?:\s(?:titik|dot|garis bawah|underscore|strip)\s[\w.\-]{1,40}|\s\d{2,8}(?=\s(?:at|et|titik)\s)){0,5}\s?"
    r"(?:[(\[{]\s?(?:at|et|a)\s?[)\]}]|\s(?:at|et|ad|add)\s)\s?[\w\-]{2,30}(?:\s?(?:\.|,|\stitik|\sdot|[(\[](?:titik|dot)[)\]])\s?(?!(?:saya|dan|atau)\b)[a-z]{2,12}){0,3}",
    re.I,
)
ACCOUNT_OF = re.compile(
    r"(?:\b(?:ig|insta|instagram|fb|facebook|fesbuk|tiktok|tele|telegram|twitter|line|youtube|threads|x|username|akun|messenger|pengguna|dm)(?:nya|ku|x)?)"
    r"(?:[\s:=(\-\"“]+(?:id|nya|saya|sy|dia|jg|juga|namanya|nama|akun|akunnya|atas|bernama|kami|ku|adalah|ini|toko|anak|pelaku|sy:)(?=[\s:=]))"
    r"{0,4}[\s:=\"“(]{1,4}",
    re.I,
)
TOKEN = re.compile(r"(?=[\w.]*[\d_.])(?!\d+\b)[a-z][\w.\-]{3,40}", re.I)
CALLED = re.compile(r"[A-Z][\w']+(?: [A-Z][\w']+){0,4}")
CALLED_SMALL = re.compile(
    r"(?:si|mama|papa|papanya|mamanya|bunda|bundanya|ayah|mami|papi|anak|arek|cewek|cowok|dapur|toko|warung)(?: [a-z]{3,}){1,2}"
)
CALLED_FIRST = re.compile(
    r"(?:nama|akun)\b.{0,12}\b(?:fb|facebook|telegram|tele|tiktok)|(?:fb|facebook|telegram|tele|messenger)",
    re.I,
)
ROLE = frozenset(
    "pengaduan aduan lapor info informasi admin humas layanan pelayanan kontak contact cs helpdesk sekretariat desa kec kel dinas ppid halo "
    "hotline customer support puskesmas rsud bpjs pln pdam kpu bawaslu ombudsman kantor bapenda dpmptsp mpp bpbd kpk ojk bkn resmi".split()
)
ROLE_BEGINS = (
    "disduk", "dukcapil", "dispenduk", "pemkot", "pemkab", "pemprov", "pemda", "polres", "polsek", "polda", "kominfo", "kemen", "satpol",
    "kecamatan", "kelurahan",
)  # fmt: skip
PROVIDERS = frozenset("gmail yahoo hotmail outlook ymail icloud rocketmail".split())
LETTERS = re.compile(r"[a-z]+")


def is_of_an_office(said: str) -> bool:
    return any(part in ROLE or part.startswith(ROLE_BEGINS) for part in LETTERS.findall(said.lower()))


def find(reading: Reading) -> None:
    text = reading.text
    social = reading.seen & k.SOCIAL
    if social and "/" in text:
        for i, kind in enumerate(reading.kinds):
            if kind & k.SOCIAL:
                _link(reading, i)
    if "@" in text:
        _around_ats(reading)
    if reading.seen & k.SPOKEN_AT:
        for i, kind in enumerate(reading.kinds):
            if kind & k.SPOKEN_AT and not _without_at(reading, i):
                _said_mail(reading, i)
    if social:
        for i, kind in enumerate(reading.kinds):
            if kind & k.SOCIAL:
                _account(reading, reading.starts[i])


def _link(reading: Reading, i: int) -> None:
    text, start = reading.text, reading.starts[i]
    begin = start
    while begin and start - begin < 20 and text[begin - 1] in LINK_LETTERS:
        begin -= 1
    if found := LINK.match(text, begin):
        _unless_office(reading, begin, found.end() - (found[0][-1] in ".,?)"), Type.HANDLE)


def _without_at(reading: Reading, i: int) -> bool:
    """budi.77.gmail.com: the @ is gone."""
    text, start = reading.text, reading.starts[i]
    if reading.words[i] not in PROVIDERS or text[start - 1 : start] != ".":
        return reading.words[i] in PROVIDERS
    back, host = LOCAL.match(text[max(0, start - 65) : start][::-1]), NEAT_HOST.match(text, start)
    return bool(back and host and back.end() > 3 and reading.add(start - back.end(), host.end(), Type.EMAIL))


def _said_mail(reading: Reading, i: int) -> None:
    """budi titik santoso at gmail titik com; i is the 'at'."""
    for first in range(max(0, i - 7), i):
        found = SAID_MAIL.match(reading.text, reading.starts[first])
        if found and found.end() > reading.starts[i] and reading.add(*found.span(), Type.EMAIL):
            return


def _around_ats(reading: Reading) -> None:
    text, at = reading.text, -1
    while (at := text.find("@", at + 1)) >= 0:
        if reading.decided[at]:
            continue
        space = int(text[at - 1 : at] == " " and text[at + 1 : at + 2] == " ")
        back = LOCAL.match(text[max(0, at - space - 64) : at - space][::-1]) if at else None
        if back:
            _mail(reading, at - space - back.end(), at)
        elif found := AT_NAME.match(text, at):
            end = at + len(found[0].rstrip("."))
            _unless_office(reading, at, end, Type.HANDLE)


def _mail(reading: Reading, start: int, at: int) -> None:
    text = reading.text
    start += len(text[start:at]) - len(text[start:at].lstrip(".-+"))
    if start >= at or (
        text[at - 1] == " " and text[at + 1 : at + 2] == " " and not NEAR_HOST.match(text, at + 1)
    ):
        if found := AT_NAME.match(text, at):
            reading.add(at, at + len(found[0].rstrip(".")), Type.HANDLE)
        return
    host = HOST.match(text, at + 1) if text[at + 1 : at + 2] == " " else NEAT_HOST.match(text, at + 1)
    if not host:
        return
    end = host.end()
    local = text[start:at]
    domain = text[at:end].lower()
    office = is_of_an_office(local.split(".")[0].split("+")[0]) and not re.search(r"\d{3}", local)
    if office or (".go.id" in domain and is_of_an_office(local)):
        reading.keep(start, end)
    else:
        reading.add(start, end, Type.EMAIL)


def _unless_office(reading: Reading, start: int, end: int, type: Type) -> None:
    if is_of_an_office(reading.text[start:end]):
        reading.keep(start, end)
    else:
        reading.add(start, end, type)


def _account(reading: Reading, start: int) -> None:
    text = reading.text
    found = ACCOUNT_OF.match(text, start)
    if found is None:
        return
    if token := TOKEN.match(text, found.end()):
        if "@" not in text[found.end() : token.end() + 1]:
            end = found.end() + len(token[0].rstrip(".-"))
            _unless_office(reading, found.end(), end, Type.HANDLE)
    elif CALLED_FIRST.match(found[0]) or CALLED_FIRST.search(text, max(0, start - 10), start + 10):
        called = CALLED.match(text, found.end()) or CALLED_SMALL.match(text, found.end())
        if called:
            _unless_office(reading, *called.span(), Type.HANDLE)
