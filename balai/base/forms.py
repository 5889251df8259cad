"""Forms of actions: the fields of one verb, and its refusals as errors of the form."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms

from balai.base.errors import RuleBroken
from balai.base.locks import patiently

Result = TypeVar("Result")
STIFF = forms.Field.default_error_messages["required"]


def own_ids(by_name: Mapping[str, forms.Form]) -> None:
    """Forms that share a page and have fields of one name: each label finds its own field."""
    for name, form in by_name.items():
        form.auto_id = f"id_{name}_%s"


class ActionForm(forms.Form):
    """`attempt` does the action when the fields are right; a broken rule becomes the form's own error."""

    required_css_class = "required"
    error_css_class = "has-error"
    broken: RuleBroken | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") is STIFF:
                field.error_messages["required"] = "Isi bagian ini dulu."

    def attempt(self, action: Callable[..., Result], **kwargs: object) -> Result | None:
        if not self.is_bound or not self.is_valid():
            return None
        return self.try_action(action, **kwargs, **self.action_fields())

    def action_fields(self) -> dict[str, object]:
        """What the action is given; a form may rename or combine its fields here."""
        return dict(self.cleaned_data)

    def try_action(self, action: Callable[..., Result], **kwargs: object) -> Result | None:
        """A busy database is asked twice; then the page says so and carries what was typed (base.locks)."""
        try:
            return patiently(action, **kwargs)
        except RuleBroken as broken:
            self.broken = broken
            field = broken.details.get("field")
            self.add_error(field if isinstance(field, str) and field in self.fields else None, broken.message)
            return None
