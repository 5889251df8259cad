"""What the office did about what it heard, and what it carries to the Musrenbang."""

from typing import Any

from django import forms

from balai.base.forms import ActionForm
from balai.places.models import Office, Place
from balai.voices.models import Cell
from balai.voices.rules.trends import FATES, Fate
from balai.voices.trends.reading import city_code, names_in, topic_name

MOST = 200  # figures to choose from, the newest first


class CellField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own is no generic while it runs
    names: dict[str, dict[str, str]]

    def label_from_instance(self, obj: Any) -> str:
        return f"{topic_name(obj, self.names)}, {obj.period}: {obj.count} suara"


class AboutTrend(ActionForm):
    """A published figure to start from."""

    cell = CellField(
        label="Yang didengar",
        queryset=Cell.objects.none(),
        empty_label="Pilih topik dan masanya",
        help_text="Hanya angka yang sudah terbit untuk umum.",
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cell"]
        cells = Cell.objects.tellable(city_code(office)).select_related("period__city")
        newest = cells.order_by("-period__year", "-period__month", "key")[:MOST]
        field.queryset = cells.filter(pk__in=[cell.pk for cell in newest]).order_by(
            "-period__year", "-period__month", "key"
        )
        field.names = names_in(Place.objects.get(code=city_code(office)))


class DeedForm(AboutTrend):
    heard = forms.CharField(
        label="Kami dengar",
        max_length=300,
        help_text="Satu kalimat. Jangan mengutip orang dan jangan menyebut nama.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    done = forms.CharField(
        label="Kami lakukan",
        max_length=600,
        help_text="Yang sudah dilakukan, bukan rencana.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    done_by = forms.CharField(
        label="Oleh siapa", max_length=120, help_text="Jabatan atau instansi, bukan nama orang."
    )
    done_on = forms.DateField(label="Pada tanggal", widget=forms.DateInput(attrs={"type": "date"}))


class ProposalForm(AboutTrend):
    title = forms.CharField(label="Judul usulan", max_length=150)
    what = forms.CharField(label="Yang diusulkan", max_length=600, widget=forms.Textarea(attrs={"rows": 4}))


class FateForm(ActionForm):
    fate = forms.ChoiceField(label="Nasib usulan")
    reason = forms.CharField(
        label="Keterangan", max_length=300, required=False, help_text="Wajib bila ditolak. Warga membacanya."
    )

    def __init__(self, *args: Any, fate: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["fate"]
        field.choices = [(f.value, f.label.capitalize()) for f in Fate if f in FATES[Fate(fate)]]
