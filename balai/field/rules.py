"""States of a device and of what it sent, limits, and what a person may decide. Pure."""

import re
import secrets
from datetime import timedelta

from django.db.models import TextChoices

from balai.base.codes import ALPHABET
from balai.base.errors import RuleBroken


class DeviceState(TextChoices):
    INVITED = "invited", "menunggu didaftarkan"
    ACTIVE = "active", "dipakai"
    REVOKED = "revoked", "dicabut"


class State(TextChoices):
    RECEIVED = "received", "diterima"
    QUARANTINED = "quarantined", "ditahan"
    APPLIED = "applied", "masuk"
    CONFLICT = "conflict", "perlu diputuskan"
    REFUSED = "refused", "ditolak"


ACCEPTED = (State.RECEIVED, State.APPLIED)


class Reason(TextChoices):
    """Why a person must look at it."""

    UNREAD = "unread", "belum terbaca"
    STRANGER = "stranger", "HP tidak dikenal"
    REVOKED = "revoked", "HP sudah dicabut"
    SIGNATURE = "signature", "tanda tangan HP tidak cocok"
    BROKEN = "broken", "isinya rusak"
    VERSION = "version", "dikirim oleh aplikasi yang lebih baru"
    QUOTA = "quota", "melebihi jatah HP hari itu"
    TWICE = "twice", "ada dua versi dari catatan yang sama"
    TAKER = "taker", "isinya bertentangan dengan catatan lain"


PROVED = (Reason.REVOKED, Reason.QUOTA)  # the device's signature was right: a person may accept it


class Kind(TextChoices):
    """What a phone may record about a session; a programme chooses among them (`Program.records`)."""

    HEADS = "hadir", "hadir per kelompok"
    RESULTS = "hasil", "hasil kerja"
    NOTE = "catatan", "catatan dan foto"
    ERRAND = "titipan", "titipan warga di meja layanan"
    PHOTO = "foto", "foto sebelum dan sesudah"


class Source(TextChoices):
    DEVICE = "device", "dari HP"
    TOLD = "told", "dari lembar atau telepon"


NEXT: dict[str, frozenset[str]] = {
    State.RECEIVED: frozenset({State.APPLIED, State.CONFLICT, State.REFUSED}),
    State.QUARANTINED: frozenset({State.RECEIVED, State.REFUSED}),
    State.CONFLICT: frozenset({State.RECEIVED, State.APPLIED, State.REFUSED}),
    State.APPLIED: frozenset(),
    State.REFUSED: frozenset(),
}

LARGEST_ENVELOPE = 64_000  # bytes
LARGEST_PHOTO = 2_000_000
MOST_PHOTOS = 6
QUOTA = 300  # records of one device in 24 hours; an officer may set another
MOST_QUOTA = 5_000
MOST_IDS = 5_000  # in one manifest
LARGEST_MANIFEST = 256_000
LARGEST_FILE = 12_000_000  # the app writes several of 8 MB rather than a larger one

CODE_LASTS = timedelta(hours=1)
CODE_LENGTH = 12
CODE_TRIES, CODE_WINDOW = 60, timedelta(hours=1)  # of one address
STRANGERS, STRANGERS_WINDOW = 300, timedelta(hours=1)  # of one address: unproved envelopes that are kept
ALL_STRANGERS = 5_000  # of all addresses together, in the same window
DAY = timedelta(days=1)
PER_DEVICE = 20_000  # records and manifests of one device in a day; more is no phone in a hand
CLOCK_MAY_BE_OFF = timedelta(minutes=10)
KEEP_RAW = timedelta(days=180)  # after it was applied or refused; its hash and receipt stay

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
KIND = re.compile(r"[a-z][a-z0-9_]{1,29}")
ABOUT = re.compile(r"[a-z0-9][a-z0-9/._:-]{0,119}")
HASH = re.compile(r"[0-9a-f]{64}")


def require_move(old: str, new: str) -> None:
    if new not in NEXT[old]:
        raise RuleBroken("field.move", "Kiriman ini sudah diputuskan. Muat ulang halamannya.")


def require_provable(reason: str) -> None:
    """What no device of ours signed cannot be let in by a click."""
    if reason not in PROVED:
        raise RuleBroken("field.unproved", "Kiriman ini tidak terbukti dari HP kantor. Hanya bisa ditolak.")


def require_reason(text: str) -> str:
    text = " ".join(text.split())
    if len(text) < 5:
        raise RuleBroken("field.reason", "Tulis alasannya, paling sedikit lima huruf.", field="note")
    return text


def require_quota(count: int) -> None:
    if not 1 <= count <= MOST_QUOTA:
        raise RuleBroken("field.quota", f"Jatah: 1 sampai {MOST_QUOTA} catatan sehari.", field="quota")


def new_code() -> str:
    """'7K4M-Q2XP-9TWH': 59 bits, shown once as a QR and in letters."""
    return code_from(secrets.token_bytes(32))


def code_from(raw: bytes) -> str:
    """Letter by letter from 256 bits: what is left over of them does not favour any letter."""
    rest, letters = int.from_bytes(raw), list[str]()
    for _ in range(CODE_LENGTH):
        rest, n = divmod(rest, len(ALPHABET))
        letters.append(ALPHABET[n])
    return "-".join("".join(letters[n : n + 4]) for n in range(0, CODE_LENGTH, 4))


def require_open_code(state: str, *, is_over: bool) -> None:
    """Each says what to do: whoever holds the phone stands on the street."""
    if state == DeviceState.REVOKED:
        raise RuleBroken("field.code_revoked", "HP ini sudah dicabut. Minta pendaftaran baru di kantor.")
    if state != DeviceState.INVITED:
        raise RuleBroken("field.code_used", "Kode ini sudah dipakai HP lain. Minta kode baru di kantor.")
    if is_over:
        message = "Kode ini sudah lewat: hanya berlaku satu jam. Minta petugas membuat kode baru."
        raise RuleBroken("field.code_over", message)


def read_code(typed: str) -> str:
    letters = "".join(c for c in typed.upper() if c in ALPHABET)
    return "-".join(letters[n : n + 4] for n in range(0, len(letters), 4))
