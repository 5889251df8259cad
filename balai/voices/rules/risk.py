"""Signs of risk in what is told. They show the officer the right help and narrow who may see it, at once;
they never send anything, and a person always decides (BES-4).

A sign is a hint to a listener, so it errs to the side of showing. Words are matched whole, in daily spelling.
"""

import re
from dataclasses import dataclass

from django.db.models import TextChoices


class Sign(TextChoices):
    VIOLENCE = "kekerasan", "kekerasan"
    CHILD = "anak", "anak dalam bahaya"
    SELF_HARM = "menyakiti_diri", "ingin menyakiti diri"
    MEDICAL = "gawat_darurat", "gawat darurat kesehatan"
    REPRISAL = "pembalasan", "ancaman karena melapor"


class Help(TextChoices):
    """Numbers of the state, of which an office says whether they work there."""

    MEDICAL_119 = "119", "119 (gawat darurat kesehatan)"
    POLICE_110 = "110", "110 (polisi)"
    SAPA_129 = "129", "SAPA 129 (kekerasan pada perempuan dan anak)"
    MIND_119_8 = "119-8", "119 tekan 8 (kesehatan jiwa)"
    EMERGENCY_112 = "112", "112 (darurat)"


# The order is the order in which they are shown to the officer.
HELP: dict[str, tuple[str, ...]] = {
    Sign.VIOLENCE: (Help.SAPA_129, Help.POLICE_110, Help.EMERGENCY_112),
    Sign.CHILD: (Help.SAPA_129, Help.POLICE_110),
    Sign.SELF_HARM: (Help.MIND_119_8, Help.MEDICAL_119),
    Sign.MEDICAL: (Help.MEDICAL_119, Help.EMERGENCY_112),
    Sign.REPRISAL: (Help.POLICE_110,),
}

ACTS = r"(?:pukul\w*|hajar|tampar|tendang|aniaya|siksa|cekik|bacok|tusuk|perkosa|cabuli|leceh\w*|kdrt)"
CHILD = r"(?:anak|bayi|balita|bocah|murid|siswi?|keponakan|cucu)"
REPORTED = r"(?:\w+\s+){0,2}(?:lapor\w*|melapor\w*|mengadu\w*)"
WORDS: dict[str, tuple[str, ...]] = {
    Sign.VIOLENCE: (
        rf"kdrt|kekerasan|(?:di|men?g?|mem)?{ACTS}(?:i|kan|in)?|dianiaya|menganiaya|memukuli?",
        r"diperkosa|pemerkosaan|perkosaan|pelecehan|dilecehkan|melecehkan",
        r"diancam\s+(?:mau\s+)?(?:dibunuh|bunuh)",
    ),
    Sign.CHILD: (
        rf"{CHILD}\w*(?:\s+\w+){{0,4}}\s+(?:di|mem|men|meng)?{ACTS}\w*|pencabulan|dicabuli|cabul",
        r"eksploitasi\s+anak|anak\w*\s+(?:hilang|ditelantarkan|dibuang|dijual|disekap)",
        r"perkawinan\s+anak|dipaksa\s+(?:kawin|nikah)",
    ),
    Sign.SELF_HARM: (
        r"bunuh\s+diri|(?:meng)?akhiri\s+hidup\w*|(?:ingin|pengen)\s+mati|mau\s+mati\s+saja",
        r"lebih\s+baik\s+(?:saya\s+|aku\s+)?mati|menyakiti\s+diri|menyayat\s+(?:tangan|diri)",
        r"(?:tidak|tak|gak|nggak)\s+(?:mau|ingin)\s+hidup\s+lagi|putus\s+asa\s+hidup",
    ),
    Sign.MEDICAL: (
        r"sesak\s+na[fp]as|tidak\s+sadar(?:kan)?|pingsan|kejang\w*|stroke|serangan\s+jantung",
        r"pendarahan|perdarahan|muntah\s+darah|keracunan|sekarat|mau\s+melahirkan|ketuban\s+pecah",
    ),
    Sign.REPRISAL: (
        rf"diancam\s+(?:\w+\s+){{0,3}}(?:karena|kalau|bila|jika|setelah)\s+{REPORTED}",
        r"(?:takut|khawatir)\s+(?:\w+\s+){0,3}(?:dipecat|dibalas|diintimidasi|dimutasi)",
        rf"diintimidasi|pembalasan|dipersulit\s+(?:karena|setelah)\s+{REPORTED}",
    ),
}
# Sayings and other matters that hold such words.
HARMLESS = re.compile(
    r"\b(?:mati\s+lampu|lampu\w*\s+mati|pukul\s+(?:\d+|se\w+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|nol)\w*"
    r"|(?:di)?pukul\s+rata|bunuh\s+(?:nyamuk|tikus|hama)|tusuk\s+(?:gigi|sate|konde|jarum)|pasar\s+pagi)\b",
    re.IGNORECASE,
)
SIGNS = {sign: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for sign, words in WORDS.items()}


@dataclass(frozen=True)
class Found:
    """A sign, and the words that showed it: the officer sees why."""

    sign: str
    words: tuple[str, ...]


def signs(text: str) -> list[Found]:
    plain = HARMLESS.sub(lambda met: " " * len(met.group()), text)
    return [
        Found(sign, tuple(dict.fromkeys(met.group().lower() for met in pattern.finditer(plain))))
        for sign, pattern in SIGNS.items()
        if pattern.search(plain)
    ]


def help_for(found: list[Found]) -> list[str]:
    """The numbers for these signs, each once, the most urgent sign's first."""
    return list(dict.fromkeys(number for one in found for number in HELP[one.sign]))
