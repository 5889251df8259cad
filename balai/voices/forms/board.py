"""What is asked of whoever asks, and of who moderates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balai.base.codes import read_number
from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.engine.forms import OnceForm
from balai.voices.forms.person import ContactFields, big_text, good_pin, pin_field
from balai.voices.rules.board import LONGEST_QUESTION, HiddenReason, require_question
from balai.voices.rules.words import Channel


class QuestionText(OnceForm):
    text = big_text("Pertanyaan Anda", rows=4)

    def clean_text(self) -> str:
        """Refused here, so that the words stand at their field and stay."""
        try:
            return require_question(self.cleaned_data["text"])
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken


class AskForm(QuestionText, ContactFields):
    """The shortest that still leads to an answer: only the question must be there."""

    naming = None  # type: ignore[assignment]
    pin = pin_field(
        required=False,
        help_text="6 sampai 12 angka. Dengan kode dan PIN ini Anda melihat jawabannya di gawai mana pun.",
    )
    told = "Setelah dijawab"
    field_order = ["text", "name", "phone", "email", "pin"]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        text, name = self.fields["text"], self.fields["name"]
        text.help_text = (
            f"Satu pertanyaan, paling panjang {LONGEST_QUESTION} huruf. Jangan menulis nama atau nomor orang."
        )
        text.widget.attrs["maxlength"] = LONGEST_QUESTION
        name.help_text = (
            "Tidak tampil di papan. Hanya petugas yang menangani dapat membukanya, dengan alasan."
        )
        self.fields["email"].help_text = "Atau ke sini."

    def clean_pin(self) -> str:
        return good_pin(self.cleaned_data["pin"])


class AskForForm(AskForm):
    """From a slip of paper, the telephone or the counter: the same record as from home."""

    channel = forms.ChoiceField(
        label="Sampai lewat apa?",
        choices=[(c.value, c.label) for c in (Channel.PAPER, Channel.PHONE, Channel.DESK)],
    )
    field_order = ["channel", *AskForm.field_order]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["text"].label = "Pertanyaannya"
        self.fields["phone"].help_text = "Bila ditulis pada kertasnya."
        self.fields["pin"].help_text = "Dipilih penanya sendiri. Boleh tanpa PIN."


class PresentForm(ActionForm):
    code = forms.CharField(
        label="Kode kehadiran",
        max_length=20,
        help_text="8 huruf dan angka, dari layar HP atau dari petugas di meja depan.",
        widget=forms.TextInput(
            attrs={"class": "code-input", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )


class VoteForm(OnceForm):
    """Which question, by the button that was pressed."""

    dukung = forms.CharField(required=False, max_length=9)
    tarik = forms.CharField(required=False, max_length=9)

    @property
    def number(self) -> int:
        return read_number(self.data.get("dukung") or self.data.get("tarik") or "") or 0

    @property
    def takes_back(self) -> bool:
        return not self.data.get("dukung")

    def action_fields(self) -> dict[str, object]:
        return {}


class FollowUpForm(OnceForm):
    unit = forms.CharField(
        label="Siapa menindaklanjuti?",
        max_length=80,
        help_text="Unit atau jabatan, bukan nama orang. Contoh: Kasi Pelayanan (Kepala Seksi Pelayanan).",
    )
    days = forms.IntegerField(
        label="Dalam berapa hari kerja?",
        initial=5,
        widget=forms.NumberInput(attrs={"class": "short", "min": 1, "max": 60}),
        help_text="Dihitung mulai hari ini. Tampil di papan, dan terlambat setelah pukul 17.00.",
    )


class HideForm(OnceForm):
    reason = forms.ChoiceField(
        label="Mengapa disembunyikan?",
        widget=forms.RadioSelect,
        choices=[(reason.value, reason.label.capitalize()) for reason in HiddenReason],
        help_text="Daftar ini tampil untuk umum. Penanya membaca alasannya, dan tetap dijawab.",
    )


class WordsForm(QuestionText):
    """What the board shows."""

    def __init__(self, data: Any = None, *, words: str = "") -> None:
        super().__init__(data, initial={"text": words})
        self.fields["text"].label = "Kata-kata di papan"
        self.fields[
            "text"
        ].help_text = "Lebih pendek atau lebih jelas, tanpa nama orang. Kata asli tetap tersimpan."
