"""What a service is called, who decides it, and the words that residents use for it."""

from typing import Any

from django import forms

from balai.base.forms import ActionForm
from balai.base.permissions import Permission
from balai.catalogue.actions.services import FACTS
from balai.catalogue.models import Service
from balai.catalogue.rules import Event, Part, lines
from balai.people.permissions import offices_where
from balai.places.models import Agency, Office

LONGEST_WORDS = 2000


class ServiceForm(ActionForm):
    name = forms.CharField(
        label="Nama layanan", max_length=120, help_text="Seperti warga menyebutnya: Legalisasi fotokopi KTP"
    )
    summary = forms.CharField(
        label="Ringkasan", max_length=200, help_text="Satu kalimat: apa yang warga dapat."
    )
    words = forms.CharField(
        label="Kata sehari-hari",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu baris satu ungkapan, juga yang salah eja: “legalisir ktp”. Pencarian memakainya.",
    )
    event = forms.ChoiceField(label="Tampil di bawah keadaan", choices=Event.choices)
    part = forms.ChoiceField(
        label="Peran kantor", choices=Part.choices, help_text="Apa yang kantor Anda sendiri kerjakan."
    )
    issuer = forms.CharField(
        label="Yang menerbitkan", max_length=160, help_text="misalnya: Kecamatan, atau Disdukcapil"
    )
    agency = forms.ModelChoiceField(
        label="Instansi yang memutuskan",
        queryset=Agency.objects.order_by("name"),
        required=False,
        empty_label="Kantor ini sendiri",
    )
    announcement = forms.CharField(
        label="Pemberitahuan",
        max_length=300,
        required=False,
        help_text="Tampil di atas halaman layanan, misalnya: Blanko habis sampai 1 Juni.",
    )

    def clean_words(self) -> str:
        return "\n".join(lines(self.cleaned_data["words"]))

    @classmethod
    def of(cls, service: Service, data: Any = None) -> "ServiceForm":
        return cls(data, initial={name: getattr(service, name) for name in FACTS})


class NewServiceForm(ServiceForm):
    """Also whose service it is."""

    office = forms.ModelChoiceField(label="Kantor", queryset=Office.objects.none(), empty_label=None)
    field_order = ("office", "name")

    def __init__(self, *args: Any, by: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offices_where(by, Permission.CATALOGUE_EDIT).order_by("name")
        field.error_messages["invalid_choice"] = "Pilih salah satu kantor Anda."


class StopServingForm(ActionForm):
    """Why not here, and where instead: nobody is sent away without a way on."""

    reason = forms.CharField(
        label="Alasan",
        max_length=200,
        help_text="misalnya: Alat perekaman sedang diperbaiki.",
    )
    go_to = forms.CharField(
        label="Warga datang ke",
        max_length=200,
        help_text="Nama tempat dan alamatnya. Di halaman warga tertulis: Datang ke …",
    )

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"]).strip(" .") + "."

    def clean_go_to(self) -> str:
        """The page says 'Datang ke' and ends the sentence itself."""
        words = str(self.cleaned_data["go_to"]).strip(" .")
        if words.lower().startswith("datang ke "):
            words = words[len("datang ke ") :]
        if not words:
            raise forms.ValidationError("Tulis nama tempatnya.")
        return words


class ServeAgainForm(ActionForm):
    """Asks only whether one is sure."""
