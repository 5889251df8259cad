"""allauth, held to our rules: no sign-up, sealed factors, officers shown by their designation."""

from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from balai.base import clock
from balai.base.sealing import seal, unseal
from balai.people.actions import choose_password, note_sign_in, note_sign_out
from balai.people.clients import address_of, remember_device
from balai.people.models import Person


def display(user: Person) -> str:
    return user.display_name


class OfficersOnly(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Akun ini tidak aktif. Hubungi kepala kantor Anda.",
        "enter_current_password": "Kata sandi sekarang belum benar.",
        "incorrect_password": "Kata sandi belum benar.",
        "incorrect_code": "Kode belum benar. Tunggu kode berikutnya di HP Anda, lalu coba lagi.",
        "username_password_mismatch": "Nama pengguna atau kata sandi belum benar. Periksa huruf besar kecil.",
        "too_many_login_attempts": "Terlalu sering dicoba. Tunggu beberapa menit, lalu coba lagi.",
        "rate_limited": "Terlalu sering dicoba. Tunggu beberapa menit, lalu coba lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """A path of this very site and nothing else."""
        return bool(url and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None))

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        note_sign_in(person=user, now=clock.now())
        remember_device(request, response, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Person):
            note_sign_out(person=request.user, why="asked", now=clock.now())
        super().logout(request)

    def set_password(self, user: Person, password: str) -> None:
        changed = choose_password(person=user, password=password, now=clock.now())
        user.password = changed.password  # the session keeps to the new hash


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Kode belum benar. Tunggu kode berikutnya di HP Anda, lalu coba lagi.",
        "cannot_delete_authenticator": "Kode pengaman tidak dapat dimatikan.",
        "cannot_generate_recovery_codes": "Pasang kode pengaman dulu.",
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        picture = BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
        return picture.getvalue().decode()
