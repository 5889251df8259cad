"""Programmes, their rules and their days."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms

from balai.base import zones
from balai.base.codes import read_number
from balai.base.forms import ActionForm
from balai.base.permissions import Permission
from balai.field.rules import Kind
from balai.people.models import Assignment, Person
from balai.people.permissions import offices_where
from balai.places.models import Agency, Office
from balai.places.rules import Season
from balai.programs.models import Program, RuleVersion, Session
from balai.programs.rules import HoursTerms, OnHolidays, Pattern, RotaTerms, RuleTerms
from balai.programs.rules.words import NTHS

DAYS = list(enumerate(zones.WEEKDAYS))
LINE_HOURS = re.compile(r"^(\d{1,2})[.:](\d{2})\s*[-–—]\s*(\d{1,2})[.:](\d{2})$")


def date_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, input_formats=["%Y-%m-%d"]
    )


def time_field(label: str, *, help_text: str = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, required=False, help_text=help_text, widget=widget, input_formats=["%H:%M", "%H.%M"]
    )


class FactsForm(ActionForm):
    """What a programme is."""

    name = forms.CharField(label="Nama", max_length=120)
    tagline = forms.CharField(label="Sebutan atau kepanjangan", max_length=160, required=False)
    purpose = forms.CharField(
        label="Untuk apa",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu atau dua kalimat, dengan kata sehari-hari.",
    )
    audience = forms.CharField(label="Untuk siapa", max_length=200, required=False)
    place_text = forms.CharField(
        label="Tempat", max_length=200, required=False, help_text="Kosongkan bila berpindah-pindah."
    )
    is_free = forms.BooleanField(
        label="Tanpa biaya", required=False, help_text="Janji tanpa biaya tidak bisa ditarik kembali."
    )
    fee = forms.IntegerField(label="Biaya dalam rupiah", required=False, min_value=1)
    needs_roster = forms.BooleanField(
        label="Perlu petugas jaga yang memastikan hadir",
        required=False,
        help_text="Tiga hari sebelumnya ditandai bila belum ada; dua hari sebelumnya diumumkan.",
    )
    records = forms.MultipleChoiceField(
        label="Yang dicatat di lapangan",
        choices=[(kind.value, kind.label.capitalize()) for kind in Kind],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="HP petugas menampilkan tombol untuk yang dipilih saja.",
    )


class NewProgramForm(FactsForm):
    """A programme that begins: also whose it is and its address."""

    office = forms.ModelChoiceField(label="Kantor", queryset=Office.objects.none())
    slug = forms.SlugField(
        label="Alamat pendek", max_length=60, help_text="Huruf kecil dan tanda hubung: minggu-senyum-ceria"
    )
    field_order = ("office", "name", "slug")

    def __init__(self, *args: Any, by: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_where(by, Permission.PROGRAM_EDIT)  # type: ignore[attr-defined]


class EditDeskForm(ActionForm):
    """What a table offers, and which crew comes."""

    offers = forms.CharField(
        label="Yang dilayani",
        max_length=200,
        required=False,
        help_text="misalnya: KTP-el, KK, KIA. Warga membacanya.",
    )
    crew = forms.CharField(
        label="Regu",
        max_length=80,
        required=False,
        help_text="Hanya bila instansi ini punya lebih dari satu regu.",
    )


class DeskForm(EditDeskForm):
    """An agency that is asked for a table."""

    agency = forms.ModelChoiceField(
        label="Instansi",
        queryset=Agency.objects.order_by("name"),
        empty_label="Pilih instansi",
        help_text="Belum ada di daftar? Kepala kantor menambahnya di halaman Instansi.",
        error_messages={"required": "Pilih instansinya."},
    )
    field_order = ("agency", "offers", "crew")


class CopyDesksForm(ActionForm):
    """Asks nothing."""


class DecidingForm(ActionForm):
    """An action that may touch booked sessions: `keputusan_17=keep` says what becomes of each."""

    def decisions(self) -> dict[int, str]:
        prefix = "keputusan_"
        named = {k.removeprefix(prefix): v for k, v in self.data.items() if k.startswith(prefix)}
        numbered = {read_number(key): str(value) for key, value in named.items()}
        return {key: value for key, value in numbered.items() if key is not None}


class RuleForm(DecidingForm):
    """When it takes place: everything may be half-filled, but then it cannot be published."""

    starts_on = date_field("Berlaku mulai", help_text="Sebelum tanggal ini jadwal lama tetap berlaku.")
    pattern = forms.ChoiceField(
        label="Berulang", choices=Pattern.choices, widget=forms.RadioSelect, initial=Pattern.WEEKLY
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Hari", choices=DAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    every = forms.IntegerField(
        label="Setiap berapa pekan", min_value=1, max_value=52, initial=1, required=False
    )
    anchor = date_field(
        "Dihitung dari pekan yang memuat tanggal",
        required=False,
        help_text="Hanya bila lebih dari satu pekan.",
    )
    nths = forms.TypedMultipleChoiceField(
        label="Hari ke berapa dalam bulan",
        choices=[(number, word) for number, word in NTHS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Hanya untuk yang berulang setiap bulan.",
    )
    uses_office_hours = forms.BooleanField(label="Menurut jam kerja kantor", required=False)
    opens = time_field("Mulai")
    closes = time_field("Selesai")
    ramadan_opens = time_field("Mulai selama Ramadan")
    ramadan_closes = time_field("Selesai selama Ramadan")
    weekday_hours = forms.CharField(
        label="Hari dengan jam sendiri",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu baris satu hari. Contoh: Jumat 08.00-11.00",
    )
    on_holidays = forms.ChoiceField(
        label="Pada hari libur nasional", choices=OnHolidays.choices, widget=forms.RadioSelect, required=False
    )
    counts_joint_leave = forms.BooleanField(label="Cuti bersama dihitung sebagai hari libur", required=False)
    rota = forms.CharField(
        label="Tanggal keliling",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Satu baris satu tanggal: tanggal; tempat; regu meja; jam. "
        "Contoh: 30-05-2026; Kecamatan Setu; Regu A; 08.00-12.00. Regu dan jam boleh kosong.",
    )

    @property
    def has_rare_days(self) -> bool:
        """Fields that few need are folded, unless something stands in them."""
        is_weekly = self["pattern"].value() in ("weekly", "")
        return not is_weekly or str(self["every"].value()) not in ("1", "") or bool(self.errors.get("rota"))

    @property
    def has_rare_hours(self) -> bool:
        return any(self[name].value() for name in ("ramadan_opens", "ramadan_closes", "weekday_hours"))

    def clean_weekday_hours(self) -> tuple[HoursTerms, ...]:
        lines = self.cleaned_data["weekday_hours"].splitlines()
        return tuple(_weekday_line(line) for line in lines if line.strip())

    def clean_rota(self) -> tuple[RotaTerms, ...]:
        return tuple(_rota_line(line) for line in self.cleaned_data["rota"].splitlines() if line.strip())

    def action_fields(self) -> dict[str, object]:
        return {
            "terms": self.terms(),
            "starts_on": self.cleaned_data["starts_on"],
            "decisions": self.decisions(),
        }

    def terms(self) -> RuleTerms:
        data = {name: value for name, value in self.cleaned_data.items() if name != "starts_on"}
        data["weekdays"], data["nths"] = frozenset(data["weekdays"]), frozenset(data["nths"])
        data["pattern"] = Pattern(data["pattern"])
        data["on_holidays"] = OnHolidays(data["on_holidays"]) if data["on_holidays"] else None
        data["every"] = data["every"] or 1
        return RuleTerms(**data)


def rule_initial(version: RuleVersion | None, starts_on: date) -> dict[str, object]:
    """The rule in force as the form shows it."""
    if version is None:
        return {"starts_on": starts_on}
    names = "pattern every anchor uses_office_hours opens closes ramadan_opens ramadan_closes".split()
    values: dict[str, object] = {name: getattr(version, name) for name in names}
    return values | {
        "starts_on": starts_on,
        "weekdays": sorted(version.weekday_set),
        "nths": sorted(version.nth_set),
        "on_holidays": version.on_holidays,
        "counts_joint_leave": version.counts_joint_leave,
        "weekday_hours": "\n".join(
            f"{zones.WEEKDAYS[row.weekday]} {row.opens:%H.%M}-{row.closes:%H.%M}"
            for row in version.weekday_hours.all()
            if row.season == Season.NORMAL
        ),
        "rota": "\n".join(_rota_text(row) for row in sorted(version.rota.all(), key=lambda row: row.on)),
    }


class CancelForm(ActionForm):
    reason = forms.CharField(label="Alasan", max_length=200, help_text="Warga akan membacanya.")


class MoveForm(ActionForm):
    to_on = date_field("Dipindah ke tanggal", required=False, help_text="Kosongkan bila harinya tetap.")
    opens = time_field("Mulai")
    closes = time_field("Selesai")
    place_text = forms.CharField(label="Tempat", max_length=200, required=False)
    reason = forms.CharField(label="Alasan", max_length=200, help_text="Warga akan membacanya.")


class DecideForm(ActionForm):
    holds = forms.TypedChoiceField(
        label="Keputusan",
        choices=[("ya", "Tetap diadakan"), ("tidak", "Tidak diadakan")],
        coerce=lambda word: word == "ya",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Catatan untuk warga", max_length=200, required=False)


class AddForm(ActionForm):
    opens = time_field("Mulai")
    closes = time_field("Selesai")
    place_text = forms.CharField(label="Tempat", max_length=200, required=False)
    reason = forms.CharField(label="Catatan untuk warga", max_length=200, required=False)


class PauseForm(DecidingForm):
    starts_on = date_field("Berhenti mulai")
    ends_on = date_field("Sampai", required=False, help_text="Kosongkan bila belum tahu.")
    reason = forms.CharField(label="Alasan", max_length=200, help_text="Warga akan membacanya.")

    def action_fields(self) -> dict[str, object]:
        return {**super().action_fields(), "decisions": self.decisions()}


class ResumeForm(ActionForm):
    resumes_on = date_field("Buka lagi mulai")


class DutyForm(ActionForm):
    """Ask an officer of this office to be on duty."""

    person = forms.ModelChoiceField(label="Petugas", queryset=Person.objects.none())

    def __init__(self, *args: Any, session: Session, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Assignment.objects.in_force(now).filter(office=session.program.office)
        people = Person.objects.filter(is_active=True, pk__in=here.values("person")).order_by("display_name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class RestForm(ActionForm):
    rest_on = date_field("Libur pengganti")


def facts_initial(program: Program) -> dict[str, object]:
    return {name: getattr(program, name) for name in FactsForm.base_fields}


def _rota_text(row: Any) -> str:
    hours = f"{row.opens:%H.%M}-{row.closes:%H.%M}" if row.opens and row.closes else ""
    parts = [f"{row.on:%d-%m-%Y}", str(row), row.crew, hours]
    return "; ".join(parts).rstrip("; ")


def _rota_line(line: str) -> RotaTerms:
    parts = [part.strip() for part in line.split(";")] + [""] * 4
    opens, closes = _line_hours(parts[3], line) if parts[3] else (None, None)
    return RotaTerms(
        on=_line_date(parts[0], line), place_text=parts[1], crew=parts[2], opens=opens, closes=closes
    )


def _weekday_line(line: str) -> HoursTerms:
    name, _, span = line.strip().partition(" ")
    days = {word.lower(): number for number, word in DAYS}
    if name.lower() not in days:
        raise forms.ValidationError(f"Hari tidak dikenal di baris: {line.strip()}")
    opens, closes = _line_hours(span, line)
    return HoursTerms(days[name.lower()], opens, closes)


def _line_hours(text: str, line: str) -> tuple[time, time]:
    match = LINE_HOURS.match(text.strip())
    try:
        first, second, third, fourth = map(int, match.groups()) if match else (99, 0, 0, 0)
        return time(first, second), time(third, fourth)
    except ValueError:
        raise forms.ValidationError(f"Jam belum terbaca di baris: {line.strip()}") from None


def _line_date(text: str, line: str) -> date:
    for pattern in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise forms.ValidationError(f"Tanggal belum terbaca di baris: {line.strip()}")
