"""A dirty spot on a street: how a street is told from another, and what may become of a spot."""

import re
from datetime import datetime

from django.db.models import TextChoices

from balai.base.errors import RuleBroken
from balai.programs.rules.attendance import key_of

LONGEST_STREET, LONGEST_NEAR, LONGEST_SPOT = 80, 120, 2200
ALIKE_NEAR = 0.2  # on one street: from here on perhaps the same place (rules/likeness)
PER_NETWORK = 20  # spots that one network may report in an hour: a street may share one address
ROAD = {"jl", "jln", "jalan"}
ALLEY = {"gg": "gang", "lr": "lorong", "lrg": "lorong", "ds": "dusun"}
HOUSE = re.compile(r"\b(?:no|nomor|rt|rw|blok)\b\.?\s*\d", re.IGNORECASE)


class SpotState(TextChoices):
    OPEN = "open", "belum dijadwalkan"
    PLANNED = "planned", "dijadwalkan"
    DONE = "done", "sudah dibersihkan"


class Deed(TextChoices):
    """What was done with a spot, one after the other."""

    PLANNED = "planned", "dijadwalkan"
    RELEASED = "released", "dilepas dari jadwal"
    CANCELLED = "cancelled", "jadwalnya dibatalkan"
    NOT_DONE = "not_done", "belum selesai"
    DONE = "done", "sudah dibersihkan"
    UNDONE = "undone", "hasilnya dibetulkan: belum selesai"
    REOPENED = "reopened", "pelapor menyatakan belum bersih"
    JOINED = "joined", "digabung dengan laporan lain tentang tempat yang sama"
    PARTED = "parted", "dipisah lagi dari laporan lain"


# Of the place: told to everybody who reported it.
OF_THE_PLACE = frozenset({Deed.PLANNED, Deed.RELEASED, Deed.CANCELLED, Deed.NOT_DONE})
NEEDS_REASON = frozenset({Deed.RELEASED, Deed.NOT_DONE, Deed.UNDONE})


def street_key(words: str) -> str:
    """'Jl. D.I. Panjaitan', 'jalan DI Panjaitan' and 'DI  PANJAITAN' are one street."""
    joined: list[str] = []
    letters = ""
    for part in key_of(words).split():
        if len(part) == 1 and part.isalpha():
            letters += part
            continue
        joined += [letters] if letters else []
        letters = ""
        joined.append(ALLEY.get(part, part))
    joined += [letters] if letters else []
    return " ".join(part for part in joined if part not in ROAD)


def lies_on(street: str, place: str) -> bool:
    """Whether words about a place ('Sepanjang Jalan DI Panjaitan dan sekitarnya') name this street."""
    key = street_key(street)
    return bool(key) and f" {key} " in f" {street_key(place)} "


def require_street(street: str) -> str:
    """A street, not a house: it stands for everybody to read."""
    street = " ".join(street.split())
    if len(street_key(street)) < 2:
        raise RuleBroken("spot.no_street", "Tulis nama jalannya.", field="street")
    if len(street) > LONGEST_STREET:
        raise RuleBroken("spot.street", f"Nama jalan paling panjang {LONGEST_STREET} huruf.", field="street")
    if HOUSE.search(street):
        message = 'Tulis nama jalannya saja. Nomor rumah atau RT (rukun tetangga) tulis di "Dekat apa?".'
        raise RuleBroken("spot.house", message, field="street")
    return street


def require_told(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if len(text) > LONGEST_SPOT:
        message = f"Paling panjang {LONGEST_SPOT} huruf; ini {len(text)}. Ringkas dahulu."
        raise RuleBroken("spot.long", message, field="text")
    return text


def require_plannable(state: str, *, planned_for: str, is_closed: bool) -> None:
    """One spot belongs to one session at a time."""
    if is_closed:
        raise RuleBroken("spot.closed", "Laporan tempat ini sudah ditutup.")
    if state == SpotState.PLANNED:
        raise RuleBroken("spot.planned", f"Tempat ini sudah dijadwalkan untuk {planned_for}.")
    if state == SpotState.DONE:
        raise RuleBroken("spot.done", "Tempat ini sudah dibersihkan.")


def require_planned(state: str) -> None:
    if state != SpotState.PLANNED:
        raise RuleBroken("spot.not_planned", "Tempat ini tidak sedang dijadwalkan.")


def require_worked_on(state: str, *, begins: datetime | None, agency_answered: bool, now: datetime) -> None:
    """Cleaned at its session, or by the agency that was asked; never before the day came."""
    if state == SpotState.DONE:
        raise RuleBroken("spot.done", "Tempat ini sudah ditandai bersih.")
    if begins is None and not agency_answered:
        raise RuleBroken("spot.not_planned", "Jadwalkan dahulu. Setelah kerjanya, baru ditandai bersih.")
    if begins is not None and now < begins:
        raise RuleBroken("spot.early", "Kerja baktinya belum mulai. Tandai setelah dikerjakan.")


def require_done(state: str) -> None:
    if state != SpotState.DONE:
        raise RuleBroken("spot.not_done", "Tempat ini belum ditandai bersih.")


def require_reason(deed: str, reason: str) -> None:
    if deed in NEEDS_REASON and len(reason.strip()) < 5:
        raise RuleBroken("spot.reason", "Tulis alasannya. Warga akan membacanya.", field="reason")


def leads(*, first_is_busy: bool, second_is_busy: bool) -> bool:
    """Whether the older of two alike spots lives on: busy is what has a day, or lies with an agency."""
    if first_is_busy and second_is_busy:
        message = "Keduanya sudah dijadwalkan atau diteruskan. Lepas salah satu dahulu, lalu gabungkan."
        raise RuleBroken("spot.both_busy", message)
    return first_is_busy or not second_is_busy


def require_one(*, follows: bool) -> None:
    """What was joined is worked on where it was joined to."""
    if follows:
        raise RuleBroken("spot.follows", "Laporan ini digabung. Kerjakan pada tempat yang tetap.")
