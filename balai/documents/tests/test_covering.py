"""Faces and plates painted over: what was there is in no byte of what is shown."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from balai.base.errors import RuleBroken
from balai.documents import actions, store
from balai.documents.models import File
from balai.documents.rules import Size
from balai.documents.rules.boxes import LEAST, MOST, WHOLE, as_word, cells, grid, read_boxes
from tests import make

pytestmark = pytest.mark.usefixtures("workshop_here")
NUMBERS = st.integers(-2_000, 3_000)


def a_face() -> bytes:
    """A white street with one red face in the middle and one at the edge."""
    image = Image.new("RGB", (800, 600), "white")
    brush = ImageDraw.Draw(image)
    for box in ((333, 211, 467, 389), (700, 500, 799, 599)):
        brush.rectangle(box, "red")
    made = io.BytesIO()
    image.save(made, "JPEG", quality=95, comment=b"jalan rahasia")
    return made.getvalue()


def reds(raw: bytes) -> int:
    """Pixels that still look like the face."""
    found = Image.open(io.BytesIO(raw)).tobytes()
    return sum(red > 150 and green < 110 for red, green in zip(found[::3], found[1::3], strict=True))


@pytest.mark.django_db
def test_no_pixel_of_what_was_marked_is_left_in_any_size():
    office = make.office()
    source = make.clean_file(office=office, raw=a_face())
    assert reds(store.read(source.store_name)) > 20_000
    boxes = read_boxes(["416,351,584,649", "870,830,1500,2000"])
    drawn = actions.covered(file=source, boxes=boxes)
    kept = actions.keep_covered(drawn=drawn, source=source, of=office, by=make.head(office), now=make.NOW)
    for size in Size:
        part = store.read(kept.store_name, size)
        assert reds(part) == 0
        assert b"rahasia" not in part
    grey = Image.open(io.BytesIO(store.read(kept.store_name))).getpixel((400, 300))
    assert all(abs(value - 92) < 4 for value in grey)
    white = Image.open(io.BytesIO(store.read(kept.store_name))).getpixel((50, 50))
    assert min(white) > 240
    assert (kept.is_servable, kept.way, kept.width, kept.height) == (True, "covered", 800, 600)
    assert reds(store.read(File.objects.get(pk=source.pk).store_name)) > 20_000


@pytest.mark.django_db
def test_what_is_no_clean_picture_is_not_drawn():
    with pytest.raises(RuleBroken, match="belum aman"):
        actions.covered(file=make.file(), boxes=[])


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=9))
def test_a_box_lies_in_the_picture_or_is_refused(found):
    with suppress(RuleBroken):
        assert_inside(read_boxes([as_word(box) for box in found]))


def assert_inside(boxes):
    for left, top, right, bottom in boxes:
        assert 0 <= left <= right - LEAST < right <= WHOLE
        assert 0 <= top <= bottom - LEAST < bottom <= WHOLE


@pytest.mark.parametrize(
    "word", ["", "1,2,3", "a,b,c,d", "1,2,3,4,5", "9" * 900, "1e3,0,2,2", "5,5,5,5", "٣,0,9,9"]
)
def test_what_is_no_box_covers_nothing_silently(word):
    with pytest.raises(RuleBroken, match="tidak terbaca"):
        read_boxes([word])


def test_ten_thousand_boxes_are_refused_before_anything_is_drawn():
    with pytest.raises(RuleBroken, match=f"Paling banyak {MOST}"):
        read_boxes(f"{n % 900},{n // 900},{n % 900 + 50},990" for n in range(10_000))


SIZES = {(800, 600): 108, (600, 800): 108, (1600, 900): 72, (4000, 8): 12, (8, 4096): 144, (1, 1): 144}


@pytest.mark.parametrize("size", SIZES)
def test_the_cells_of_the_grid_lie_side_by_side(size):
    columns, rows = grid(*size)
    found = cells(columns, rows)
    assert len(found) == len(set(found)) == SIZES[size]
    assert sum((right - left) * (bottom - top) for left, top, right, bottom in found) == WHOLE * WHOLE
    assert read_boxes(map(as_word, found)) == found
