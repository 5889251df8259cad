"""Files to send, tiny and made in code; letters and reports as an office makes them."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from PIL import Image

from balai.documents import actions
from balai.documents.harmless import Harmless
from balai.documents.models import File, Letter, Photo, Report
from balai.documents.rules import Kind, Size
from balai.documents.rules.letters import LetterKind
from balai.documents.rules.reports import ConsentShown
from balai.documents.scanners import Scanner
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.people.models import Person
from balai.places.models import Office
from tests.make.moment import NOW
from tests.make.people import head as a_head
from tests.make.people import officer
from tests.make.places import office as an_office

__all__ = [
    "FACTS",
    "clean_file",
    "drawn",
    "file",
    "harmless",
    "letter",
    "photo",
    "picture",
    "published",
    "report",
    "submitted",
    "upload",
]

FACTS: dict[str, Any] = {
    "program": "Bincang Contoh",
    "day": "Jumat, 22 Mei 2026",
    "span": "09.00–11.00 WIB",
    "place": "Aula kecamatan",
    "theme": "Mengurus surat waris",
    "attendance": {
        "counted": 52,
        "said": 52,
        "why": "",
        "parts": [["kode kehadiran", 38, "satu baris per kode"], ["warga", 14, "foto lembar"]],
    },
    "speakers": [],
    "organisations": ["Karang Taruna"],
    "minutes": "Warga bertanya tentang syarat.\n\nLoket menjawab satu per satu.",
    "questions": None,
    "promises": [],
    "photos": [],
    "pairs": [],
    "as_of": "Senin, 25 Mei 2026, 08.00 WIB",
}


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


def letter(
    *,
    office: Office | None = None,
    of: models.Model | None = None,
    by: Person | None = None,
    now: datetime = NOW,
    **words: Any,
) -> Letter:
    """An invitation that the head of the office has signed."""
    office = office or an_office()
    usual: dict[str, Any] = {
        "kind": LetterKind.INVITATION,
        "subject": "Undangan pembicara",
        "addressee": "Kepala Dinas Contoh",
        "signed_as": "Camat Contoh",
        "content": {
            "opening": ["Kami mengundang Bapak/Ibu sebagai pembicara."],
            "rows": [["Hari", "Jumat, 29 Mei 2026"]],
            "agenda": [],
            "closing": ["Terima kasih."],
        },
    }
    by = by or a_head(office)
    return actions.issue_letter(about=of or office, office=office, by=by, now=now, **usual | words)


def report(
    *,
    of: models.Model | None = None,
    office: Office | None = None,
    by: Person | None = None,
    on: date | None = None,
) -> Report:
    """One that an officer has begun."""
    office = office or an_office()
    return actions.begin_report(
        about=of or office,
        office=office,
        on=on or NOW.date(),
        title="Laporan Bincang Contoh, Jumat, 22 Mei 2026",
        due_on=None,
        by=by or officer("koordinator", office),
        now=NOW,
    )


def submitted(made: Report | None = None, **facts: Any) -> Report:
    made = made or report()
    return actions.submit_report(report=made, snapshot=FACTS | facts, by=made.maker, now=NOW)


def published(made: Report | None = None, *, now: datetime = NOW) -> Report:
    made = made or submitted()
    return actions.publish_report(report=made, signed_as="Camat Contoh", by=a_head(made.office), now=now)


def drawn(made: Letter) -> Letter:
    """As if the press had been at work."""
    actions.draw_letters(now=NOW, press=lambda html: (b"%PDF-1.7 rekaan", 1))
    made.refresh_from_db()
    return made


def photo(*, of: models.Model, office: Office, consent: str = ConsentShown.AGREED) -> Photo:
    """A picture of an event that a scanner let out."""
    by = officer("koordinator", office)
    made = actions.add_photo(
        upload=harmless(), of=of, office=office, caption="Suasana aula", consent=consent, by=by, now=NOW
    )
    actions.scan_waiting(now=NOW, scanner=FakeClamAV())
    made.file.refresh_from_db()
    return made
