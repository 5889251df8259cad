"""Fifty-six files that somebody means ill with: refused in plain words, or nothing of it left."""

import io
from typing import Any

import pytest
from PIL import Image

from balai.base.errors import RuleBroken
from balai.documents.harmless import prepare
from balai.documents.rules import Kind, Size
from balai.documents.rules.refusals import WORDS
from balai.documents.tests.hostile import HARMLESS, REFUSED, exif_with_gps
from tests import make

pytestmark = pytest.mark.usefixtures("workshop_here")


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_and_says_why(name):
    made, code = REFUSED[name]
    with pytest.raises(RuleBroken) as refused:
        prepare(make.upload(made()))
    assert (refused.value.code, refused.value.message) == (f"document.{code}", WORDS[code])


@pytest.mark.filterwarnings("ignore:Corrupt EXIF", "ignore:Truncated")
@pytest.mark.parametrize("name", HARMLESS)
def test_nothing_of_it_is_left(name):
    made, never = HARMLESS[name]
    raw = made()
    there = opened(raw) if raw.startswith(b"%PDF") else raw
    assert any(word in there for word in never), "the fixture itself has nothing"
    kept = prepare(make.upload(raw))
    for size, part in kept.parts.items():
        inside = part if kept.kind == Kind.PICTURE else opened(part)
        assert not [word for word in never if word in inside], size


def opened(raw: bytes) -> bytes:
    """A PDF with every stream unpacked."""
    import pikepdf

    with pikepdf.Pdf.open(io.BytesIO(raw)) as pdf:
        out = io.BytesIO()
        level = pikepdf.StreamDecodeLevel.generalized
        pdf.save(out, stream_decode_level=level, compress_streams=False)
    return raw + out.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "foto.jpg.exe",
        "foto.php.jpg",
        "gpj.\u202eexe.jpg",
        "../../etc/passwd",
        "a" * 300 + ".jpg",
        "CON.jpg",
        "a\x00b.jpg",
        "ktp Ibu Sari 3216.pdf",
    ],
)
def test_a_name_never_counts_and_is_never_kept(name):
    kept = prepare(make.upload(name=name, type_="application/x-msdownload"))
    assert kept.kind == Kind.PICTURE
    assert not hasattr(kept, "name")
    assert Image.open(io.BytesIO(kept.full)).format == "JPEG"


def colour_of(raw: bytes) -> Any:
    return Image.open(io.BytesIO(raw)).getpixel((9, 9))


def test_a_photo_lies_upright_and_in_three_sizes():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    kept = prepare(make.upload(make.picture(size=(1600, 1200), exif=exif)))
    assert (kept.width, kept.height) == (1200, 1600)
    sides = {size: max(Image.open(io.BytesIO(part)).size) for size, part in kept.parts.items()}
    assert sides == {Size.FULL: 1600, Size.MEDIUM: 1024, Size.SMALL: 320}


def test_a_kept_photo_has_no_notes_at_all():
    image = Image.open(io.BytesIO(prepare(make.upload(exif_with_gps())).full))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_phones_make_comes_in(form):
    import pillow_heif

    pillow_heif.register_heif_opener()
    kept = prepare(make.upload(make.picture(form, size=(64, 48), colour="orange")))
    red, green, blue = colour_of(kept.full)
    assert red > 240
    assert 150 < green < 180
    assert blue < 20


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_comes_in(mode):
    made = io.BytesIO()
    Image.new(mode, (30, 30)).save(made, "PNG")
    assert prepare(make.upload(made.getvalue())).width == 30


def test_what_is_see_through_lies_on_white_paper():
    made = io.BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(made, "PNG")
    assert colour_of(prepare(make.upload(made.getvalue())).full) == (
        255,
        255,
        255,
    )


def test_colours_of_another_profile_become_srgb():
    from PIL import ImageCms

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = prepare(make.upload(make.picture(colour="orange", icc_profile=lab)))
    assert b"ICC_PROFILE" not in kept.full
    assert colour_of(kept.full)[0] > 240


def test_a_cmyk_photo_becomes_srgb():
    made = io.BytesIO()
    Image.new("CMYK", (30, 30), (0, 255, 255, 0)).save(made, "JPEG")
    assert Image.open(io.BytesIO(prepare(make.upload(made.getvalue())).full)).mode == "RGB"


def test_a_pdf_keeps_its_pages_and_what_they_show():
    import pikepdf

    from balai.documents.tests.hostile import pdf, photo_inside

    kept = prepare(make.upload(pdf(photo_inside)))
    assert (kept.kind, kept.pages) == (Kind.PDF, 1)
    with pikepdf.Pdf.open(io.BytesIO(kept.full)) as again:
        [image] = again.pages[0].get_images().values()
        assert pikepdf.PdfImage(image).as_pil_image().size == (60, 40)


def test_what_was_stamped_onto_a_page_stays_and_does_nothing():
    from balai.documents.tests.hostile import pdf, stamped

    inside = opened(prepare(make.upload(pdf(stamped))).full)
    assert b"STAMPED" in inside
    assert b"Annot" not in inside
    assert b"SECRETSCRIPT" not in inside


def test_a_pdf_with_a_wrong_table_is_mended():
    from balai.documents.tests.hostile import pdf, photo_inside, with_a_wrong_table

    kept = prepare(make.upload(with_a_wrong_table(pdf(photo_inside))))
    assert kept.pages == 1
    assert b"/Im0" in kept.full


def test_what_is_too_large_says_how_large_and_what_to_do():
    big = make.upload()
    big.size = 40_100_000
    with pytest.raises(RuleBroken, match=r"Berkas ini 41 MB; paling besar 10 MB\. Untuk foto: pilih ukuran"):
        prepare(big)
