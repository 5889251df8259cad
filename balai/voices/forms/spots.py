"""What is asked of whoever reports a dirty spot, and of the officer who has it cleaned."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balai.base.errors import RuleBroken
from balai.base.zones import day
from balai.cases.models import Case
from balai.documents.forms import UploadsField
from balai.engine.forms import OnceForm
from balai.voices.forms.desk import HandOnForm
from balai.voices.forms.person import ContactFields, big_text, good_pin, pin_field
from balai.voices.models import Spot
from balai.voices.rules import spots as rules
from balai.voices.rules.spots import LONGEST_NEAR, LONGEST_STREET
from balai.voices.rules.words import Channel


class StreetField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label="Di jalan apa?",
            max_length=LONGEST_STREET,
            help_text="Nama jalan, gang, atau lorong. Contoh: Jalan DI Panjaitan.",
        )

    def clean(self, value: Any) -> str:
        """Refused here, so that the words stand at their field and stay."""
        found: str = super().clean(value)
        try:
            return rules.require_street(found)
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken


class SpotForm(ContactFields):
    """Street and what: all else may be left out."""

    naming = None  # type: ignore[assignment]
    street = StreetField()
    text = big_text("Apa yang kotor?", rows=4)
    near = forms.CharField(
        label="Dekat apa?",
        required=False,
        max_length=LONGEST_NEAR,
        help_text="Supaya mudah ditemukan. Contoh: seberang masjid, depan pos ronda.",
    )
    attached = UploadsField(label="Foto", required=False, most=3)
    pin = pin_field(
        required=False,
        help_text="6 sampai 12 angka. Dengan kode dan PIN ini Anda melihat kabarnya di gawai mana pun.",
    )
    field_order = ["street", "text", "near", "attached", "name", "phone", "email", "pin"]

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["text"].help_text = "Contoh: got penuh lumpur. Tanpa nama atau nomor orang."
        self.fields["name"].help_text = "Tidak tampil untuk umum."

    def clean_text(self) -> str:
        try:
            return rules.require_told(self.cleaned_data["text"])
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken

    def clean_pin(self) -> str:
        return good_pin(self.cleaned_data["pin"])


class SpotForForm(SpotForm):
    """From a slip of paper, the telephone, the counter or the street: the same record as from home."""

    channel = forms.ChoiceField(
        label="Sampai lewat apa?",
        choices=[(c.value, c.label) for c in (Channel.PAPER, Channel.PHONE, Channel.DESK, Channel.STREET)],
    )
    field_order = ["channel", *SpotForm.field_order]


class ShowForm(OnceForm):
    """What everybody is to read."""

    street = StreetField()
    text = big_text("Kata-kata untuk umum", rows=3, help_text="Tanpa nama dan nomor orang.")

    def __init__(self, data: Any = None, *, spot: Spot) -> None:
        super().__init__(data, initial={"street": spot.street, "text": spot.words})


class DaysForm(OnceForm):
    """Into which session; only days that the programme opens."""

    on = forms.TypedChoiceField(label="Jadwalkan ke", coerce=date.fromisoformat)

    def __init__(self, data: Any = None, *, days: Iterable[date]) -> None:
        super().__init__(data)
        self.fields["on"].choices = [(on.isoformat(), day(on)) for on in days]  # type: ignore[attr-defined]


class WhyForm(OnceForm):
    reason = forms.CharField(label="Mengapa?", max_length=300, help_text="Warga membacanya.")


class JoinForm(OnceForm):
    """With which other spot of this office."""

    other = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(OnceForm):
    note = forms.CharField(
        label="Catatan untuk pelapor", required=False, max_length=300, help_text="Boleh kosong."
    )


class ReferSpotForm(HandOnForm):
    """To the agency that can do what hands cannot."""

    need = forms.CharField(
        label="Menunggu apa?",
        max_length=60,
        help_text="Tampil untuk umum pada jalan ini. Contoh: ekskavator.",
    )
    field_order = ["to_office", "outside", "need", "asked", "along"]

    def __init__(self, data: Any = None, *, case: Case, words: str) -> None:
        super().__init__(data, case=case, initial={"asked": words})
        self.fields["asked"].help_text = "Nama jalannya ikut dikirim."


class DayForm(OnceForm):
    """An agency names the day by which its part is done."""

    on = forms.DateField(
        label="Selesai paling lambat",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Dibaca kantor pengirim dan warga. Terlambat setelah pukul 17.00 hari itu.",
    )
    what = forms.CharField(label="Apa yang dikirim?", max_length=60, help_text="Contoh: ekskavator.")
