"""What is painted over on a photo: boxes in thousandths of it, from a grid of ticks or drawn by hand. Pure.

Both ways end in the same list, so that either may correct what the other made.
"""

import re
from collections.abc import Iterable, Sequence

from balai.base.errors import RuleBroken

Box = tuple[int, int, int, int]  # left, top, right, bottom
WHOLE = 1000
WIDE, TALL = 12, 9  # columns: at 320 px of screen a cell is still 24 px wide
MOST_ROWS = 16
LEAST = 5  # thousandths: less is a slip of the finger
MOST = 200
TOO_MANY = f"Paling banyak {MOST} kotak. Pakai kotak yang lebih besar."
NUMBERS = re.compile(r"-?\d{1,6}(?:,-?\d{1,6}){3}", re.ASCII)


def grid(width: int, height: int) -> tuple[int, int]:
    """Columns and rows that give nearly square cells, never flatter than wide."""
    columns = WIDE if width >= height else TALL
    return columns, min(max(columns * height // width, 1), MOST_ROWS)


def cells(columns: int, rows: int) -> list[Box]:
    """Row by row, as they are read."""
    return [
        (
            WHOLE * column // columns,
            WHOLE * row // rows,
            WHOLE * (column + 1) // columns,
            WHOLE * (row + 1) // rows,
        )
        for row in range(rows)
        for column in range(columns)
    ]


def read_boxes(words: Iterable[str]) -> list[Box]:
    """'100,200,300,400' each; cut to the picture. One that cannot be understood is refused, not left out."""
    found: dict[Box, None] = {}
    for word in words:
        found[read_box(word)] = None
        if len(found) > MOST:
            raise RuleBroken("cover.many", TOO_MANY)
    return list(found)


def read_box(word: str) -> Box:
    if not NUMBERS.fullmatch(word):
        raise RuleBroken("cover.box", "Satu kotak tidak terbaca. Tandai sekali lagi.")
    left, top, right, bottom = (int(number) for number in word.split(","))
    if right <= left or bottom <= top:
        raise RuleBroken("cover.box", "Satu kotak tidak terbaca. Tandai sekali lagi.")
    left, top, right, bottom = (min(max(value, 0), WHOLE) for value in (left, top, right, bottom))
    if right - left < LEAST or bottom - top < LEAST:
        raise RuleBroken("cover.outside", "Satu kotak di luar foto atau terlalu kecil. Tandai sekali lagi.")
    return left, top, right, bottom


def as_word(box: Sequence[int]) -> str:
    return ",".join(str(value) for value in box)
