"""Whether the key file fits this database."""

from balai.base.sealing import fingerprints
from balai.engine.models import KeyVersion

Known = dict[tuple[str, int], str]


def remembered_keys(using: str = "default") -> Known:
    rows = KeyVersion.objects.using(using).values_list("purpose", "version", "fingerprint")
    return {(purpose, version): mark for purpose, version, mark in rows}


def key_problems(using: str = "default") -> list[str]:
    """What does not fit, in plain words; empty if all does."""
    remembered = remembered_keys(using)
    if not remembered:
        return ["Basis data ini belum mencatat kuncinya. Jalankan `balai setup` atau `balai serve` sekali."]
    return missing_keys(remembered)


def missing_keys(remembered: Known) -> list[str]:
    """Keys that were used once and that the key file does not hold; more in the file does no harm."""
    here = fingerprints()
    return [
        f"Kunci {purpose} versi {version} {_why(here.get((purpose, version)))} (dicari: {mark})."
        for (purpose, version), mark in sorted(remembered.items())
        if here.get((purpose, version)) != mark
    ]


def _why(found: str | None) -> str:
    return f"berbeda dari yang dipakai basis data ini: {found}" if found else "tidak ada di berkas kunci"
