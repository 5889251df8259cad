"""What everybody here would try first is no password: words of the house and figures after them."""

import re

from django.core.exceptions import ValidationError

from balai.people.models import Person

WORDS = (
    "admin", "antrean", "antrian", "balai", "bahagia", "bupati", "camat", "cikarang", "desa", "indonesia",
    "kabupaten", "kantor", "kecamatan", "kelurahan", "kepala", "koordinator", "layanan", "loket", "lurah",
    "merdeka", "minggu", "password", "pelayanan", "penyusun", "petugas", "program", "publik", "qwerty",
    "asdfgh", "zxcvbn", "rahasia", "sandi", "selamat", "senyum", "ceria", "sayang", "welcome", "iloveyou",
    "abcdef",
)  # fmt: skip
OF_ONES_OWN = 6  # letters that must be left beside them
SHORTEST = 4


class WordsOfTheHouse:
    """'kecamatan2026', 'petugas-loket-1', the name of one's own office: six other letters, or no."""

    def validate(self, password: str, user: object = None) -> None:
        rest = typed = password.lower()
        for word in sorted(words_for(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != typed and len(re.sub(r"[\W\d_]", "", rest)) < OF_ONES_OWN:
            raise ValidationError(self.get_help_text(), code="password_words_of_the_house")

    def get_help_text(self) -> str:
        return "Kata sandi ini mudah ditebak: hampir hanya kata yang dipakai di kantor. Tambahkan kata lain."


def words_for(user: object) -> set[str]:
    """The list, and the names of the offices where this person works."""
    names = ""
    if isinstance(user, Person) and user.pk:
        names = " ".join(user.assignments.values_list("office__name", flat=True)).lower()
    return {*WORDS, *(word for word in re.findall(r"\w+", names) if len(word) >= SHORTEST)}
