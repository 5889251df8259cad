"""Files to send, tiny and made in code; and rows of them without asking the workshop."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from PIL import Image

from balai.documents import actions
from balai.documents.harmless import Harmless
from balai.documents.models import File
from balai.documents.rules import Kind, Size
from balai.documents.scanners import Scanner
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.people.models import Person
from balai.places.models import Office
from tests.make.moment import NOW
from tests.make.places import office as an_office

__all__ = ["clean_file", "file", "harmless", "picture", "upload"]


def picture(
    form: str = "JPEG", *, size: tuple[int, int] = (60, 40), colour: str = "teal", **words: object
) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, colour).save(made, form, **words)
    return made.getvalue()


def upload(
    raw: bytes | None = None, *, name: str = "foto.jpg", type_: str = "image/jpeg"
) -> SimpleUploadedFile:
    """As a browser sends it; name and type are what it says."""
    return SimpleUploadedFile(name, picture() if raw is None else raw, type_)


def harmless(kind: str = Kind.PICTURE, raw: bytes = b"") -> Harmless:
    """As if the workshop had made it: no process is started."""
    raw = raw or (picture() if kind == Kind.PICTURE else b"%PDF-1.7 rekaan")
    if kind == Kind.PDF:
        return Harmless(Kind.PDF, {Size.FULL: raw}, pages=1)
    return Harmless(Kind.PICTURE, dict.fromkeys(Size, raw), width=60, height=40)


def file(
    *,
    of: models.Model | None = None,
    office: Office | None = None,
    kind: str = Kind.PICTURE,
    raw: bytes = b"",
    by: Person | None = None,
) -> File:
    """One that waits in quarantine."""
    office = office or an_office()
    return actions.receive(upload=harmless(kind, raw), of=of or office, office=office, by=by, now=NOW)


def clean_file(*, scanner: Scanner | None = None, **words: object) -> File:
    """One that a scanner let out."""
    made = file(**words)  # type: ignore[arg-type]
    actions.scan_waiting(now=NOW, scanner=scanner or FakeClamAV())
    made.refresh_from_db()
    return made
