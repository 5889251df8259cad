"""Forms of the pages that gather several apps."""

from typing import Any

from django import forms

from balai.base.forms import ActionForm
from balai.documents.forms import PictureField
from balai.documents.rules.reports import ConsentShown

CONSENTS = [(c.value, c.label.capitalize()) for c in ConsentShown]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ReportForm(ActionForm):
    attended = forms.IntegerField(label="Jumlah yang hadir", min_value=0, max_value=100_000)
    attended_reason = forms.CharField(
        label="Alasan bila berbeda dari catatan",
        max_length=300,
        required=False,
        help_text="Misalnya: rombongan sekolah datang tanpa dicatat.",
    )
    organisations = forms.CharField(
        label="Lembaga dan kelompok yang hadir",
        max_length=2000,
        required=False,
        widget=area(4),
        help_text="Satu baris, satu lembaga. Tanpa nama orang.",
    )
    minutes = forms.CharField(
        label="Notulen",
        max_length=12_000,
        widget=area(12),
        help_text="Apa yang dibahas dan diputuskan. Semua orang akan membacanya: jangan tulis nama warga.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wants_to_send = self.data.get("langkah") == "ajukan"
        if self.is_bound and not self.wants_to_send:  # kept as far as it is
            for field in self.fields.values():
                field.required = False


class SignForm(ActionForm):
    signed_as = forms.CharField(
        label="Jabatan penanda tangan", max_length=120, help_text="Contoh: Camat Contoh."
    )
    classification = forms.CharField(
        label="Kode klasifikasi surat",
        max_length=20,
        required=False,
        help_text="Menurut tata naskah dinas kantor Anda. Contoh: 005.",
    )


class ReturnForm(ActionForm):
    reason = forms.CharField(label="Apa yang perlu dibetulkan?", max_length=300, widget=area(3))


class CorrectForm(ActionForm):
    because = forms.CharField(
        label="Mengapa dibetulkan?", max_length=200, help_text="Satu kalimat. Semua orang akan membacanya."
    )


class PhotoForm(ActionForm):
    upload = PictureField(label="Foto")
    caption = forms.CharField(label="Keterangan", max_length=150, help_text="Tanpa nama orang.")
    consent = forms.ChoiceField(label="Orang yang tampak", choices=CONSENTS, widget=forms.RadioSelect)


class ConsentForm(ActionForm):
    consent = forms.ChoiceField(label="Orang yang tampak", choices=[*CONSENTS, ("drop", "Tarik foto ini")])
