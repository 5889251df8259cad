"""Telephone numbers as people type them, as E.164 (ITU-T) inside."""

import re

from balai.base.errors import RuleBroken


def read_phone(text: str) -> str:
    """'0812-3456-7890' -> '+6281234567890'."""
    digits = re.sub(r"[^0-9+]", "", text)
    digits = re.sub(r"^(\+62|0062|62|0)0?", "", digits)
    if not re.fullmatch(r"[1-9][0-9]{7,11}", digits) or re.search(r"[A-Za-z]", text):
        raise RuleBroken(
            "phone.unreadable",
            "Nomor HP (telepon genggam) ini belum lengkap. Contoh: 0812 3456 7890.",
            field="phone",
        )
    return f"+62{digits}"
