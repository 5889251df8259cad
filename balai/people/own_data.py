"""A copy of what `people` holds of a resident, for that person alone. Apps above add what they hold."""

from typing import Any

from balai.people.models import Consent, Identity
from balai.people.rules import WORDINGS


def export_identity(identity: Identity) -> dict[str, Any]:
    """One query. Who looked into it, the carrier shows (`voices.readings.who_looked`)."""
    return {
        "nama": identity.name,
        "telepon": identity.phone,
        "surel": identity.email,
        "nik": identity.nik,
        "disimpan_sampai": identity.keep_until.isoformat(),
        "persetujuan": [_consent(row) for row in Consent.objects.filter(identity=identity).order_by("pk")],
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "untuk": consent.get_purpose_display(),
        "kata_kata": WORDINGS.get((consent.purpose, consent.text_version), ""),
        "disetujui": consent.given_at.isoformat() if consent.given_at else None,
        "ditarik": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
    }
