"""One form a row of a standard. The models lend their fields; nothing is saved here."""

from typing import Any

from django import forms

from balai.catalogue.models import Condition, Fee, Requirement, Step, TimeLimit
from balai.catalogue.rules.content import (
    ConditionRow,
    FeeRow,
    RequirementRow,
    StepRow,
    TimeLimitRow,
)

SHORT = {"rows": 2}


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    row_type: type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = str(field.label or "").capitalize()
            field.error_messages["required"] = "Isi bagian ini."

    def row(self) -> Any:
        return self.row_type(**self.cleaned_data)


class ConditionForm(RowForm):
    row_type = ConditionRow

    class Meta:
        model = Condition
        fields = ("key", "question", "answer", "phrase", "advice", "is_stop")
        widgets = {"key": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_stop") and not data.get("advice"):
            self.add_error("advice", "Tulis jalur yang benar, supaya warga tidak buntu.")
        return data


class RequirementForm(RowForm):
    row_type = RequirementRow
    field_order = ("key", "document", "form", "situation")
    situation = forms.ChoiceField(
        label="Berlaku",
        required=False,
        error_messages={"invalid_choice": "Keadaan itu sudah dihapus. Pilih lagi kapan syarat ini berlaku."},
    )

    class Meta:
        model = Requirement
        fields = ("key", "document", "form", "legal_basis", "where_to_get", "confirm")
        widgets = {
            "key": forms.HiddenInput,
            "where_to_get": forms.Textarea(attrs=SHORT),
            "confirm": forms.Textarea(attrs=SHORT),
        }

    def __init__(self, *args: Any, situations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False
        field = self.fields["situation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = situations

    def row(self) -> RequirementRow:
        fields = dict(self.cleaned_data)
        situation = str(fields.pop("situation") or "")
        return RequirementRow(
            **fields, condition=situation.removeprefix("!"), unless=situation.startswith("!")
        )


class StepForm(RowForm):
    row_type = StepRow

    class Meta:
        model = Step
        fields = ("actor", "action", "minutes", "confirm")
        widgets = {"action": forms.Textarea(attrs=SHORT), "confirm": forms.Textarea(attrs=SHORT)}


class TimeLimitForm(RowForm):
    row_type = TimeLimitRow

    class Meta:
        model = TimeLimit
        fields = ("amount", "unit", "starts", "legal_basis", "confirm")
        widgets = {"confirm": forms.Textarea(attrs=SHORT)}


class FeeForm(RowForm):
    row_type = FeeRow

    class Meta:
        model = Fee
        fields = ("purpose", "amount", "is_elsewhere", "legal_basis", "confirm")
        widgets = {"confirm": forms.Textarea(attrs=SHORT)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = "0 = gratis"
