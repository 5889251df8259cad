"""Words of a voice: who speaks, how it came, what lies at the root of it."""

from datetime import timedelta

from django.db.models import TextChoices

from balai.base.errors import RuleBroken


class Naming(TextChoices):
    """Two different things, each said in one sentence: nobody knows, or nobody else is told."""

    NAMED = "named", "dengan nama"
    ANONYMOUS = "anonim", "anonim"
    NAMELESS = "tanpa_nama", "tanpa nama"


EXPLAINED = {
    Naming.NAMED: "Nama Anda hanya dibuka kepada petugas yang menangani, bila perlu.",
    Naming.ANONYMOUS: "Nama Anda tersimpan tersegel. Tidak kami berikan kepada instansi mana pun.",
    Naming.NAMELESS: "Nama dan nomor Anda tidak kami simpan. Pegang kode dan PIN Anda.",
}


SAID_OF = {  # the same, for an officer who fills it in with the person
    Naming.NAMED: "Namanya hanya dibuka kepada petugas yang menangani, bila perlu.",
    Naming.ANONYMOUS: "Namanya tersimpan tersegel. Tidak diberikan kepada instansi mana pun.",
    Naming.NAMELESS: "Nama dan nomor tidak disimpan. Kode dan PIN membuka laporannya lagi.",
}


class Channel(TextChoices):
    ROOM = "room", "ruang curhat"
    DESK = "desk", "loket"
    WEB = "web", "lewat internet"
    PAPER = "paper", "kertas"
    PHONE = "phone", "telepon"
    STREET = "street", "di lapangan"


class Cause(TextChoices):
    """The root, as the listener sees it. One voice has one; `UNKNOWN` is honest."""

    UNKNOWN = "unknown", "belum jelas"
    WAITING = "waiting", "menunggu terlalu lama"
    UNCLEAR = "unclear", "aturan atau syarat tidak jelas"
    CONDUCT = "conduct", "sikap petugas"
    LEVY = "levy", "pungutan"
    MISSING = "missing", "sarana rusak atau tidak ada"
    MONEY = "money", "kesulitan biaya"
    RIGHTS = "rights", "data atau hak belum tercatat"
    FAMILY = "family", "masalah keluarga"
    NEIGHBOURS = "neighbours", "masalah lingkungan tetangga"


LONGEST_OPEN = timedelta(days=3 * 365)  # of an identity while its case is open; closing shortens it
LONGEST = 20_000  # characters of what is told
SHORTEST = 3


def require_text(text: str) -> str:
    """What was told, tidied at its ends; nothing is cut silently."""
    text = text.replace("\x00", "").strip()
    if len(text) < SHORTEST:
        raise RuleBroken("voice.empty", "Tulis dahulu apa yang ingin disampaikan.", field="text")
    if len(text) > LONGEST:
        most = f"{LONGEST:,}".replace(",", ".")
        raise RuleBroken("voice.long", f"Paling panjang {most} huruf. Ringkas, atau bagi dua.", field="text")
    return text


def require_naming(naming: str, *, has_identity: bool) -> None:
    if naming == Naming.NAMELESS and has_identity:
        message = "Tanpa nama berarti tanpa nama dan nomor. Kosongkan keduanya, atau pilih anonim."
        raise RuleBroken("voice.nameless", message, field="naming")
    if naming != Naming.NAMELESS and not has_identity:
        message = "Tulis nama atau nomor telepon, atau pilih tanpa nama."
        raise RuleBroken("voice.no_identity", message, field="name")


def require_pin(pin: str, *, naming: str, channel: str) -> None:
    """Who leaves no name comes back by code and PIN alone: from home there must be one."""
    if naming == Naming.NAMELESS and channel == Channel.WEB and not pin:
        message = "Pilih PIN. Tanpa nama, hanya kode dan PIN yang membuka laporan Anda lagi."
        raise RuleBroken("voice.needs_pin", message, field="pin")
