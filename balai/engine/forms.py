"""A form whose sending counts once, however often it arrives."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django import forms

from balai.base.forms import ActionForm
from balai.engine.actions import once

Result = TypeVar("Result")


class OnceForm(ActionForm):
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = secrets.token_urlsafe(16)

    def action_fields(self) -> dict[str, object]:
        return {name: value for name, value in super().action_fields().items() if name != "form_key"}

    def attempt_once(
        self,
        action: Callable[..., Result],
        *,
        answer: Callable[[Result], str],
        purpose: str,
        now: datetime,
        **kwargs: object,
    ) -> str | None:
        """The answer to the first sending of this form, or None when fields or rules refuse."""
        if not self.is_bound or not self.is_valid():
            return None
        key = self.cleaned_data["form_key"] or secrets.token_urlsafe(16)

        def do() -> str:
            return answer(action(now=now, **kwargs, **self.action_fields()))

        return self.try_action(once, key=key, purpose=purpose, now=now, do=do)
