"""Work days: whose turn it is, and what got done."""

from collections.abc import Iterable
from typing import Any

from django import forms

from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.documents.forms import UploadField
from balai.engine.forms import OnceForm
from balai.places.models import Neighbourhood
from balai.places.rules import HIGHEST
from balai.programs.models import Result
from balai.programs.rules.results import (
    LONGEST_STREET,
    LONGEST_TOOLS,
    MEASURES,
    Measure,
    in_words,
    read_amount,
)
from balai.programs.rules.turns import Unit

MEASURED = [measure.name for measure in MEASURES]


class FillForm(OnceForm):
    """How many work on each coming day."""

    many = forms.IntegerField(
        label="Berapa sekali kegiatan",
        min_value=1,
        max_value=20,
        initial=2,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    unit = forms.ChoiceField(label="Bergilir menurut", choices=Unit.choices, initial=Unit.RT)


class TurnsForm(ActionForm):
    """Tick boxes, an RW beside the other; who was longest not on is ticked before anybody chose."""

    chosen = forms.ModelMultipleChoiceField(
        label="RT yang bertugas", queryset=Neighbourhood.objects.none(), required=False
    )

    def __init__(self, *args: Any, rts: Iterable[Neighbourhood], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = rts  # type: ignore[attr-defined]


class AmountField(forms.CharField):
    """A number as people here write it."""

    def __init__(self, *, measure: Measure) -> None:
        mode = "numeric" if measure.is_whole else "decimal"
        attrs = {"class": "short", "inputmode": mode, "autocomplete": "off"}
        super().__init__(
            label=measure.label, required=False, max_length=20, widget=forms.TextInput(attrs=attrs)
        )

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        try:
            return read_amount(typed) if typed else None
        except RuleBroken as broken:
            raise forms.ValidationError(broken.message) from broken

    def run_validators(self, value: Any) -> None:
        """The rule knows how much is too much."""


class ResultForm(OnceForm):
    """One segment of a street; each amount in its own unit, and only what there is."""

    street = forms.CharField(
        label="Jalan dan ruas",
        max_length=LONGEST_STREET,
        help_text="Misalnya: Jalan DI Panjaitan, sisi kiri. Ruas lain ditulis sendiri.",
    )
    rw = forms.IntegerField(
        label="Nomor RW",
        required=False,
        min_value=1,
        max_value=HIGHEST,
        help_text="RW: rukun warga. Kosongkan bila tidak tahu.",
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    tools = forms.CharField(
        label="Alat dan hasil lain",
        max_length=LONGEST_TOOLS,
        required=False,
        help_text="Misalnya: 6 cangkul, 2 sekop. Tanpa nama orang.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {m.name: AmountField(measure=m) for m in MEASURES}
        self.order_fields(["street", "rw", *MEASURED])

    @property
    def where(self) -> list[forms.BoundField]:
        return [self["street"], self["rw"]]

    @property
    def measured(self) -> list[forms.BoundField]:
        return [self[name] for name in MEASURED]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in {"street", "rw", *MEASURED}]


class NewResultForm(ResultForm):
    reporter = forms.CharField(
        label="Dilaporkan oleh",
        max_length=80,
        required=False,
        help_text="Jabatan saja, misalnya: Ketua RT 05.",
    )
    sheet = UploadField(label="Foto lembarnya", required=False)


class CorrectResultForm(ResultForm):
    """What was told wrong, told right, and why."""

    reason = forms.CharField(
        label="Mengapa dibetulkan?", max_length=200, help_text="Disimpan bersama hasilnya."
    )

    @classmethod
    def of(cls, result: Result, data: Any = None) -> "CorrectResultForm":
        amounts = {name: in_words(amount) for name, amount in result.amounts.items() if amount}
        told = {"street": result.street, "rw": result.rw, "tools": result.tools}
        return cls(data, initial=told | amounts)
