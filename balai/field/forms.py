"""The fields of devices and of decisions."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from balai.base.forms import ActionForm
from balai.engine.forms import OnceForm
from balai.field.models import Device
from balai.field.rules import LARGEST_FILE, MOST_IDS, MOST_QUOTA, QUOTA
from balai.places.models import Office

LABEL_HELP = "Sebut tugas atau tempatnya, bukan nama orang. Misalnya: HP RT 05."


class DeviceForm(OnceForm):
    label = forms.CharField(label="Sebutan HP", max_length=60, help_text=LABEL_HELP)
    quota = forms.IntegerField(
        label="Jatah catatan sehari",
        min_value=1,
        max_value=MOST_QUOTA,
        initial=QUOTA,
        help_text="Lebih dari ini ditahan dulu, sampai petugas memutuskan.",
    )


class InviteForm(DeviceForm):
    office = forms.ModelChoiceField(Office.objects.none(), label="Kantor", empty_label="Pilih kantor")
    field_order = ["label", "office", "quota"]

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast("forms.ModelChoiceField[Office]", self.fields["office"])
        choice.queryset = offices.order_by("name")
        first_two = list(choice.queryset[:2])
        if len(first_two) == 1:
            choice.initial = first_two[0].pk


class ImportForm(ActionForm):
    file = forms.FileField(
        label="Berkas",
        help_text="Namanya mulai dengan “lapangan-”.",
        widget=forms.FileInput({"accept": "application/json,.json"}),
        error_messages={"required": "Pilih berkasnya dulu.", "empty": "Berkas ini kosong."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(f"Berkas ini lebih besar dari {LARGEST_FILE // 1_000_000} MB.")
        return file

    def action_fields(self) -> dict[str, object]:
        return {"raw": self.cleaned_data["file"].read()}


class NoteForm(ActionForm):
    note = forms.CharField(label="Alasan", max_length=300, help_text="Disimpan bersama keputusannya.")


class CountForm(ActionForm):
    device = forms.ModelChoiceField(Device.objects.none(), label="HP", empty_label="Pilih HP")
    count = forms.IntegerField(
        label="Jumlah catatan",
        min_value=0,
        max_value=MOST_IDS,
        help_text="Menurut layar HP itu, atau lembar kertasnya.",
    )

    def __init__(self, *args: Any, devices: QuerySet[Device], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Device]", self.fields["device"]).queryset = devices.order_by("label")
