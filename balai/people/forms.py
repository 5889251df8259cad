"""What officers fill in: signing in, codes, passwords, roles."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet

from balai.base import clock, zones
from balai.base.forms import ActionForm
from balai.people import limits
from balai.people.actions import take_code_once
from balai.people.models import Person
from balai.people.rules import Role
from balai.places.models import Office

NEW_WORDS_HINT = "Paling sedikit 12 huruf. Tiga atau empat kata yang hanya Anda tahu lebih mudah diingat."
CODE_HINT = "Enam angka dari aplikasi di HP Anda. Kode berganti setiap 30 detik."
CODE_LOOK = {
    "inputmode": "numeric",
    "autocomplete": "one-time-code",
    "class": "code-input",
    "placeholder": "",
    "autofocus": True,
}


def plain(field: forms.Field, label: str, hint: str = "", **attrs: object) -> None:
    """A library's field with our words."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class SignInForm(LoginForm):  # type: ignore[misc]
    """The address is not the whole client: see limits.py."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["login"], "Nama pengguna", autocapitalize="none", spellcheck="false")
        plain(self.fields["password"], "Kata sandi", "Pertama kali masuk? Ketik kode awal di sini.")


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["password"], "Kata sandi")

    def clean_password(self) -> str:
        try:
            return cast(str, super().clean_password())
        except forms.ValidationError:
            refusal = getattr(context.request, "sign_in_refused", None)
            if refusal:
                raise too_often(refusal) from None
            raise


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["oldpassword"], "Kata sandi sekarang")
        plain(self.fields["password1"], "Kata sandi baru", NEW_WORDS_HINT)
        plain(self.fields["password2"], "Ketik sekali lagi")


def when(refusal: limits.Refusal) -> str:
    """'12 menit lagi, pukul 09.45 WIB'."""
    minutes = max(1, round((refusal.until - clock.real_now()).total_seconds() / 60))
    return f"{minutes} menit lagi, pukul {zones.hour(refusal.until, settings.TIME_ZONE)}"


def too_often(refusal: limits.Refusal) -> forms.ValidationError:
    return forms.ValidationError(f"Terlalu sering dicoba. Coba lagi {when(refusal)}.")


def take_code(user: Person, code: str) -> str:
    if not take_code_once(person=user, code=code, now=clock.real_now()):
        raise forms.ValidationError("Kode ini sudah dipakai. Tunggu kode berikutnya.")
    return code


class CodeMixin:
    """Counted before it is looked at; a code of the telephone works once."""

    user: Person
    fields: dict[str, forms.Field]
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["code"], "Kode", CODE_HINT, **CODE_LOOK)

    def clean_code(self) -> str:
        refusal = limits.count_code_try(self.user.pk)
        if refusal:
            raise too_often(refusal)
        code = super().clean_code()  # type: ignore[misc]
        used = getattr(self, "authenticator", None)
        if used is None or used.type == Authenticator.Type.TOTP:
            take_code(self.user, code)
        return cast(str, code)


class CodeForm(CodeMixin, AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(CodeMixin, ReauthenticateByCodeForm):  # type: ignore[misc]
    pass


class SetUpCodeForm(CodeMixin, ActivateTOTPForm):  # type: ignore[misc]
    pass


class FirstPasswordForm(ActionForm):
    """After the start code: a password of one's own."""

    password = forms.CharField(
        label="Kata sandi baru",
        help_text=NEW_WORDS_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Ketik sekali lagi",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "Belum sama dengan yang pertama.")
        return given

    def action_fields(self) -> dict[str, object]:
        return {"password": self.cleaned_data["password"]}


class OfficeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the offices that this person arranges; a single one is chosen already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Office.objects.none(), label="Kantor", empty_label="Pilih kantor", **kwargs)

    def offer(self, offices: QuerySet[Office]) -> None:
        self.queryset = offices.order_by("name")
        first_two = list(self.queryset[:2])
        if len(first_two) == 1:
            self.initial = first_two[0].pk


class AssignForm(ActionForm):
    """A role at one of one's own offices, from today, perhaps until a day."""

    role = forms.ChoiceField(label="Tugas", choices=Role.choices)
    office = OfficeChoice()
    ends_on = forms.DateField(
        label="Sampai hari",
        required=False,
        help_text="Kosongkan bila tanpa batas. Pada hari ini tugas masih berlaku.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(OfficeChoice, self.fields["office"]).offer(offices)

    def action_fields(self) -> dict[str, object]:
        fields = super().action_fields()
        office, ends_on = cast(Office, fields["office"]), cast(date | None, fields.pop("ends_on"))
        if ends_on:
            fields["ends_at"] = datetime.combine(ends_on + timedelta(days=1), time(), ZoneInfo(office.zone))
        return fields


class FirstHeadForm(ActionForm):
    """Somebody who has an account already, or a new one."""

    person = forms.ModelChoiceField(
        label="Petugas yang sudah punya akun",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Orang baru: isi di bawah",
    )
    display_name = forms.CharField(
        label="Sebutan", max_length=80, required=False, help_text="Yang dilihat rekan kerja, misalnya: Lurah."
    )
    username = forms.CharField(
        label="Nama pengguna",
        max_length=60,
        required=False,
        help_text="Untuk masuk, misalnya: lurah.sukamaju. Huruf kecil, angka, titik, tanda hubung.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Person]", self.fields["person"]).queryset = people
        for name in ("display_name", "username"):
            self.fields[name].required = not people.exists()  # nobody else to choose

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("person") and (given.get("display_name") or given.get("username")):
            self.add_error("person", "Pilih petugas, atau isi orang baru: salah satu saja.")
        return given


class CreateOfficerForm(AssignForm):
    username = forms.CharField(
        label="Nama pengguna",
        max_length=60,
        help_text="Untuk masuk, misalnya: siti.loket. Huruf kecil, angka, titik, tanda hubung.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    display_name = forms.CharField(
        label="Sebutan", max_length=80, help_text="Yang dilihat rekan kerja, misalnya: Petugas loket 1."
    )
    field_order = ["display_name", "username", "role", "office", "ends_on"]
