"""The quarantine: what may follow what."""

from datetime import timedelta

from django.db.models import TextChoices

from balai.base.errors import RuleBroken


class State(TextChoices):
    RECEIVED = "received", "menunggu diperiksa"
    SCANNING = "scanning", "sedang diperiksa"
    CLEAN = "clean", "aman"
    REFUSED = "refused", "ditolak"
    DISCARDED = "discarded", "dihapus"


class Reason(TextChoices):
    """Why a file was refused after it had come in."""

    VIRUS = "virus", "pemindai menemukan virus"
    UNFIT = "unfit", "tidak sesuai keperluan"
    OTHERS = "others", "memuat data orang lain"
    LOST = "lost", "isinya tidak terbaca lagi"


class Obstacle(TextChoices):
    """Why a file still waits."""

    NO_SCANNER = "no_scanner", "pemindai virus belum dipasang"
    DOWN = "down", "pemindai virus tidak menjawab"
    TOO_LARGE = "too_large", "terlalu besar untuk pemindai virus"


class Way(TextChoices):
    """What let a file out of quarantine."""

    SCANNED = "scanned", "diperiksa pemindai virus"
    REMADE = "remade", "gambar disusun ulang, tanpa pemindai"
    MADE = "made", "dibuat Balai sendiri"
    COVERED = "covered", "digambar ulang dari foto yang aman, dengan bagian yang ditutup"


NEXT: dict[str, set[str]] = {
    State.RECEIVED: {State.SCANNING, State.REFUSED, State.DISCARDED},
    State.SCANNING: {State.CLEAN, State.REFUSED, State.RECEIVED, State.DISCARDED},
    State.CLEAN: {State.DISCARDED},
    State.REFUSED: {State.DISCARDED},
    State.DISCARDED: set(),
}
LEASE = timedelta(minutes=10)  # longer than a batch whose every file times out
WITHOUT_SCANNER = 300  # seconds until it is looked whether there is one now
LONGEST_WAIT = 3600


def require_move(old: str, new: str) -> None:
    if new not in NEXT[old]:
        raise RuleBroken("document.move", f"Berkas ini {State(old).label}: langkah itu tidak bisa lagi.")


def wait_before(tries: int, obstacle: str) -> timedelta:
    """30 s doubling up to an hour; a scanner that is not there is looked for every five minutes."""
    if obstacle == Obstacle.NO_SCANNER:
        return timedelta(seconds=WITHOUT_SCANNER)
    return timedelta(seconds=min(30 * (1 << min(tries, 10)), LONGEST_WAIT))
