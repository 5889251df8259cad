"""What a listener is warned of, and of what not."""

import pytest

from balai.voices.rules import risk
from balai.voices.rules.risk import Help, Sign


def found(text: str) -> set[str]:
    return {one.sign for one in risk.signs(text)}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Suami saya sering memukuli saya kalau pulang malam", Sign.VIOLENCE),
        ("sa di pukul terus dari dulu, KDRT sudah", Sign.VIOLENCE),
        ("Saya diperkosa tetangga", Sign.VIOLENCE),
        ("tetangga menganiaya istrinya", Sign.VIOLENCE),
        ("anak itu tiap malam ditampar bapaknya", Sign.CHILD),
        ("murid di sekolah itu dilecehkan gurunya", Sign.CHILD),
        ("anak saya umur 14 dipaksa nikah", Sign.CHILD),
        ("rasanya mau mati saja, capek", Sign.SELF_HARM),
        ("Saya sudah tidak ingin hidup lagi", Sign.SELF_HARM),
        ("kepikiran bunuh diri", Sign.SELF_HARM),
        ("ibu saya sesak napas dari pagi", Sign.MEDICAL),
        ("kakak pingsan di antrean", Sign.MEDICAL),
        ("saya diancam akan dipecat karena melapor", Sign.REPRISAL),
        ("takut nanti dibalas kepala dinas", Sign.REPRISAL),
    ],
)
def test_the_listener_is_shown_the_sign(text: str, sign: str) -> None:
    assert sign in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mati lampu sejak pukul 19.00, tiang dekat pasar",
        "Loket buka pukul delapan tetapi petugas belum ada",
        "Lampu jalan mati semua di RT 05",
        "Fogging untuk bunuh nyamuk belum ada",
        "Anak saya belum punya akta lahir",
        "Anak-anak main di got yang tidak ditutup",
        "KTP hilang di terminal, sudah lapor polisi",
        "Iuran dipukul rata untuk semua warga",
        "Sudah kerja keras tapi bantuan tidak sampai",
    ],
)
def test_daily_words_are_no_sign(text: str) -> None:
    assert found(text) == set()


def test_why_is_shown_with_the_sign() -> None:
    (one,) = [f for f in risk.signs("Ingin mati, ingin mati") if f.sign == Sign.SELF_HARM]
    assert one.words == ("ingin mati",)


def test_each_number_is_named_once_and_every_sign_has_one() -> None:
    numbers = risk.help_for(risk.signs("anak itu dipukuli dan pingsan, tidak sadarkan diri"))
    assert len(numbers) == len(set(numbers))
    assert {Help.SAPA_129, Help.MEDICAL_119} <= set(numbers)
    assert set(risk.HELP) == set(Sign.values)
