"""A PDF is put together anew from its pages alone: what they show stays, whatever acts is left behind.

Kept of a page: its boxes, its turn, what it shows. Not taken along: the catalog with its scripts, opening
actions, attached files, forms (XFA), outlines and notes; links, annotations and the page's own actions.
What was filled into a form or stamped as an annotation is first drawn onto the page.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from balai.documents.workshop.refused import Refused

MOST_PAGES = 200
PAGE = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit"}
NOTES = ("/Metadata", "/PieceInfo", "/AF", "/OPI", "/Ref", "/EF", "/LastModified")
OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")  # a stream whose bytes lie in another file
ENDS, TAIL = b"%%EOF", 4096  # its end is there: a wrong table of contents is mended, as every reader does
KEPT_SEGMENTS = {0xE0, 0xEE}  # JFIF, and Adobe's word on colours


def remade(raw: bytes, form: str) -> tuple[dict[str, int], dict[str, bytes]]:
    with _opened(raw) as old, Pdf.new() as new:
        old.flatten_annotations("all")
        new.pages.extend(old.pages)
        for page in new.pages:
            _bare(page.obj)
        for thing in new.objects:
            _quiet(thing)
        made = BytesIO()
        new.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return {"pages": len(new.pages)}, {"full": made.getvalue()}


def _opened(raw: bytes) -> Pdf:
    try:
        pdf = Pdf.open(BytesIO(raw), attempt_recovery=ENDS in raw[-TAIL:], suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error
    if pdf.is_encrypted:
        raise Refused("locked")
    if len(pdf.pages) > MOST_PAGES:
        raise Refused("pages")
    if not len(pdf.pages):
        raise Refused("broken")
    return pdf


def _bare(page: Object) -> None:
    for key in [str(key) for key in page.keys() if str(key) not in PAGE | {"/Parent"}]:  # noqa: SIM118
        del page[key]


def _quiet(thing: Object) -> None:
    """Nothing in it acts, notes down, or lies elsewhere."""
    for inner in _dictionaries(thing):
        stream = isinstance(inner, Stream)
        for key in NOTES + (OUTSIDE if stream else ()):
            if key in inner and _is_note(inner, key):
                del inner[key]
        if inner.get("/Subtype") == Name("/PS"):
            raise Refused("broken")  # PostScript: a program
        if stream and inner.get("/Filter") in (Name.DCTDecode, [Name.DCTDecode]):
            inner.write(without_notes(inner.read_raw_bytes()), filter=Name.DCTDecode)


def _is_note(inner: Any, key: str) -> bool:
    """A resource may bear such a name too: a font called /AF is no note."""
    return isinstance(inner, Stream) or "/Type" in inner or key == "/Metadata"


def _dictionaries(thing: Any, depth: int = 0) -> Iterator[Any]:
    """This one and those that stand directly in it."""
    if depth > 40:
        raise Refused("broken")
    if isinstance(thing, (Dictionary, Stream)):
        yield thing
        for _, value in list(thing.items()):
            if isinstance(value, Object) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in list(thing):
            if isinstance(value, Object) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1)


def without_notes(jpeg: bytes) -> bytes:
    """A photo inside a PDF without EXIF, XMP, comments and what hangs behind its end."""
    if jpeg[:2] != b"\xff\xd8":
        raise Refused("broken")
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if marker == 0xDA:  # the picture itself, up to its end
            end = jpeg.rfind(b"\xff\xd9", at)
            return b"".join(kept) + (jpeg[at : end + 2] if end > 0 else jpeg[at:])
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in KEPT_SEGMENTS:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    raise Refused("broken")
