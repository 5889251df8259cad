from django import forms

from balai.base.forms import ActionForm


class PublishForm(ActionForm):
    valid_from = forms.DateField(
        label="Berlaku mulai",
        help_text="Hari ini atau sesudahnya. Standar yang lama tetap bisa dibaca.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Pilih tanggal mulai.", "invalid": "Pilih tanggal yang benar."},
    )


class DiscardForm(ActionForm):
    """Asks only whether one is sure."""
