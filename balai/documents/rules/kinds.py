"""What a file is, by its first bytes alone: neither its name nor what the browser says counts."""

from django.db.models import TextChoices

from balai.base.errors import RuleBroken
from balai.documents.rules.refusals import refusal


class Kind(TextChoices):
    """What is kept: every picture becomes a JPEG of our own making."""

    PICTURE = "picture", "foto"
    PDF = "pdf", "dokumen PDF"


class Size(TextChoices):
    """A picture is kept three times; slow networks take the small ones."""

    FULL = "full", "penuh"
    MEDIUM = "medium", "sedang"
    SMALL = "small", "kecil"


class Form(TextChoices):
    """What comes in."""

    JPEG = "JPEG", "foto JPEG"
    PNG = "PNG", "gambar PNG"
    WEBP = "WEBP", "gambar WebP"
    HEIC = "HEIF", "foto HEIC (iPhone)"
    PDF = "PDF", "dokumen PDF"


HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
SOUND = (b"OggS", b"ID3", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"#!AMR")
OFFICE = (b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf")
OTHER_PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"dex\n")
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
REFUSED: dict[str, tuple[bytes, ...]] = {
    "sound": SOUND,
    "office": OFFICE,
    "picture": OTHER_PICTURES,
    "program": PROGRAMS,
    "packed": PACKED,
}


def sniff(head: bytes) -> Form:
    """The form that these first bytes begin, or a refusal that says what to send instead."""
    if head.startswith(b"\xff\xd8\xff"):
        return Form.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Form.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Form.WEBP
    if head.startswith(b"%PDF-"):
        return Form.PDF
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    raise _not_taken(head)


def _by_brand(brand: bytes) -> Form:
    if brand in HEIC_BRANDS:
        return Form.HEIC
    if brand in {b"avif", b"avis"}:
        raise refusal("picture")
    raise refusal("sound" if brand.startswith((b"M4A", b"M4B")) else "film")


def _not_taken(head: bytes) -> RuleBroken:
    for code, starts in REFUSED.items():
        if head.startswith(starts):
            return refusal(code)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return refusal("page")
    return refusal("kind")
