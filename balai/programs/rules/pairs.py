"""Before and after from one spot: what may be shown, and how coarse its place is kept."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import TextChoices

from balai.base import zones
from balai.base.errors import RuleBroken

STEPS = 2_000  # to a degree: one is 55 m to the north, nearly the same to the east in Indonesia
FARTHEST_NORTH, FARTHEST_EAST = 15, 180  # degrees: Indonesia lies within
LONGEST_SPOT, LONGEST_NEAR = 60, 80
MOST_SPOTS = 60  # of one session
MOST_SHOTS = 20  # of one spot
CLOCK_MAY_BE_OFF = timedelta(minutes=10)
STATEMENT = "tidak ada wajah atau pelat yang masih terlihat"


class Side(TextChoices):
    BEFORE = "before", "sebelum"
    AFTER = "after", "sesudah"


class Way(TextChoices):
    """How a photo came."""

    DEVICE = "device", "dari HP di lapangan"
    SHEET = "sheet", "dari lembar kertas"
    OFFICE = "office", "dari petugas"


class PairState(TextChoices):
    OPEN = "open", "belum terbit"
    PUBLISHED = "published", "terbit"
    WITHDRAWN = "withdrawn", "ditarik"


class Standing(TextChoices):
    """What a photo is to its side of the pair."""

    CHOSEN = "chosen", "dipakai"
    RIVAL = "rival", "menunggu dipilih"
    ASIDE = "aside", "disisihkan"
    DROPPED = "dropped", "dihapus"


SIDES = {str(side.label): side for side in Side}  # as phones and addresses spell them


def coarse(degrees: object, most: int) -> int | None:
    """In steps, so that nothing finer can be kept; None where nobody said, or where no place is."""
    if isinstance(degrees, bool) or not isinstance(degrees, int | float) or not -most <= degrees <= most:
        return None
    return round(degrees * STEPS)


def require_spot(key: str, *, spots: int) -> None:
    if not key:
        raise RuleBroken("pair.no_spot", "Tulis titiknya, misalnya: Gang Damai, depan musala.", field="label")
    if spots >= MOST_SPOTS:
        raise RuleBroken("pair.many_spots", f"Paling banyak {MOST_SPOTS} titik untuk satu kegiatan.")


def require_photos(count: int) -> None:
    if not count:
        raise RuleBroken(
            "pair.no_photo", "Pilih foto sebelum atau foto sesudah dari titik ini.", field="before"
        )


def require_room(shots: int) -> None:
    if shots >= MOST_SHOTS:
        raise RuleBroken("pair.many_shots", f"Paling banyak {MOST_SHOTS} foto untuk satu titik.")


def standing_of_new(others: Collection[str]) -> Standing:
    """The first of its side is used; a second waits beside it until a person chooses."""
    return Standing.RIVAL if Standing.CHOSEN in others else Standing.CHOSEN


def require_publishable(
    standings: Mapping[str, Collection[str]], *, is_covered: bool, is_as_seen: bool
) -> None:
    """`standings` by side; the officer states about exactly the copies that are there now."""
    for side in Side:
        if Standing.RIVAL in standings.get(side, ()):
            raise RuleBroken("pair.rivals", f"Ada dua foto {side.label}. Pilih satu dulu.")
        if Standing.CHOSEN not in standings.get(side, ()):
            raise RuleBroken("pair.half", f"Foto {side.label} belum ada.")
    if not is_covered:
        raise RuleBroken("pair.uncovered", "Periksa kedua foto dan tutup wajah dan pelatnya dulu.")
    if not is_as_seen:
        message = "Foto ini baru saja ditutup ulang atau diganti. Lihat lagi, lalu nyatakan sekali lagi."
        raise RuleBroken("pair.changed", message)


def clock_is_off(taken_at: datetime | None, received_at: datetime, *, on: object, zone: str) -> bool:
    """Taken after it came, or on another day than the session's: one of the two clocks is wrong."""
    if taken_at is None:
        return False
    return taken_at > received_at + CLOCK_MAY_BE_OFF or zones.local_day(taken_at, zone) != on
