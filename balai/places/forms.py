"""Fields of an office, its hours and counters, and of the decreed calendar."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.base.zones import WEEKDAYS, ZONE_CHOICES
from balai.places.models import Agency, Office, OpeningHours, Place
from balai.places.rules import DayHours, HolidayKind, OfficeKind, Rt, read_rts, require_hours

HOUR_FORMATS = ["%H.%M", "%H:%M", "%H,%M", "%H%M"]
PARTS = [("opens", "buka"), ("closes", "tutup"), ("break_from", "istirahat mulai"), ("break_to", "selesai")]


class OfficeForm(ActionForm):
    name = forms.CharField(label="Nama kantor", max_length=120)
    kind = forms.ChoiceField(label="Jenis", choices=OfficeKind.choices)
    address = forms.CharField(label="Alamat", max_length=200, required=False)
    phone_public = forms.CharField(label="Telepon kantor", max_length=30, required=False)
    zone = forms.ChoiceField(label="Zona waktu", choices=ZONE_CHOICES)
    works_on_joint_leave = forms.BooleanField(label="Tetap buka saat cuti bersama", required=False)

    agency = forms.ModelChoiceField(
        label="Milik instansi",
        queryset=Agency.objects.order_by("name"),
        required=False,
        empty_label="Tidak satu pun",
        help_text="Untuk UPT dan dinas, misalnya: Disdukcapil.",
    )

    @classmethod
    def of(cls, office: Office, data: Any = None) -> "OfficeForm":
        return cls(data, initial={name: getattr(office, name) for name in cls.base_fields})


class NeighbourhoodsForm(ActionForm):
    """All RTs of a kelurahan, an RW a line."""

    text = forms.CharField(
        label="RW dan RT",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text="Satu baris satu RW: nomor RW, titik dua, lalu nomor RT. Contoh: 01: 1-6, atau 02: 1-4, 6. "
        "Nama jalan boleh ditulis di belakang, misalnya: 02: 5 Jalan DI Panjaitan.",
    )

    def clean_text(self) -> list[Rt]:
        try:
            return read_rts(self.cleaned_data["text"])
        except RuleBroken as broken:
            raise forms.ValidationError(broken.message) from broken

    def action_fields(self) -> dict[str, object]:
        return {"rts": self.cleaned_data["text"]}


class NewOfficeForm(ActionForm):
    """An office under one's own region; its zone is its place's."""

    name = forms.CharField(label="Nama kantor", max_length=120, help_text="misalnya: Kelurahan Sukamaju")
    kind = forms.ChoiceField(label="Jenis", choices=OfficeKind.choices)
    place = forms.ModelChoiceField(
        label="Wilayah",
        queryset=Place.objects.none(),
        empty_label="Pilih wilayah",
        error_messages={"required": "Pilih wilayahnya.", "invalid_choice": "Pilih wilayah yang Anda kelola."},
    )
    agency = forms.ModelChoiceField(
        label="Milik instansi",
        queryset=Agency.objects.order_by("name"),
        required=False,
        empty_label="Tidak satu pun",
        help_text="Untuk UPT dan dinas, misalnya: Disdukcapil.",
    )
    address = forms.CharField(label="Alamat", max_length=200)
    phone_public = forms.CharField(label="Telepon kantor", max_length=30, required=False)

    def __init__(self, *args: Any, above: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        below = Q(pk=None)
        for code in above.values_list("place__code", flat=True):
            below |= Q(code=code) | Q(code__startswith=f"{code}.")
        field.queryset = Place.objects.filter(below).order_by("code")
        field.label_from_instance = _place_words  # type: ignore[assignment]


def _place_words(place: Place) -> str:
    return f"{place} ({place.get_level_display()}, {place.code})"


class AgencyForm(ActionForm):
    name = forms.CharField(label="Nama lengkap", max_length=120, help_text="misalnya: Bank Sampah Rekaan")
    short_name = forms.CharField(label="Nama pendek", max_length=40, required=False)


class HourField(forms.TimeField):
    """'07.30', as people here write it; a browser's own field would show AM and PM to some."""

    def __init__(self, label: str) -> None:
        look = {"class": "short num", "aria-label": label, "inputmode": "decimal", "maxlength": "5"}
        widget = forms.TimeInput(attrs=look, format="%H.%M")
        super().__init__(label=label, required=False, input_formats=HOUR_FORMATS, widget=widget)
        self.error_messages["invalid"] = f"{label}: tulis jam seperti 07.30."


class HoursForm(ActionForm):
    """A week: each day's two or four hours; a day without hours is closed."""

    def __init__(self, data: Any = None, *, hours: Iterable[OpeningHours], prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        known = {row.weekday: row for row in hours}
        for weekday, word in enumerate(WEEKDAYS):
            for part, label in PARTS:
                field = HourField(f"{word}, {label}")
                field.initial = getattr(known.get(weekday), part, None)
                self.fields[f"{part}_{weekday}"] = field

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(word, [self[f"{part}_{n}"] for part, _ in PARTS]) for n, word in enumerate(WEEKDAYS)]

    def clean(self) -> dict[str, Any]:
        for weekday, word in enumerate(WEEKDAYS):
            try:
                require_hours(*self._day(weekday))
            except RuleBroken as broken:
                self.add_error(f"opens_{weekday}", f"{word}: {broken.message}")
        return self.cleaned_data

    def _day(self, weekday: int) -> tuple[time | None, time | None, time | None, time | None]:
        opens, closes, start, end = (self.cleaned_data.get(f"{part}_{weekday}") for part, _ in PARTS)
        return opens, closes, start, end

    def action_fields(self) -> dict[str, object]:
        days = []
        for weekday in range(7):
            opens, closes, start, end = self._day(weekday)
            if opens and closes:
                days.append(DayHours(weekday, opens, closes, start, end))
        return {"hours": days}


class CounterForm(ActionForm):
    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="counter_%s")

    number = forms.IntegerField(label="Nomor loket", min_value=1, max_value=99)
    name = forms.CharField(
        label="Keterangan", max_length=80, required=False, help_text="misalnya: KTP dan KK"
    )


class ShowForm(ActionForm):
    """Asks nothing."""


class ChangeCounterForm(ActionForm):
    name = forms.CharField(max_length=80, required=False)
    is_active = forms.BooleanField(required=False)


def day_field(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class YearForm(ActionForm):
    """The decree that fixes a year, and its Ramadan."""

    source = forms.CharField(
        label="Dasar hukum", max_length=200, help_text="misalnya: SKB 3 Menteri, nomor dan tanggalnya"
    )
    ramadan_from = day_field("Hari pertama Ramadan", required=False)
    ramadan_to = day_field("Hari terakhir Ramadan", required=False)
    ramadan_source = forms.CharField(
        label="Dasar tanggal Ramadan",
        max_length=200,
        required=False,
        help_text="misalnya: sidang isbat dan tanggalnya",
    )


class OverrideForm(ActionForm):
    """A day that a decree adds to the holidays, or takes away."""

    on = day_field("Tanggal")
    name = forms.CharField(label="Nama hari", max_length=120)
    kind = forms.ChoiceField(label="Jenis", choices=HolidayKind.choices)
    is_removed = forms.BooleanField(label="Hari ini bukan hari libur lagi", required=False)
    source = forms.CharField(label="Dasar hukum", max_length=200)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="override_%s", **kwargs)
        self.year = year

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on.year != self.year:
            raise forms.ValidationError(f"Tanggal ini bukan tahun {self.year}.")
        return on
