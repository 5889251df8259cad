"""Fields for files in any ActionForm, and the quarantine's own form.

    class Report(OnceForm):
        story = forms.CharField(widget=forms.Textarea)
        photos = UploadsField(label="Foto", required=False, most=3)

The page's form says enctype="multipart/form-data" and the view hands in request.FILES. The cleaned value is
what `documents.actions.receive(upload=…)` takes: already harmless, so that the action is quick. A refusal
stands at the field; what was typed elsewhere stays.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.documents.harmless import Harmless, Upload, prepare
from balai.documents.rules import LARGEST, MOST_FILES, Kind, Reason

ACCEPT_PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif"
ACCEPT = f"{ACCEPT_PICTURES},application/pdf"
PICTURES = (
    f"Foto saja (JPEG, PNG, WebP, HEIC), paling besar {LARGEST // 1_000_000} MB. "
    "Tempat dan waktu di dalam foto dihapus."
)
HELP = f"Foto (JPEG, PNG, WebP, HEIC) atau PDF, paling besar {LARGEST // 1_000_000} MB."


class UploadInput(forms.FileInput):
    """The browser offers camera, pictures and PDFs; that it may send others all the same is known."""

    def __init__(self, *, many: bool = False, accept: str = ACCEPT) -> None:
        super().__init__({"accept": accept})
        self.allow_multiple_selected = many
        if many:
            self.attrs["multiple"] = True


class UploadField(forms.FileField):
    """One file; cleaned, it is Harmless, or None."""

    default_error_messages = {
        "required": "Pilih berkasnya dulu.",
        "invalid": "Berkasnya belum ikut terkirim. Pilih lagi.",
        "missing": "Berkasnya belum ikut terkirim. Pilih lagi.",
        "empty": "Berkas ini kosong. Pilih lagi berkasnya.",
    }

    def __init__(self, **kwargs: Any) -> None:
        words: dict[str, Any] = {"help_text": HELP, "widget": UploadInput()} | kwargs
        super().__init__(**words)

    def to_python(self, data: Any) -> Any:
        """Size and kind are asked by us; the name never counts."""
        return None if data in self.empty_values else made_of(data)

    def clean(self, data: Any, initial: Any = None) -> Any:
        return forms.Field.clean(self, data)


class PictureField(UploadField):
    """One photo; a PDF is told apart once it is open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": PICTURES, "widget": UploadInput(accept=ACCEPT_PICTURES)} | kwargs)

    def to_python(self, data: Any) -> Any:
        made = super().to_python(data)
        if made and made.kind != Kind.PICTURE:
            raise ValidationError("Pilih foto, bukan PDF.")
        return made


class UploadsField(UploadField):
    """Several; cleaned, a list of Harmless."""

    def __init__(self, *, most: int = MOST_FILES, **kwargs: Any) -> None:
        self.most = most
        help_text = f"{HELP} Paling banyak {most} berkas."
        super().__init__(**{"help_text": help_text, "widget": UploadInput(many=True)} | kwargs)

    def to_python(self, data: Any) -> Any:
        sent: Sequence[Upload] = [one for one in (data or []) if one]
        if len(sent) > self.most:
            raise ValidationError(f"Paling banyak {self.most} berkas. Pilih lagi yang perlu saja.")
        return [made_of(one) for one in sent]


def made_of(upload: Upload) -> Harmless:
    try:
        return prepare(upload)
    except RuleBroken as broken:
        raise ValidationError(broken.message, code=broken.code) from broken


class RefuseForm(ActionForm):
    reason = forms.ChoiceField(
        label="Mengapa ditolak?",
        choices=[(r.value, r.label.capitalize()) for r in (Reason.UNFIT, Reason.OTHERS)],
    )


class CodeForm(ActionForm):
    code = forms.CharField(
        label="Kode periksa",
        max_length=20,
        help_text="Delapan huruf dan angka di bawah kode QR. Contoh: 7K4M-Q2XP.",
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-input",
            }
        ),
    )


class RevokeForm(ActionForm):
    reason = forms.CharField(
        label="Mengapa dicabut?",
        max_length=200,
        help_text="Satu kalimat, tanpa nama orang. Disimpan di kantor.",
    )
