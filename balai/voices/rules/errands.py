"""What a resident asks for at a desk on the street: a service, a check, or something to be heard."""

from uuid import UUID

from django.db.models import TextChoices

from balai.base.codes import ALPHABET, LENGTH
from balai.cases.rules.states import Kind

SERVICE = "layanan:"  # before a service's own word


class Errand(TextChoices):
    """What no page of the catalogue stands for, and is asked at every desk."""

    LETTER = "surat-pengantar", "Surat pengantar"
    NIK = "cek-nik", "Cek NIK (Nomor Induk Kependudukan)"


HEARD = (Kind.COMPLAINT, Kind.ASPIRATION, Kind.SUGGESTION, Kind.PRAISE, Kind.INFORMATION)
NEEDS_NIK = frozenset({Errand.NIK.value})
AT_DUKCAPIL = frozenset({Errand.NIK.value})  # the civil registry answers it, where there is one


def receipt_code(client_id: UUID) -> str:
    """The eight characters that stand on the paper before any network is there; the phone does the same sum.

    They follow from the record's id, so one record has one code however often it arrives. Like every code
    they open nothing alone.
    """
    number, letters = client_id.int % len(ALPHABET) ** LENGTH, ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return letters


def kind_of(asked: str) -> str:
    return asked if asked in {kind.value for kind in HEARD} else Kind.ERRAND
