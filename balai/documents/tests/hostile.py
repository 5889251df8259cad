"""Files that somebody sends with a purpose, each tiny and made here. The word says what they are."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests import make

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SECRET = b"-6.2607,107.1520 Ibu Sari 081299990000"  # where and who: in no answer


def a_zip(name: str = "jahat.class", content: bytes = b"\xca\xfe\xba\xbe jahat") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return made.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg_with(*segments: bytes) -> bytes:
    plain = make.picture()
    return plain[:2] + b"".join(segments) + plain[2:]


def exif_with_gps() -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (6.0, 15.0, 38.0)
    exif.get_ifd(0x8825)[29] = "GPSMARK:2026:05:24"
    return make.picture(exif=exif)


def png_with(*chunks: tuple[bytes, bytes]) -> bytes:
    plain = make.picture("PNG")
    made = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    return plain[:33] + made + plain[33:]


def huge_png(side: int = 60_000) -> bytes:
    """A few bytes that say they are 3,600 megapixels."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b"")):
        made += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return made


def pdf(change: Callable[[Pdf], None] | None = None, **save: object) -> bytes:
    with Pdf.new() as made:
        made.add_blank_page()
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, **save)  # type: ignore[arg-type]
        return out.getvalue()


SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert('SECRETSCRIPT')")


def opens(p: Pdf) -> None:
    p.Root.OpenAction = SCRIPT


def additional(p: Pdf) -> None:
    p.pages[0].obj.AA = Dictionary(O=SCRIPT)
    p.Root.AA = Dictionary(WC=SCRIPT)


def named_script(p: Pdf) -> None:
    p.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", SCRIPT])))


def launch(p: Pdf) -> None:
    p.Root.OpenAction = Dictionary(S=Name.Launch, F="cmd.exe")


def attached(p: Pdf) -> None:
    p.attachments["jahat.exe"] = b"MZ SECRETSCRIPT"


def xfa(p: Pdf) -> None:
    p.Root.AcroForm = Dictionary(XFA=p.make_stream(b"<xdp>SECRETSCRIPT</xdp>"), Fields=Array([]))


def link(p: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI="https://jahat.example/SECRETSCRIPT")
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=action)
    p.pages[0].obj.Annots = Array([p.make_indirect(note)])


def written_down(p: Pdf) -> None:
    p.docinfo["/Author"] = SECRET.decode()
    p.Root.Metadata = p.make_stream(b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>", Type=Name.Metadata)


def photo_inside(p: Pdf) -> None:
    words = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40)
    words.ColorSpace, words.BitsPerComponent = Name.DeviceRGB, 8
    image = Stream(p, exif_with_gps())
    for key, value in words.items():
        image[key] = value
    image.Filter = Name.DCTDecode
    image.Metadata = p.make_stream(SECRET, Type=Name.Metadata)
    p.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=p.make_indirect(image)))
    p.pages[0].obj.Contents = p.make_stream(b"q 60 0 0 40 0 0 cm /Im0 Do Q")


def outside(p: Pdf) -> None:
    other = p.make_stream(b"0 0 m")
    other.F = "\\\\jahat.example\\SECRETSCRIPT"
    p.pages[0].obj.Contents = other


def program(p: Pdf) -> None:
    made = p.make_stream(b"%!PS SECRETSCRIPT", Type=Name.XObject, Subtype=Name.PS)
    p.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=made))


def stamped(p: Pdf) -> None:
    """A stamp as an annotation: what a reader shows of it belongs to the page."""
    look = p.make_stream(b"0 0 50 50 re f %STAMPED", Type=Name.XObject, Subtype=Name.Form)
    look.BBox = Array([0, 0, 50, 50])
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([10, 10, 60, 60]), F=4)
    note.AP, note.A = Dictionary(N=look), SCRIPT
    p.pages[0].obj.Annots = Array([p.make_indirect(note)])


def with_a_wrong_table(raw: bytes) -> bytes:
    """Its xref points beside itself, as scanner apps write it."""
    at = raw.rindex(b"startxref\n") + 10
    return raw[:at] + b"7\n%%EOF\n"


def locked() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="rahasia", user="rahasia"))


def locked_for_owner() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="rahasia", user=""))


def thick() -> bytes:
    return pdf(lambda p: [p.add_blank_page() for _ in range(200)])  # type: ignore[arg-type, return-value]


# name: the bytes, the code of the refusal
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "zeros": (lambda: bytes(500), "kind"),
    "a text": (lambda: b"halo, ini foto saya", "kind"),
    "EICAR alone": (lambda: EICAR, "kind"),
    "a web page called foto.jpg": (lambda: b"<!doctype html><script>alert(1)</script>", "page"),
    "SVG with a script": (lambda: b'<?xml version="1.0"?><svg onload="alert(1)"/>', "page"),
    "a Windows program": (lambda: b"MZ\x90\x00" + bytes(60), "program"),
    "a Linux program": (lambda: b"\x7fELF" + bytes(60), "program"),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf /", "program"),
    "a Java class": (lambda: b"\xca\xfe\xba\xbe\x00\x00\x00\x41", "program"),
    "GIFAR": (lambda: b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + a_zip(), "picture"),
    "a bitmap": (lambda: make.picture("BMP"), "picture"),
    "a docx that is a ZIP bomb": (lambda: a_zip("word/document.xml", bytes(3_000_000)), "office"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "office"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(60), "packed"),
    "RAR": (lambda: b"Rar!\x1a\x07\x00", "packed"),
    "a voice note (ogg)": (lambda: b"OggS" + bytes(60), "sound"),
    "a voice note (m4a)": (lambda: b"\0\0\0\x20ftypM4A " + bytes(60), "sound"),
    "a film": (lambda: b"\0\0\0\x20ftypmp42" + bytes(60), "film"),
    "a truncated JPEG": (lambda: make.picture(size=(200, 200))[:-300], "broken"),
    "a JPEG's head alone": (lambda: make.picture()[:25], "broken"),
    "a JPEG's head before a web page": (lambda: b"\xff\xd8\xff\xe0<script>alert(1)</script>", "broken"),
    "a truncated PNG": (lambda: make.picture("PNG", size=(300, 300))[:-40], "broken"),
    "a PNG of 3,600 megapixels": (huge_png, "pixels"),
    "a picture of one pixel": (lambda: make.picture(size=(1, 1)), "tiny"),
    "WebP with nothing in it": (lambda: b"RIFF\x04\x00\x00\x00WEBP", "broken"),
    "HEIC with nothing in it": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "broken"),
    "a truncated PDF": (lambda: pdf()[:-200], "broken"),
    "a PDF's head alone": (lambda: b"%PDF-1.7\n", "broken"),
    "PDF behind something else": (lambda: b"\0\0\0\0" + pdf(), "kind"),
    "a locked PDF": (locked, "locked"),
    "a PDF with an owner's lock": (locked_for_owner, "locked"),
    "a PDF of 201 pages": (thick, "pages"),
    "a PDF with a PostScript program": (lambda: pdf(program), "broken"),
}

# name: the bytes, what must not be in what is kept
HARMLESS: dict[str, tuple[Callable[[], bytes], tuple[bytes, ...]]] = {
    "EXIF with GPS": (exif_with_gps, (b"Exif", b"GPSMARK", SECRET)),
    "XMP": (lambda: jpeg_with(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)), (b"xap", SECRET)),
    "a JPEG comment with PHP": (lambda: jpeg_with(segment(0xFE, b"<?php system(1); ?>")), (b"php",)),
    "IPTC": (lambda: jpeg_with(segment(0xED, b"Photoshop 3.0\0" + SECRET)), (b"Photoshop", SECRET)),
    "a broken colour profile": (
        lambda: jpeg_with(segment(0xE2, b"ICC_PROFILE\0\x01\x01" + SECRET)),
        (b"ICC_PROFILE", SECRET),
    ),
    "JPEG and ZIP": (lambda: make.picture() + a_zip(), (b"PK\x03\x04", b"jahat")),
    "JPEG and a web page": (lambda: make.picture() + b"<script>alert(1)</script>", (b"<script",)),
    "JPEG and EICAR": (lambda: make.picture() + EICAR, (b"EICAR",)),
    "PNG with words": (lambda: png_with((b"tEXt", b"Comment\0" + SECRET), (b"eXIf", SECRET)), (SECRET,)),
    "PNG and a program": (lambda: make.picture("PNG") + b"MZ jahat.exe", (b"jahat",)),
    "WebP with EXIF": (lambda: make.picture("WEBP", exif=b"Exif\0\0" + SECRET), (SECRET,)),
    "PDF that opens a script": (lambda: pdf(opens), (b"JavaScript", b"OpenAction", b"SECRETSCRIPT")),
    "PDF with further actions": (lambda: pdf(additional), (b"/AA", b"SECRETSCRIPT")),
    "PDF with a named script": (lambda: pdf(named_script), (b"JavaScript", b"SECRETSCRIPT")),
    "PDF that starts a program": (lambda: pdf(launch), (b"Launch", b"cmd.exe")),
    "PDF with a file inside": (lambda: pdf(attached), (b"EmbeddedFile", b"jahat.exe", b"SECRETSCRIPT")),
    "PDF with an XFA form": (lambda: pdf(xfa), (b"XFA", b"AcroForm", b"SECRETSCRIPT")),
    "PDF with a link": (lambda: pdf(link), (b"URI", b"Annot", b"SECRETSCRIPT")),
    "PDF with an author": (lambda: pdf(written_down), (b"Author", b"xmpmeta", SECRET)),
    "PDF with a photo with GPS": (lambda: pdf(photo_inside), (b"Exif", b"GPSMARK", SECRET)),
    "PDF whose page lies elsewhere": (lambda: pdf(outside), (b"SECRETSCRIPT",)),
    "PDF and ZIP": (lambda: pdf() + a_zip(), (b"PK\x03\x04", b"jahat")),
}
