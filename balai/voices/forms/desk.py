"""The fields of each deed at the desk."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from balai.base.forms import ActionForm
from balai.cases.models import Case
from balai.cases.rules.states import Kind, Outcome
from balai.documents.models import File
from balai.engine.forms import OnceForm
from balai.people.rules import Purpose, newest_words
from balai.places.models import Office
from balai.voices.forms.person import AreaField, WriteForm, ask_of, big_text, card
from balai.voices.models import Topic
from balai.voices.rules.risk import Sign
from balai.voices.rules.told import ENDINGS
from balai.voices.rules.words import Cause, Channel

BY_OFFICE = [Outcome.SOLVED, Outcome.HEARD, Outcome.CANNOT, Outcome.MOVED, Outcome.NO_REPLY]


class TextForm(OnceForm):
    text = big_text("Pesan", rows=5)

    def __init__(self, data: Any = None, *, label: str = "Pesan", help_text: str = "") -> None:
        super().__init__(data)
        self.fields["text"].label, self.fields["text"].help_text = label, help_text


class CloseForm(OnceForm):
    outcome = forms.ChoiceField(
        label="Bagaimana berakhirnya?",
        widget=forms.RadioSelect,
        choices=[(o, card(o.label.capitalize(), ENDINGS[o])) for o in BY_OFFICE],
    )
    reason = big_text(
        "Alasan", rows=3, required=False, help_text="Dibaca pelapor. Wajib bila tidak dapat atau dipindahkan."
    )


class ExtendForm(OnceForm):
    reason = big_text(
        "Alasan perpanjangan", rows=3, help_text="Tertulis, dibaca pemohon. 7 hari kerja, satu kali."
    )


class SortForm(OnceForm):
    topic = forms.ModelChoiceField(
        label="Topik", required=False, queryset=Topic.objects.offered(), empty_label="Belum dipilih"
    )
    cause = forms.ChoiceField(label="Akar masalah", choices=Cause.choices)
    area = AreaField()

    def __init__(self, data: Any = None, *, office: Office, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["area"].of(office)  # type: ignore[attr-defined]


class SignsForm(OnceForm):
    signs = forms.MultipleChoiceField(
        label="Tanda bahaya",
        required=False,
        choices=Sign.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Dengan tanda, hanya pendengar dan kepala kantor yang melihat laporan ini.",
    )


class OfficeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self) -> None:
        super().__init__(
            label="Kantor tujuan",
            required=False,
            queryset=Office.objects.none(),
            empty_label="Pilih kantor",
        )


def others_than(office: int) -> QuerySet[Office]:
    return Office.objects.active().exclude(pk=office).order_by("name")


def one_target(form: forms.Form, values: dict[str, Any]) -> dict[str, Any]:
    if bool(values.get("to_office")) == bool((values.get("outside") or "").strip()):
        form.add_error("to_office", "Pilih satu: kantor tujuan, atau lembaga di luar Balai.")
    return values


class FilesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Clean files of one case; none is chosen before somebody has looked at it."""

    def __init__(self) -> None:
        super().__init__(
            label="Berkas yang ikut",
            required=False,
            queryset=File.objects.none(),
            widget=forms.CheckboxSelectMultiple,
            help_text="Hanya yang mereka perlukan. Foto dan dokumen dapat menunjukkan orangnya: lihat dulu.",
        )

    def of(self, case: Case) -> bool:
        """Whether there is anything to choose. One query."""
        self.queryset = File.objects.about(case).servable().order_by("made_at", "pk")
        self.choices = [(file.pk, f"{file}, {file.kilobytes} kB".capitalize()) for file in self.queryset]
        return bool(self.choices)


class HandOnForm(OnceForm):
    """What one office or outside body needs to know, and no more."""

    to_office = OfficeField()
    outside = forms.CharField(
        label="Atau lembaga di luar Balai",
        required=False,
        max_length=120,
        help_text="Mereka menjawab lewat tautan khusus. Anda yang mengirimkannya.",
    )
    asked = big_text(
        "Yang perlu mereka ketahui",
        rows=6,
        help_text="Sesedikit mungkin. Nama dan nomor orang disamarkan lagi sebelum dikirim.",
    )
    along = FilesField()

    def __init__(self, data: Any = None, *, case: Case, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["to_office"].queryset = others_than(case.office_id)  # type: ignore[attr-defined]
        if not self.fields["along"].of(case):  # type: ignore[attr-defined]
            del self.fields["along"]

    def clean(self) -> dict[str, Any]:
        return one_target(self, super().clean() or {})


class ShareForm(OnceForm):
    """What the person has just said yes to, in the words that are recorded."""

    to_office = OfficeField()
    outside = forms.CharField(label="Atau lembaga di luar Balai", required=False, max_length=120)
    agreed = forms.BooleanField(
        label=newest_words(Purpose.SHARING), help_text="Bacakan. Centang hanya bila orangnya berkata ya."
    )
    named = forms.BooleanField(
        label=newest_words(Purpose.SHARING_NAMED),
        required=False,
        help_text="Tanyakan terpisah. Lembaga di luar Balai tidak pernah diberi nama.",
    )

    def __init__(self, data: Any = None, *, case: Case, has_name: bool) -> None:
        super().__init__(data)
        self.fields["to_office"].queryset = others_than(case.office_id)  # type: ignore[attr-defined]
        if not has_name:
            del self.fields["named"]

    def clean(self) -> dict[str, Any]:
        return one_target(self, super().clean() or {})

    def action_fields(self) -> dict[str, object]:
        given = self.cleaned_data
        return {"to": given["to_office"] or given["outside"], "with_identity": given.get("named", False)}


class FollowForm(OnceForm):
    leading = forms.CharField(max_length=20)


class ManyForm(OnceForm):
    """One answer for several; their codes come along."""

    codes = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    text = big_text(
        "Jawaban untuk semua", rows=6, help_text="Tanpa nama siapa pun: semua menerima kata yang sama."
    )


class SaveViewForm(ActionForm):
    name = forms.CharField(label="Simpan saringan ini sebagai", max_length=40)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)


class ForPersonForm(WriteForm):
    """What an officer writes down for somebody: from paper, by telephone, at the counter (X-3)."""

    channel = forms.ChoiceField(
        label="Sampai lewat apa?",
        choices=[(c.value, c.label) for c in (Channel.PAPER, Channel.PHONE, Channel.DESK, Channel.STREET)],
    )
    nik = forms.CharField(
        label="NIK (Nomor Induk Kependudukan)",
        required=False,
        max_length=20,
        help_text="Hanya untuk titipan layanan yang tidak bisa tanpa NIK. 16 angka.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-secret": ""}),
    )
    field_order = ["channel", *WriteForm.field_order[:5], "name", "nik", *WriteForm.field_order[6:]]

    def __init__(self, data: Any = None, files: Any = None, *, office: Office) -> None:
        super().__init__(data, files, office=office)
        ask_of(self)
        kind: Any = self.fields["kind"]
        kind.label = "Apa yang disampaikan?"
        errand = card(Kind.ERRAND.label.capitalize(), "Layanan yang diminta warga di meja lapangan.")
        kind.choices = [*kind.choices, (Kind.ERRAND, errand)]
        text, pin, quote = (self.fields[name] for name in ("text", "pin", "may_quote"))
        text.label, text.help_text = (
            "Isinya",
            "Kata-kata pelapor sendiri: apa, di mana, sejak kapan, harapannya.",
        )
        pin.help_text = "Dipilih pelapor sendiri, 6 sampai 12 angka. Tanpa PIN, kabarnya hanya di kantor."
        quote.help_text = "Bacakan. Centang hanya bila orangnya berkata ya."

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("nik") and values.get("kind") != Kind.ERRAND:
            self.add_error("nik", "Kosongkan. NIK hanya untuk titipan layanan.")
        return values


class AnswerReferralForm(OnceForm):
    text = big_text("Jawaban", rows=5, help_text="Apa yang sudah dilakukan. Dibaca kantor pengirim.")


class RefuseReferralForm(OnceForm):
    reason = big_text("Mengapa bukan kewenangan Anda?", rows=3, help_text="Sebutkan siapa yang berwenang.")


class ReasonForm(ActionForm):
    reason = forms.CharField(
        label="Untuk apa?",
        max_length=200,
        help_text="Pelapor membaca alasan ini pada halamannya. Tanpa nama siapa pun.",
    )


class GlassForm(ActionForm):
    code = forms.CharField(
        label="Kode laporan", max_length=20, widget=forms.TextInput(attrs={"class": "code-input"})
    )
    reason = big_text("Keadaan daruratnya", rows=4, help_text="Paling sedikit 30 huruf. Atasan membacanya.")
