"""Photos before and after: bringing one in, naming its spot, covering it, the word before publishing."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from balai.base.errors import RuleBroken
from balai.documents.actions import covered
from balai.documents.forms import PictureField
from balai.documents.models import File
from balai.documents.rules.boxes import MOST, TOO_MANY, Box, read_box
from balai.engine.forms import OnceForm
from balai.programs.rules.pairs import LONGEST_NEAR, LONGEST_SPOT, STATEMENT, Side

SIDES = [(side.value, side.label.capitalize()) for side in Side]


def spot_field() -> forms.CharField:
    return forms.CharField(
        label="Titik",
        max_length=LONGEST_SPOT,
        help_text="Jalan dan tempatnya. Contoh: Gang Damai, depan musala. Tanpa nama orang.",
    )


def near_field() -> forms.CharField:
    return forms.CharField(
        label="Dekat dengan",
        max_length=LONGEST_NEAR,
        required=False,
        help_text="Patokan yang dikenal warga. Contoh: simpang pasar.",
    )


def hour_field(label: str, help_text: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        help_text=help_text,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}),
        error_messages={"invalid": "Tulis jamnya seperti 07.15."},
    )


class OnThatDay(OnceForm):
    """What stands in a field named `…taken` is an hour of the session's day."""

    def __init__(self, *args: Any, on: date, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.zone = on, zone

    def action_fields(self) -> dict[str, object]:
        fields = super().action_fields()
        for name in [name for name in fields if name.endswith("taken")]:
            hour = fields.pop(name)
            at = datetime.combine(self.on, hour, ZoneInfo(self.zone)) if isinstance(hour, time) else None
            fields[f"{name.removesuffix('taken')}at" if name != "taken" else "taken_at"] = at
        return fields


class ShotForm(OnThatDay):
    """One photo of a spot that is there already."""

    side = forms.ChoiceField(label="Kapan", choices=SIDES, widget=forms.RadioSelect)
    upload = PictureField(label="Foto")
    taken = hour_field(
        "Jam diambil", "Jam di tempat acara. Contoh: 07.15. Jam di dalam foto dihapus, jadi tulis di sini."
    )


class SpotShotForm(ShotForm):
    """The first photo of a spot, which begins with it."""

    label = spot_field()
    near = near_field()
    field_order = ["label", "near", "side", "upload", "taken"]


class SheetLineForm(OnThatDay):
    """One line of the paper sheet, with the photos that it names."""

    label = spot_field()
    near = near_field()
    before = PictureField(label="Foto sebelum", required=False)
    before_taken = hour_field("Jam foto sebelum", "Seperti di lembar. Contoh: 07.15.")
    after = PictureField(label="Foto sesudah", required=False)
    after_taken = hour_field("Jam foto sesudah", "Seperti di lembar. Contoh: 09.40.")
    reporter = forms.CharField(
        label="Dicatat oleh",
        max_length=60,
        required=False,
        help_text="Jabatan saja, misalnya: Ketua RT 05.",
    )


class SpotForm(OnceForm):
    label = spot_field()
    near = near_field()


class CoverForm(OnceForm):
    """Ticked cells of the grid (`petak`) and boxes drawn by hand (`kotak`): one list of both.

    Valid, it has drawn the photo anew already, as UploadField does: so the action is quick.
    """

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    boxes: tuple[Box, ...] = ()

    def __init__(self, *args: Any, source: File, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean(self) -> dict[str, Any]:
        words = [*self.data.getlist("petak"), *self.data.getlist("kotak")]  # type: ignore[attr-defined]
        found = {word: self._box(word) for word in words[: 2 * MOST]}
        self.boxes = tuple(dict.fromkeys(box for box in found.values() if box))[:MOST]
        if len(words) > MOST:
            self.add_error(None, TOO_MANY)
        if not self.errors:
            self._draw()
        return super().clean() or {}

    def _draw(self) -> None:
        try:
            self.drawn = covered(file=self.source, boxes=self.boxes)
        except RuleBroken as broken:
            self.add_error(None, broken.message)

    def _box(self, word: str) -> Box | None:
        """One that cannot be read is said, and the others stay marked."""
        try:
            return read_box(word)
        except RuleBroken as broken:
            if broken.message not in self.non_field_errors():
                self.add_error(None, broken.message)
            return None

    def action_fields(self) -> dict[str, object]:
        made = {"boxes": self.boxes, "source": self.source, "drawn": self.drawn}
        return super().action_fields() | made


class PublishForm(OnceForm):
    """The word that is kept in the record of deeds."""

    stated = forms.BooleanField(
        label=f"Saya sudah melihat kedua foto di atas: {STATEMENT}.",
        required=False,
        help_text="Pernyataan ini disimpan bersama nama Anda dan jamnya.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def clean_seen(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["seen"].split() if key.isdecimal() and len(key) < 12]
