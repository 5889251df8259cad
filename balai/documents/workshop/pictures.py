"""A picture is decoded and drawn anew: turned upright, in sRGB, without one byte of what came along."""

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms, ImageDraw, ImageOps

from balai.documents.workshop.refused import Refused

MOST_PIXELS = 50_000_000  # of a camera
MOST_OTHERS = 36_000_000  # a page at 600 dots an inch
LEAST_SIDE = 8
SIDES = {"full": (4096, 85), "medium": (1024, 78), "small": (320, 70)}  # longest side, quality
COVER = (92, 92, 92)  # one plain grey: nothing of what was there can be reckoned back
SMOOTH = {"L", "RGB", "RGBA", "CMYK"}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def remade(
    raw: bytes, form: str, boxes: Sequence[Sequence[int]] = ()
) -> tuple[dict[str, int], dict[str, bytes]]:
    image = _upright(_opened(raw, form))
    _paint_over(image, boxes)  # first, so that every size is made of what is left
    parts: dict[str, bytes] = {}
    for name, (side, quality) in SIDES.items():  # from the largest down
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        if not parts:
            facts = {"width": image.width, "height": image.height}
        parts[name] = jpeg(image, quality)
    return facts, parts


def _opened(raw: bytes, form: str) -> Image.Image:
    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    try:
        image = Image.open(BytesIO(raw), formats=[form])
    except Image.DecompressionBombError as error:
        raise Refused("pixels") from error
    if image.width * image.height > (MOST_PIXELS if form == "JPEG" else MOST_OTHERS):
        raise Refused("pixels")
    if min(image.size) < LEAST_SIDE:
        raise Refused("tiny")
    if form == "JPEG":
        image.draft("RGB", (SIDES["full"][0],) * 2)  # a huge one is read at half its size
    image.load()  # truncated: an error here
    if image.mode in SMOOTH:
        image.thumbnail((SIDES["full"][0],) * 2, Image.Resampling.LANCZOS)  # first, so that copies are small
    return image


def _upright(image: Image.Image) -> Image.Image:
    with suppress(Exception):  # notes that cannot be read turn nothing
        image = ImageOps.exif_transpose(image)
    image = _on_white(_eight_bits(image))
    image = _srgb(image)
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare  # a new picture: nothing of the old one's notes


def _paint_over(image: Image.Image, boxes: Sequence[Sequence[int]]) -> None:
    """Boxes in thousandths, rounded outwards: no line of pixels at an edge is left."""
    brush = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        corner = (left * image.width // 1000, top * image.height // 1000)
        brush.rectangle([corner, (-(-right * image.width // 1000), -(-bottom * image.height // 1000))], COVER)


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("L") if image.mode in {"1", "F"} else image


def _on_white(image: Image.Image) -> Image.Image:
    """What is see-through shows white paper."""
    if not image.has_transparency_data:
        return image.convert("RGB") if image.mode not in {"RGB", "L", "CMYK"} else image
    see_through = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(see_through, mask=see_through.getchannel("A"))
    paper.info = {k: v for k, v in image.info.items() if k == "icc_profile"}
    return paper


def _srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile:
        try:
            known = ImageCms.ImageCmsProfile(BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(image, known, ours, outputMode="RGB")
        except (ImageCms.PyCMSError, ValueError, OSError):
            changed = None  # a profile that does not fit: the colours as they are
        if changed is not None:
            return changed
    return image.convert("RGB")


def jpeg(image: Image.Image, quality: int) -> bytes:
    made = BytesIO()
    image.save(made, "JPEG", quality=quality, optimize=image.width <= 1024)
    return made.getvalue()
