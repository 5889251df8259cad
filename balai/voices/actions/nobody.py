"""What everybody reads, or what stands unsealed, holds no number of a person."""

from balai.base.errors import RuleBroken
from balai.base.masking import Type, find
from balai.places.known_names import known_names

NUMBERS = {Type.NIK, Type.KK, Type.PHONE, Type.EMAIL}


def require_nobody(field: str, text: str) -> str:
    """Tidied; refused rather than masked, since whoever wrote it will read it again."""
    text = " ".join(text.split()) if "\n" not in text else text.strip()
    if any(span.type in NUMBERS for span in find(text, known_names())):
        message = "Tulisan ini memuat NIK, nomor telepon, atau surel orang. Hapus dahulu."
        raise RuleBroken("voice.names_somebody", message, field=field)
    return text
