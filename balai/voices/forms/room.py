"""The quiet room's pages: notes, then everything that is read back before it is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms

from balai.base.forms import ActionForm
from balai.cases.rules.states import Kind
from balai.people.rules import Purpose, newest_words
from balai.places.models import Office
from balai.voices.forms.person import AreaField, ContactFields, ask_of, big_text, card, good_pin, pin_field
from balai.voices.models import Topic
from balai.voices.rules.risk import Sign
from balai.voices.rules.told import KINDS
from balai.voices.rules.words import Cause


class BeginForm(ActionForm):
    number = forms.CharField(
        label="Nomor antrean",
        required=False,
        max_length=8,
        help_text="Seperti yang dipanggil. Kosongkan bila datang tanpa nomor.",
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )


class NotesForm(ActionForm):
    text = big_text(
        "Catatan",
        rows=14,
        required=False,
        help_text="Kata-kata orangnya sendiri. Nama orang lain tidak perlu; kami samarkan juga.",
    )


class ToldForm(ContactFields):
    """What becomes of the notes, said and agreed line by line."""

    text = big_text("Yang disampaikan", rows=8)
    kind = forms.ChoiceField(label="Jenis", widget=forms.RadioSelect)
    topic = forms.ModelChoiceField(
        label="Topik", required=False, queryset=Topic.objects.offered(), empty_label="Belum dipilih"
    )
    cause = forms.ChoiceField(label="Akar masalah", choices=Cause.choices, initial=Cause.UNKNOWN)
    area = AreaField()
    signs = forms.MultipleChoiceField(
        label="Tanda bahaya",
        required=False,
        choices=Sign.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Anda yang memutuskan. Dengan tanda, hanya Anda dan kepala kantor yang melihatnya.",
    )
    share_with = forms.ModelMultipleChoiceField(
        label=newest_words(Purpose.SHARING),
        required=False,
        queryset=Office.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Bacakan, lalu tanyakan satu per satu. Tanpa izin tidak ada yang dikirim.",
    )
    share_outside = forms.CharField(
        label="Juga ke lembaga di luar Balai",
        required=False,
        max_length=120,
        help_text="Misalnya rumah aman atau yayasan yang disebut orangnya. Tanpa nama orangnya.",
    )
    share_named = forms.ModelMultipleChoiceField(
        label=newest_words(Purpose.SHARING_NAMED),
        required=False,
        queryset=Office.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Bacakan. Hanya bila memilih dengan nama.",
    )
    is_secret = forms.BooleanField(
        label="Rahasia: jangan tampil di papan janji untuk umum, walau tanpa isi.", required=False
    )
    may_quote = forms.BooleanField(
        label=newest_words(Purpose.QUOTING),
        required=False,
        help_text="Bacakan. Centang hanya bila orangnya berkata ya.",
    )
    pin = pin_field(
        required=False,
        help_text="Orangnya mengetik sendiri, 6 sampai 12 angka. Tanpa PIN, kabarnya hanya di kantor ini.",
    )

    def __init__(self, data: Any = None, *, office: Office, kinds: Sequence[Kind], **more: Any) -> None:
        super().__init__(data, **more)
        ask_of(self)
        self.fields["kind"].choices = [(k, card(k.label.capitalize(), KINDS[k])) for k in kinds]  # type: ignore[attr-defined]
        self.fields["area"].of(office)  # type: ignore[attr-defined]
        region = Office.objects.active().filter(place__code__startswith=office.place.code[:5])
        for name in ("share_with", "share_named"):
            self.fields[name].queryset = region.exclude(pk=office.pk).order_by("name")  # type: ignore[attr-defined]

    def clean_pin(self) -> str:
        return good_pin(self.cleaned_data["pin"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        extra = [o for o in values.get("share_named", []) if o not in values.get("share_with", [])]
        if extra:
            self.add_error("share_named", f"Pilih juga {extra[0]} pada pertanyaan sebelumnya.")
        return values

    def action_fields(self) -> dict[str, object]:
        fields = super().action_fields()
        named = set(fields.pop("share_named"))  # type: ignore[call-overload]
        offices: Any = fields.pop("share_with")
        outside = str(fields.pop("share_outside")).strip()
        shared = [(office, office in named) for office in offices]
        return fields | {"shared_with": [*shared, (outside, False)] if outside else shared}


class SlipForm(ActionForm):
    pin = pin_field(required=True, help_text="Diketik lagi oleh orangnya. Dicetak, tidak disimpan.")


class OwnNumberForm(ActionForm):
    label = forms.CharField(label="Siapa yang menjawab", max_length=120)
    number = forms.CharField(label="Nomor", max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"}))
