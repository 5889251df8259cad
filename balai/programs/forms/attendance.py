"""Who is present: the hall's code, a list of names, a sheet of heads."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balai.base.codes import LENGTH, read_code
from balai.base.forms import ActionForm
from balai.documents.forms import UploadField
from balai.engine.forms import OnceForm
from balai.programs.rules.attendance import Group
from balai.programs.rules.head_counts import MOST

MOST_NAMES = 100
GROUPS = [(group.value, group.label.capitalize()) for group in Group]


class DoorForm(ActionForm):
    """The code that hangs in the hall, typed by who has no camera."""

    code = forms.CharField(
        label="Kode ruang",
        max_length=20,
        help_text="Delapan huruf dan angka di layar atau poster ruangan.",
        widget=forms.TextInput(
            attrs={"class": "code-input", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(f"Kode ruang berisi {LENGTH} huruf dan angka. Periksa lagi.")
        return code


class ListForm(OnceForm):
    """A sheet of names, keyed line by line."""

    names = forms.CharField(
        label="Nama",
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "data-secret": ""}),
        help_text="Satu baris satu orang: nama; RT. Contoh: Sari Contoh; RT 05. RT boleh kosong.",
    )
    group = forms.ChoiceField(label="Kelompok", choices=[("", "Tidak dicatat"), *GROUPS], required=False)

    def clean_names(self) -> list[tuple[str, str]]:
        lines = [line for line in self.cleaned_data["names"].splitlines() if line.strip(" ;\t")]
        if len(lines) > MOST_NAMES:
            raise ValidationError(f"Paling banyak {MOST_NAMES} nama sekali kirim.")
        split = [[part.strip() for part in f"{line};".split(";")] for line in lines]
        return [(parts[0][:80], parts[1][:40]) for parts in split]

    def action_fields(self) -> dict[str, object]:
        fields = super().action_fields()
        return fields | {"lines": fields.pop("names")}


class CountForm(OnceForm):
    """A sheet of heads with its photo."""

    group = forms.ChoiceField(label="Kelompok", choices=GROUPS)
    label = forms.CharField(
        label="Rincian",
        max_length=40,
        required=False,
        help_text="Misalnya: RT 05 RW 02, atau lembar 1. Tanpa RW, tidak ikut di poster RW.",
    )
    number = forms.IntegerField(
        label="Jumlah orang",
        min_value=1,
        max_value=MOST,
        help_text="Hanya yang belum punya kode dan belum ada di daftar nama.",
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    reporter = forms.CharField(
        label="Dilaporkan oleh",
        max_length=80,
        required=False,
        help_text="Jabatan saja, misalnya: Ketua RT 05.",
    )
    sheet = UploadField(label="Foto lembarnya")


class ReasonForm(OnceForm):
    """Why this number and not the other."""

    reason = forms.CharField(label="Alasan", max_length=200, help_text="Disimpan dan dapat dibaca pemeriksa.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["autocomplete"] = "off"
