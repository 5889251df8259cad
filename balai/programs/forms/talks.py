"""A dialogue: scheduled on one page, its plan, its speakers, its papers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.catalogue.models import Service
from balai.documents.forms import UploadField
from balai.engine.forms import OnceForm
from balai.places.models import Agency
from balai.programs.actions import Invitee
from balai.programs.forms.schedule import date_field, time_field
from balai.programs.models import Plan
from balai.programs.rules.talks import Item, agenda_text, read_agenda

ROWS = (1, 2, 3)  # speakers on the page that schedules; more are invited on the plan's page
ROLE = "pembicara"


def agency_field(*, label: str = "Instansi") -> forms.ModelChoiceField:  # type: ignore[type-arg]
    agencies = Agency.objects.order_by("name")
    return forms.ModelChoiceField(
        label=label, queryset=agencies, required=False, empty_label="Pilih instansi"
    )


class PlanForm(ActionForm):
    """Theme, what is spoken of, agenda, linked services: all of it may be missing yet."""

    theme = forms.CharField(
        label="Tema",
        max_length=120,
        required=False,
        help_text="Seperti warga menyebutnya. Contoh: Mengurus surat ahli waris.",
    )
    about = forms.CharField(
        label="Yang dibahas",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang dapat ditanyakan. Satu atau dua kalimat.",
    )
    agenda = forms.CharField(
        label="Susunan acara",
        required=False,
        max_length=2500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu baris satu acara, menitnya di depan. Contoh: 15 Pembukaan.",
    )
    services = forms.ModelMultipleChoiceField(
        label="Layanan terkait",
        queryset=Service.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "services" in self.fields:
            rows = Service.objects.public().order_by("name").only("pk", "name")
            self.fields["services"].queryset = rows  # type: ignore[attr-defined]

    def clean_agenda(self) -> tuple[Item, ...]:
        try:
            return read_agenda(self.cleaned_data["agenda"])
        except RuleBroken as broken:
            raise ValidationError(broken.message, code=broken.code) from broken


def plan_initial(plan: Plan | None) -> dict[str, object]:
    if plan is None:
        return {}
    return {
        "theme": plan.theme,
        "about": plan.about,
        "agenda": agenda_text(row.terms for row in plan.items.order_by("place")),
        "services": [service.pk for service in plan.services.all()],
    }


class TalkForm(PlanForm):
    """A new date with its plan and its first speakers."""

    services = None  # type: ignore[assignment]  # linked later, on the plan's page
    on = date_field("Tanggal")
    opens = time_field("Mulai")
    closes = time_field("Selesai")
    place_text = forms.CharField(
        label="Tempat", max_length=200, required=False, help_text="Kosong berarti di tempat yang biasa."
    )
    field_order = ("on", "opens", "closes", "place_text", "theme", "about", "agenda")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opens"].required = self.fields["closes"].required = True
        for row in ROWS:
            self.fields[f"agency_{row}"] = agency_field(label=f"Pembicara {row}: instansi")
            self.fields[f"outside_{row}"] = forms.CharField(
                label="Atau lembaga lain", max_length=120, required=False
            )
            self.fields[f"role_{row}"] = forms.CharField(
                label="Peran", max_length=120, required=False,
                help_text="Misalnya: pembicara pajak daerah." if row == ROWS[0] else "",
            )  # fmt: skip

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What may be missing yet."""
        return [self[name] for name in ("place_text", "theme", "about", "agenda")]

    @property
    def speaker_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{row}"] for name in ("agency", "outside", "role")] for row in ROWS]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for row in ROWS:
            if values.get(f"agency_{row}") and values.get(f"outside_{row}"):
                self.add_error(f"outside_{row}", "Pilih instansi, atau tulis lembaga lain. Jangan keduanya.")
        return values

    def action_fields(self) -> dict[str, object]:
        data = self.cleaned_data
        named = [row for row in ROWS if data[f"agency_{row}"] or data[f"outside_{row}"]]
        speakers = [
            Invitee(data[f"role_{row}"] or ROLE, data[f"agency_{row}"], data[f"outside_{row}"])
            for row in named
        ]
        return {name: data[name] for name in self.field_order} | {"speakers": speakers}


class SpeakerForm(OnceForm):
    """One more who is asked to speak."""

    agency = agency_field()
    outside = forms.CharField(
        label="Atau lembaga lain",
        max_length=120,
        required=False,
        help_text="Yang tidak ada di daftar instansi.",
    )
    role = forms.CharField(
        label="Peran", max_length=120, required=False, help_text="Misalnya: pembicara pajak daerah."
    )

    def action_fields(self) -> dict[str, object]:
        data = super().action_fields()
        invitee = Invitee(str(data["role"] or ROLE), data["agency"], str(data["outside"]))  # type: ignore[arg-type]
        return {"invitee": invitee}


class ComeForm(OnceForm):
    """Yes, and who comes."""

    comes_as = forms.CharField(
        label="Siapa yang datang?",
        max_length=120,
        required=False,
        help_text="Jabatannya saja, misalnya: Kepala UPT. Ini dibaca warga.",
    )


class DeclineForm(OnceForm):
    reason = forms.CharField(
        label="Alasan tidak bisa hadir", max_length=200, help_text="Hanya dibaca pengundang."
    )


class MaterialForm(OnceForm):
    title = forms.CharField(label="Judul bahan", max_length=120)
    upload = UploadField(label="Berkas")
