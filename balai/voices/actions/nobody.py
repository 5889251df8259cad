"""What everybody reads, or what stands unsealed, holds no number of a person."""

from balai.base.errors import RuleBroken
from balai.base.masking import Type, find
from balai.places.known_names import known_names

# What can stand for nobody but a person. Streets and names of an office are part of many a deed.
OF_A_PERSON = {Type.NIK, Type.KK, Type.PHONE, Type.EMAIL, Type.PLATE, Type.ACCOUNT, Type.BIRTH}


def require_nobody(field: str, text: str) -> str:
    """Tidied; refused rather than masked, since whoever wrote it will read it again."""
    text = " ".join(text.split()) if "\n" not in text else text.strip()
    if any(span.type in OF_A_PERSON for span in find(text, known_names())):
        message = "Tulisan ini memuat nomor, tanggal lahir, atau surel orang. Hapus dahulu."
        raise RuleBroken("voice.names_somebody", message, field=field)
    return text
