"""What the rules for names share: kinds taken together, rows of words, and the capital."""

import re

from balai.base.masking import kinds as k
from balai.base.masking.reading import Reading

JOINS = frozenset((" ", "  ", ". ", ".", "-", "_", " - ", "’", "'", " (", ' "', "\t"))
INSIDE = frozenset((" ", "  ", "-", "_", "-"))
PARTICLES = frozenset("bin binti bt br boru al el abd de da dos van der la wa ibn".split())
SHORT = frozenset("m st a i ni h abd moh muh mhd r s t d n dr hj kh".split())
DEGREES = re.compile(
    r"(?:,?\s?(?:S\.\s?[A-Z][A-Za-z]{0,4}|M\.\s?[A-Z][A-Za-z]{0,3}|A\.\s?Md(?:\.?\s?[A-Z][a-z]{1,4})?|Sp\.?\s?[A-Z]{1,3}|Ph\.?D|Lc|SE|SH|ST|MM|MH|MT|SPd|SSos|SIP)"
    r"\b(?:\.[A-Z][a-z]{0,4})?\.?){1,4}|(?:, ?[sm]\.[a-z]{1,4}\.?){1,3}"
)
PLACED = frozenset(
    "di ke dari kota asal se daerah wilayah kab kec kel desa sekitar arah tujuan pulau suku bahasa orang".split()
)
AGENCIES = frozenset("dinas kementerian badan kantor balai lembaga komisi".split())
BALI = frozenset("wayan made nyoman ketut putu gede kadek komang gusti luh ketua mina desak".split())
ENDS = re.compile(r"[.!?;\n\"“•]|\d[.)]")
NAMED = frozenset(
    "nm jenenge asmane ngaran panggilan nama namanya bernama an si pelapor pemohon pengirim penerima".split()
)
LIMIT = 6
HEADS = k.HEAD | k.STREET
LOOK = k.LOOK
MORE_THAN_UNKNOWN = k.LOOK & ~k.UNKNOWN
MORE_THAN_AN_ANNOUNCER = k.LOOK & ~(k.HONOUR | k.CUE | k.KIN | k.TITLE)
DEGREE_BEGINS = frozenset("SMALPsm")
ANNOUNCES = k.HONOUR | k.CUE | k.KIN | k.TITLE
DUTIES = k.HONOUR | k.OFFICER
LISTED = k.NAME | k.BOTH
CALLS = k.HONOUR | k.CUE
TELLS = k.CUE | k.KIN
SURE = k.NAME | k.LIKE
PLACES = k.HEAD | k.PLACE
TITLES = k.TITLE | k.HONOUR
NO_NAMES = k.CUE | k.KIN | k.ASIDE
NO_PERSONS = k.STREET | k.DATED
OPEN = k.BOTH | k.UNKNOWN
STOPS = k.HONOUR | k.STREET | k.CUE | k.OFFICER
BREAKS = k.HONOUR | k.CUE | k.KIN | k.HEAD | k.STREET | k.PLACE


def has_capital(reading: Reading, i: int) -> bool:
    raw = reading.raw[i]
    return raw[0].isupper() and (len(raw) == 1 or not raw.isupper())
