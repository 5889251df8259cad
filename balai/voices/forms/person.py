"""What is asked of a resident, and why it is asked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.cases.rules import pins
from balai.cases.rules.states import Kind
from balai.documents.forms import UploadsField
from balai.engine.forms import OnceForm
from balai.people.reaching import MailField, ReachForm
from balai.people.rules import Purpose, newest_words
from balai.places.models import Office, Place
from balai.voices.rules.told import KINDS
from balai.voices.rules.words import EXPLAINED, LONGEST, SAID_OF, Naming

OPEN_KINDS = [Kind(kind) for kind in KINDS]


def card(title: str, text: str) -> str:
    return format_html("<strong>{}</strong><small>{}</small>", title, text)


def big_text(label: str, *, help_text: str = "", rows: int = 8, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def pin_field(*, required: bool, help_text: str) -> forms.CharField:
    secret = {"inputmode": "numeric", "autocomplete": "off", "class": "short", "data-secret": ""}
    return forms.CharField(
        label="PIN (angka rahasia)",
        required=required,
        max_length=pins.LONGEST,
        help_text=help_text,
        widget=forms.PasswordInput(attrs=secret),
    )


class AreaField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A kelurahan or desa of the office's own region."""

    def __init__(self) -> None:
        super().__init__(
            label="Kelurahan atau desa",
            required=False,
            queryset=Place.objects.none(),
            empty_label="Tidak disebutkan",
            help_text="Tempat kejadian. Membantu kami mengirim ke kantor yang tepat.",
        )

    def of(self, office: Office) -> None:
        region = office.place.code[:8] if len(office.place.code) > 8 else office.place.code
        inside = Place.objects.filter(code__startswith=region, level__in=("kelurahan", "desa"))
        self.queryset = inside.order_by("name")


class ContactFields(ReachForm):
    """Who speaks, and how to be reached."""

    naming = forms.ChoiceField(
        label="Nama Anda",
        widget=forms.RadioSelect,
        choices=[(n, card(n.label.capitalize(), EXPLAINED[n])) for n in Naming],
        initial=Naming.ANONYMOUS,
    )
    name = forms.CharField(
        label="Nama panggilan",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = MailField(help_text="Kami kirim tanda bila ada kabar, tanpa menyebut isinya.")
    field_order = ["naming", "name", "phone", "email"]


def ask_of(form: forms.Form) -> None:
    """An officer fills it in: the questions are about the person, not to the reader."""
    naming: Any = form.fields["naming"]
    naming.label = "Nama pelapor"
    naming.choices = [(n, card(n.label.capitalize(), SAID_OF[n])) for n in Naming]
    form.fields["phone"].help_text = ""
    form.fields["email"].help_text = "Tanda bila ada kabar, tanpa menyebut isinya."
    form.fields["area"].help_text = "Tempat kejadian."


class WriteForm(ContactFields):
    """From home. The shortest that still leads to an answer."""

    kind = forms.ChoiceField(
        label="Apa yang ingin Anda sampaikan?",
        widget=forms.RadioSelect,
        choices=[(kind, card(kind.label.capitalize(), KINDS[kind])) for kind in OPEN_KINDS],
    )
    text = big_text(
        "Ceritakan",
        help_text="Apa yang terjadi, di mana, sejak kapan, dan apa yang Anda harapkan. "
        "Nama dan nomor orang disamarkan sebelum dibaca instansi lain.",
    )
    area = AreaField()
    is_secret = forms.BooleanField(
        label="Rahasia: jangan tampil di papan janji untuk umum, walau tanpa isi.", required=False
    )
    attached = UploadsField(label="Foto atau surat", required=False, most=3)
    pin = pin_field(
        required=False,
        help_text="Pilih 6 sampai 12 angka. Dengan kode dan PIN ini Anda melihat jawabannya. "
        "Wajib bila tanpa nama. Kami tidak dapat melihatnya.",
    )
    may_quote = forms.BooleanField(label=newest_words(Purpose.QUOTING), required=False)
    field_order = ["kind", "text", "area", "attached", "naming", "name", "phone", "email", "pin", "is_secret"]

    def __init__(self, data: Any = None, files: Any = None, *, office: Office) -> None:
        super().__init__(data, files)
        self.fields["area"].of(office)  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST:
            most = f"{LONGEST:,}".replace(",", ".")
            raise ValidationError(f"Paling panjang {most} huruf; ini {len(text)}. Ringkas, atau bagi dua.")
        return text

    def clean_pin(self) -> str:
        return good_pin(self.cleaned_data["pin"])


def good_pin(pin: str) -> str:
    if pin:
        try:
            pins.require_good(pin)
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken
    return pin


class TrackForm(ActionForm):
    code = forms.CharField(
        label="Kode",
        max_length=20,
        help_text="8 huruf dan angka, misalnya 7K4M-Q2XP. Tanda hubung boleh tidak ditulis.",
        widget=forms.TextInput(
            attrs={"class": "code-input", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    pin = pin_field(required=True, help_text="Angka yang Anda pilih sendiri.")


class ReplyForm(OnceForm):
    text = big_text("Tulis pesan", rows=4)
    attached = UploadsField(label="Foto atau surat", required=False, most=3)


class NotYetForm(OnceForm):
    text = big_text("Apa yang belum beres?", rows=4)


class TellMeForm(ContactFields):
    """Another way to be told, or none."""

    naming = None  # type: ignore[assignment]

    def __init__(self, data: Any = None, *, asks_pin: bool = False) -> None:
        super().__init__(data)
        if asks_pin:
            self.fields["pin"] = own_pin()


def own_pin() -> forms.CharField:
    return pin_field(
        required=True, help_text="Angka yang Anda pilih sendiri. Kami tanyakan lagi, demi keamanan Anda."
    )


class PinForm(ActionForm):
    """The link alone may have been seen by somebody at home; a name is behind it."""

    pin = own_pin()
