"""Words of the line, and which state may follow which."""

from datetime import datetime, timedelta

from django.db.models import TextChoices

from balai.base.errors import RuleBroken

KEEP = timedelta(days=30)  # after the day of the ticket; then who it belonged to is erased


class SittingState(TextChoices):
    OPEN = "open", "dibuka"
    PAUSED = "paused", "berhenti sebentar"
    CLOSED = "closed", "ditutup"


class Source(TextChoices):
    ONLINE = "online", "pesan dari rumah"
    WALK_IN = "walk_in", "datang langsung"
    PAPER = "paper", "nomor kertas"
    API = "api", "aplikasi lain"


DOOR = (Source.WALK_IN, Source.PAPER)  # these take of the slot's places at the door


class Priority(TextChoices):
    """Chosen by the resident, seen by the officer; nobody is asked for a proof."""

    NONE = "none", "tidak ada"
    ELDERLY = "lansia", "lansia (60 tahun ke atas)"
    DISABLED = "disabilitas", "penyandang disabilitas"
    MOTHER = "hamil_menyusui", "ibu hamil atau menyusui"
    SMALL_CHILD = "anak_kecil", "membawa anak kecil"


class TicketState(TextChoices):
    BOOKED = "booked", "dipesan"
    WAITING = "waiting", "menunggu"
    CALLED = "called", "dipanggil"
    SERVING = "serving", "dilayani"
    SERVED = "served", "selesai"
    MISSED = "missed", "tidak hadir"
    CANCELLED = "cancelled", "dibatalkan"
    TURNED_AWAY = "turned_away", "belum terlayani"


class WaitState(TextChoices):
    WAITING = "waiting", "menunggu tempat"
    OFFERED = "offered", "ditawari tempat"
    TAKEN = "taken", "mendapat tempat"
    LAPSED = "lapsed", "tawaran lewat"
    LEFT = "left", "keluar dari daftar"
    OVER = "over", "tidak kebagian"


class UnmetReason(TextChoices):
    FULL = "full", "tempat penuh"
    LATE = "late", "datang setelah tutup"
    NO_DOCUMENT = "no_document", "berkas belum lengkap"
    OUT_OF_STOCK = "out_of_stock", "blangko habis"
    NOT_OFFERED = "not_offered", "layanan tidak ada di sini"
    NOT_REACHED = "not_reached", "belum terpanggil sampai tutup"


# Who still counts on a place: one such ticket per phone, service and day.
LIVE = (TicketState.BOOKED, TicketState.WAITING, TicketState.CALLED, TicketState.SERVING)
HERE = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING)
AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)
ENDED = (TicketState.SERVED, TicketState.MISSED, TicketState.CANCELLED, TicketState.TURNED_AWAY)
WAIT_LIVE = (WaitState.WAITING, WaitState.OFFERED)

NEXT: dict[str, frozenset[str]] = {
    TicketState.BOOKED: frozenset(
        {TicketState.WAITING, TicketState.MISSED, TicketState.CANCELLED, TicketState.TURNED_AWAY}
    ),
    TicketState.WAITING: frozenset(
        {TicketState.CALLED, TicketState.MISSED, TicketState.CANCELLED, TicketState.TURNED_AWAY}
    ),
    TicketState.CALLED: frozenset(
        {
            TicketState.CALLED,  # called again
            TicketState.SERVING,
            TicketState.SERVED,
            TicketState.MISSED,
            TicketState.WAITING,  # put back, or sent to another counter
            TicketState.TURNED_AWAY,
        }
    ),
    TicketState.SERVING: frozenset({TicketState.SERVED, TicketState.WAITING, TicketState.TURNED_AWAY}),
    TicketState.MISSED: frozenset({TicketState.WAITING}),  # who comes late is heard after all
    TicketState.SERVED: frozenset(),
    TicketState.CANCELLED: frozenset(),
    TicketState.TURNED_AWAY: frozenset(),
}

ALREADY = {
    TicketState.CALLED: "Nomor ini sedang dipanggil.",
    TicketState.SERVING: "Nomor ini sedang dilayani.",
    TicketState.SERVED: "Nomor ini sudah selesai dilayani.",
    TicketState.MISSED: "Nomor ini ditandai tidak hadir. Minta petugas memasukkannya kembali.",
    TicketState.CANCELLED: "Nomor ini sudah dibatalkan. Silakan ambil nomor baru.",
    TicketState.TURNED_AWAY: "Nomor ini sudah ditutup. Silakan ambil nomor baru.",
    TicketState.BOOKED: "Pemilik nomor ini belum lapor datang.",
    TicketState.WAITING: "Nomor ini sedang menunggu giliran.",
}


RESTORE_WITHIN = timedelta(minutes=10)  # a resident's second thought after cancelling


def may_restore(state: str, ended_at: datetime | None, now: datetime) -> bool:
    return state == TicketState.CANCELLED and ended_at is not None and now <= ended_at + RESTORE_WITHIN


def require_move(old: str, new: str) -> None:
    if new not in NEXT[old]:
        raise RuleBroken("queue.move", ALREADY[TicketState(old)], state=old)


def before(new: str) -> list[str]:
    """The states from which this one may be reached: the guard of an UPDATE."""
    return [old for old, following in NEXT.items() if new in following]
