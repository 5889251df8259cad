"""Fields that ask how somebody can be reached: they keep what was typed, and read what it means."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balai.base.errors import RuleBroken
from balai.base.phones import read_phone
from balai.engine.forms import OnceForm
from balai.people.contacts import Contact, phone_promise, read_contact


class PhoneField(forms.CharField):
    """As typed; an unreadable one is told at once, not after the summary."""

    def __init__(self, label: str = "Nomor HP (telepon genggam)", *, own: bool = True, **kwargs: Any) -> None:
        look = {"inputmode": "tel", "type": "tel"} | ({"autocomplete": "tel"} if own else {})
        super().__init__(label=label, max_length=20, widget=forms.TextInput(attrs=look), **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            return text and read_phone(text) and text
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken


class MailField(forms.EmailField):
    def __init__(self, label: str = "Alamat surel (e-mail)", **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        super().__init__(label=label, required=False, max_length=120, widget=widget, **kwargs)


class ReachForm(OnceForm):
    """A telephone, an address, or none of them; `contact` is what was read. `told`: when a word will come."""

    told = "Bila ada kabar"
    phone = PhoneField(required=False)
    email = MailField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = phone_promise(self.told)

    def clean(self) -> dict[str, Any]:
        """Read here, so that an unreadable number stands at its field."""
        values = super().clean() or {}
        try:
            self.contact = read_contact(**{name: values.get(name, "") for name in PARTS})
        except RuleBroken as broken:
            self.contact = Contact()
            self.add_error(str(broken.details.get("field", "phone")), broken.message)
        return values

    def action_fields(self) -> dict[str, object]:
        fields = super().action_fields()
        return {name: value for name, value in fields.items() if name not in PARTS} | {
            "contact": self.contact
        }


PARTS = ("name", "phone", "email", "nik")
