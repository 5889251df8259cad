"""Pictures of a record: parts of their own, bound to it by the hash that its device signed."""

import hashlib
from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import IntegrityError, transaction

from balai.base.errors import RuleBroken
from balai.documents import actions as documents
from balai.documents.harmless import prepare
from balai.documents.rules import Kind, refusal
from balai.field import keys
from balai.field.envelopes import Unreadable, read
from balai.field.models import Photo, Submission

NAMELESS = "field.record_first"


def receive_photo(*, client_id: str, sender: str, raw: bytes, now: datetime) -> Photo:
    """Made harmless outside any transaction, then kept once; the repeat gets the first receipt."""
    digest = hashlib.sha256(raw)
    submission = _of(client_id, sender, digest.hexdigest(), len(raw))
    if found := Photo.objects.filter(submission=submission, sha256=digest.digest()).first():
        return found
    upload = InMemoryUploadedFile(BytesIO(raw), None, "foto", "image/jpeg", len(raw), None)
    harmless = prepare(upload)
    if harmless.kind != Kind.PICTURE:
        raise refusal("kind", "Ini bukan foto. Ambil fotonya sekali lagi dengan kamera HP.")
    try:
        with transaction.atomic():
            assert submission.office
            file = documents.receive(
                upload=harmless, of=submission, office=submission.office, by=None, now=now
            )
            return Photo.objects.create(
                submission=submission,
                sha256=digest.digest(),
                size=len(raw),
                file=file,
                receipt=keys.receipt(id=client_id, photo=digest.hexdigest(), at=now.isoformat()),
                received_at=now,
            )
    except IntegrityError:
        return Photo.objects.get(submission=submission, sha256=digest.digest())


def _of(client_id: str, sender: str, digest: str, size: int) -> Submission:
    """The record that names this picture."""
    rows = Submission.objects.of(client_id).filter(sender=sender, device__isnull=False, raw__isnull=False)
    for row in rows.select_related("office").order_by("pk"):
        if _photos(row).get(digest) == size:
            return row
    raise RuleBroken(NAMELESS, "Catatan untuk foto ini belum sampai. Kirim catatannya dulu.")


def _photos(row: Submission) -> dict[str, int]:
    try:
        return dict(read(bytes(row.raw or b"")).photos)
    except Unreadable:
        return {}
