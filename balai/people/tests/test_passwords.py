"""Words of the house make no password."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests import make

GUESSED = ["kecamatan2026", "Petugas-Loket-1", "qwerty123456", "balai balai balai", "PasswordSandi!"]


@pytest.mark.parametrize("password", GUESSED)
def test_words_of_the_house_alone_are_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="mudah ditebak"):
        validate_password(password)


@pytest.mark.django_db
def test_the_own_offices_name_is_refused() -> None:
    person = make.officer(office=make.office(name="Kecamatan Sukamakmur"))
    with pytest.raises(ValidationError, match="mudah ditebak"):
        validate_password("Sukamakmur-2026", person)
    validate_password("Sukamakmur-2026")


@pytest.mark.parametrize(
    "password", ["kuda biru petugas langit", "7493!20#84-11-x", "x" * 3 + "Rumah kayu di tepi"]
)
def test_other_words_beside_them_are_enough(password: str) -> None:
    validate_password(password)


def test_sixty_four_signs_and_any_alphabet_are_welcome() -> None:
    validate_password("Émbun pagi di atas sawah ꦲꦤꦕꦫꦏ 🌾 dan burung pipit yang terbang jauh")
    assert "max_length" not in str(settings.AUTH_PASSWORD_VALIDATORS)
