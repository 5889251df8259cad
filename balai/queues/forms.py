"""The fields of each deed in a line. What is asked of a resident says why it is asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balai.base.forms import ActionForm
from balai.catalogue.models import Service
from balai.engine.forms import OnceForm
from balai.people.contacts import phone_promise
from balai.people.reaching import MailField, PhoneField
from balai.queues.models import LineService, Sitting, Slot, Ticket
from balai.queues.readings import slot_of
from balai.queues.rules.states import Priority, UnmetReason

LARGEST = 2**63 - 1  # a key that the database knows
PRIORITIES = [
    (Priority.NONE, "Tidak perlu"),
    (Priority.ELDERLY, "Lansia (60 tahun ke atas)"),
    (Priority.DISABLED, "Penyandang disabilitas"),
    (Priority.MOTHER, "Ibu hamil atau menyusui"),
    (Priority.SMALL_CHILD, "Membawa anak kecil"),
]


def words(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs=attrs)


class WhoForm(OnceForm):
    """Who comes. What may be left empty says so."""

    name = forms.CharField(
        label="Nama panggilan",
        required=False,
        max_length=80,
        help_text="Supaya petugas dapat menyapa Anda. Boleh nama panggilan.",
        widget=words(autocomplete="name"),
    )
    phone = PhoneField(
        required=False,
        help_text="Satu HP satu tempat. Dengannya tiket yang hilang dapat dicari. Contoh: 0812 3456 7890. "
        "Tidak punya? Kosongkan, lalu simpan halaman tiket: halaman itu satu-satunya bukti Anda.",
    )
    email = MailField(
        help_text="Kami kirim tiket, pengingat sehari sebelumnya, dan kabar bila jadwal berubah."
    )
    priority = forms.ChoiceField(
        label="Perlu didahulukan?",
        required=False,
        choices=PRIORITIES,
        widget=forms.RadioSelect,
        help_text="Tidak perlu surat apa pun. Petugas melihatnya saat memanggil.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["phone"].help_text += f" {phone_promise('Bila jadwal berubah')}"

    def clean_priority(self) -> str:
        return self.cleaned_data["priority"] or Priority.NONE


class SlotField(forms.Field):
    """One of a sitting's hours, by its key; the form says of which sitting."""

    sitting: int | None = None

    def __init__(self) -> None:
        super().__init__(label="Jam", error_messages={"required": "Pilih dulu jamnya."})

    def to_python(self, value: Any) -> Slot | None:
        if value in self.empty_values:
            return None
        is_key = isinstance(value, int) or (str(value).isascii() and str(value).isdigit())
        pk = int(value) if is_key and len(str(value)) < len(str(LARGEST)) else 0
        found = slot_of(self.sitting, pk) if self.sitting and pk else None
        if found is None:
            raise ValidationError("Jam itu tidak ada pada hari ini. Pilih jam lain.", code="invalid_choice")
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Slot) else value


class BookForm(WhoForm):
    slot = SlotField()
    field_order = ["slot", "name", "phone", "email", "priority"]

    def __init__(self, data: Any, *, sitting: Sitting, chosen: LineService, now: datetime) -> None:
        super().__init__(data)
        self.chosen, self.now = chosen, now
        self.fields["slot"].sitting = sitting.pk  # type: ignore[attr-defined]

    def clean_slot(self) -> Slot:
        """What the list already knows; the action asks again under its lock."""
        slot: Slot = self.cleaned_data["slot"]
        if slot.starts_at <= self.now:
            raise ValidationError("Jam ini baru saja lewat. Pilih jam berikutnya.")
        if slot.free < self.chosen.units:
            raise ValidationError("Jam ini baru saja penuh. Pilih jam lain yang masih ada tempatnya.")
        return slot

    def action_fields(self) -> dict[str, object]:
        return {**super().action_fields(), "service": self.chosen.service}

    @property
    def priority_words(self) -> str:
        return dict(PRIORITIES)[self.cleaned_data["priority"]]


class WaitForm(WhoForm):
    """A place in the waiting list; without a contact the page itself is the only messenger."""


class ChangeForm(OnceForm):
    slot = SlotField()

    def __init__(self, data: Any, *, ticket: Ticket) -> None:
        super().__init__(data)
        self.fields["slot"].sitting = ticket.sitting_id  # type: ignore[attr-defined]


class FindForm(ActionForm):
    code = forms.CharField(
        label="Kode tiket",
        max_length=20,
        help_text="Delapan huruf dan angka di bawah nomor antrean. Contoh: 7K4M-Q2XP.",
        widget=words(
            autocomplete="off", autocapitalize="characters", spellcheck="false", **{"class": "code-input"}
        ),
    )
    phone = PhoneField("Nomor HP yang Anda tulis waktu memesan")


Named = Iterable[tuple[int, str]]


def the_service(pk: str) -> Service:
    return Service.objects.get(pk=pk)


def service_field(services: Named, *, empty: str = "", **kwargs: Any) -> forms.TypedChoiceField:
    """Of those that the line serves, read once by the caller; the row itself only when it is chosen."""
    choices = [*([("", empty)] if empty else []), *services]
    return forms.TypedChoiceField(
        label="Layanan", choices=choices, coerce=the_service, empty_value=None, **kwargs
    )


class WalkInForm(OnceForm):
    """At the desk: what for, and whether this person goes first."""

    def __init__(self, data: Any, *, services: Named) -> None:
        super().__init__(data)
        self.fields["service"] = service_field(services)

    priority = forms.ChoiceField(label="Didahulukan", required=False, choices=PRIORITIES)
    phone = PhoneField("Nomor HP", own=False, required=False)

    def clean_priority(self) -> str:
        return self.cleaned_data["priority"] or Priority.NONE


class TransferForm(ActionForm):
    """`elsewhere`: what other lines of this session serve, as 'sitting-service'."""

    def __init__(
        self, data: Any, *, services: Named, counters: int, elsewhere: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(data, auto_id="pindah_%s")
        choices: list[tuple[Any, str]] = [("", "tetap sama"), *services, *elsewhere]
        self.fields["service"] = forms.ChoiceField(label="Layanan", choices=choices, required=False)
        self.fields["counter"].choices = [("", "loket mana pun")] + [  # type: ignore[attr-defined]
            (number, f"loket {number}") for number in range(1, counters + 1)
        ]

    counter = forms.TypedChoiceField(label="Ke loket", required=False, coerce=int, empty_value=None)

    def clean(self) -> dict[str, Any]:
        """A service of this line; or of another, whose sitting is named before it."""
        there, _, service = str(self.cleaned_data.pop("service", "")).rpartition("-")
        self.cleaned_data["service"] = the_service(service) if service else None
        self.cleaned_data["sitting"] = Sitting.objects.get(pk=there) if there else None
        return self.cleaned_data


class NoteForm(ActionForm):
    text = forms.CharField(
        label="Catatan untuk petugas lain",
        max_length=300,
        required=False,
        help_text="Jangan menulis nama, NIK (nomor induk kependudukan), atau nomor HP.",
        widget=forms.Textarea(attrs={"rows": 2, "data-secret": ""}),
    )


class TurnAwayForm(ActionForm):
    reason = forms.ChoiceField(label="Sebabnya", choices=UnmetReason.choices)


class CodeForm(ActionForm):
    """What was typed or scanned: a code, a number, or a ticket's link."""

    text = forms.CharField(
        label="Kode, nomor, atau pindaian", max_length=200, widget=words(autocomplete="off")
    )


class CloseForm(ActionForm):
    """Asked once more before the day is closed."""

    sure = forms.BooleanField(
        label="Ya, tutup hari ini. Yang masih menunggu dicatat belum terlayani.",
        error_messages={"required": "Beri tanda centang dulu."},
    )

    def action_fields(self) -> dict[str, object]:
        return {}
