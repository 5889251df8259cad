"""A photo for everybody: drawn anew with parts painted over. What it was drawn from stays where it is."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction

from balai.audit.actions import record
from balai.base.sealing import SealBroken
from balai.documents import store
from balai.documents.harmless import Harmless, made_harmless
from balai.documents.models import File
from balai.documents.rules import Form, Kind, State, Way, refusal
from balai.documents.rules.boxes import Box
from balai.people.models import Person


def covered(*, file: File, boxes: Sequence[Box]) -> Harmless:
    """Drawn by the workshop, which takes a while: never inside a transaction. Writes nothing yet."""
    if not file.is_servable or not file.is_picture:
        raise refusal("broken", "Foto ini belum aman atau sudah tidak ada. Muat ulang halamannya.")
    try:
        raw = store.read(str(file.store_name))
    except (OSError, SealBroken) as error:
        raise refusal("broken", "Foto ini tidak terbaca lagi. Ambil atau kirim sekali lagi.") from error
    return made_harmless(raw, Form.JPEG, boxes)


@transaction.atomic
def keep_covered(*, drawn: Harmless, source: File, of: models.Model, by: Person, now: datetime) -> File:
    """Sealed as a file of its own, clean as the one it was drawn from. Who may do it the caller has asked."""
    name = store.new_name()
    store.write(name, drawn.parts)
    file = File.objects.create(
        about_type=of._meta.label_lower,
        about_id=str(of.pk),
        office=source.office,
        by=by,
        kind=Kind.PICTURE,
        state=State.CLEAN,
        way=Way.COVERED,
        store_name=name,
        checksum=hashlib.sha256(drawn.full).digest(),
        size=len(drawn.full),
        width=drawn.width,
        height=drawn.height,
        made_at=now,
        due_at=now,
        decided_at=now,
    )
    record("document.covered", file, by=by, office=source.office, now=now, size=file.size)
    return file
