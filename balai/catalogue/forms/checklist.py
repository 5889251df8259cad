"""The questions and the tick list of 'Bawa apa saja?'."""

from itertools import groupby

from django import forms

from balai.catalogue.models import Condition, Requirement, Standard


class Situation(forms.Form):
    """Conditions of a standard as questions; of those that share one, a single answer is chosen."""

    def __init__(self, data: object, *, standard: Standard) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        conditions = sorted(standard.conditions.all(), key=lambda row: row.position)
        self.conditions = {row.key: row for row in conditions}
        for question, rows in groupby(conditions, key=lambda row: row.question):
            group = list(rows)
            self.fields[group[0].key] = self._field(question, group)

    @staticmethod
    def _field(question: str, group: list[Condition]) -> forms.Field:
        if len(group) == 1:
            choices = [("ya", group[0].answer), ("tidak", "Tidak")]
        else:
            choices = [(row.key, row.answer) for row in group]
        return forms.ChoiceField(
            label=question,
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Pilih salah satu."},
        )

    @property
    def chosen(self) -> list[Condition]:
        """The situations that this resident is in."""
        answers = self.cleaned_data.items()
        keys = [name if answer == "ya" else answer for name, answer in answers if answer != "tidak"]
        return [self.conditions[key] for key in keys]


class Having(forms.Form):
    """What a resident already holds."""

    ada = forms.MultipleChoiceField(required=False)

    def __init__(self, data: object, *, requirements: list[Requirement]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["ada"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row.key, row.document) for row in requirements]

    @property
    def keys(self) -> set[str]:
        return set(self.cleaned_data["ada"]) if self.is_valid() else set()
