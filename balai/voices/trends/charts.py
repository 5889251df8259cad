"""Shapes of charts, reckoned here so that templates only draw: bars over months, rows, tiles."""

from collections.abc import Iterable
from dataclasses import dataclass

HEIGHT = 40  # of the tallest bar
STEP, WIDTH = 10, 8
TILE, LINE, GAP = 84, 48, 4  # a tile with its gap: wide enough for most names
LETTERS = 14  # of a name that fit
SHADES = (0.08, 0.2, 0.35, 0.5)  # letters stay readable on the darkest


@dataclass(frozen=True)
class Bar:
    label: str
    month: int
    count: int | None
    x: int
    height: int

    @property
    def short(self) -> str:
        """'Sep 2025': twelve of them fit on a sheet of paper."""
        name, _, year = self.label.partition(" ")
        return f"{name[:3]} {year}"


@dataclass(frozen=True)
class Bars:
    title: str
    key: str
    bars: list[Bar]

    @property
    def shape(self) -> str:
        """All bars as one path: a page of thirty charts draws thirty shapes, not six hundred."""
        return "".join(
            f"M{b.x} {HEIGHT}v-{b.height}h{WIDTH}v{b.height}z" for b in self.bars if b.count is not None
        )

    @property
    def gaps(self) -> str:
        """A thin line where a figure is hidden."""
        return "".join(f"M{b.x} {HEIGHT}v-1h{WIDTH}v1z" for b in self.bars if b.count is None)

    @property
    def letters(self) -> str:
        """'JFM' under the bars, for January, February, March; each at its own of `places`."""
        return "".join(bar.label[:1] for bar in self.bars)

    @property
    def places(self) -> str:
        return " ".join(str(bar.x + WIDTH // 2) for bar in self.bars)

    @property
    def sum(self) -> int:
        return sum(bar.count or 0 for bar in self.bars)

    @property
    def width(self) -> int:
        return max(1, len(self.bars)) * STEP

    @property
    def last(self) -> Bar | None:
        return self.bars[-1] if self.bars else None


def bars(title: str, key: str, points: Iterable[tuple[str, int, int | None]], *, most: int = 0) -> Bars:
    points = list(points)
    most = most or max((n or 0 for _, _, n in points), default=0)
    made = [
        Bar(label, month, n, place * STEP + 1, round((n or 0) * HEIGHT / most) if most else 0)
        for place, (label, month, n) in enumerate(points)
    ]
    return Bars(title, key, made)


@dataclass(frozen=True)
class Row:
    name: str
    count: int | None


@dataclass(frozen=True)
class Rows:
    rows: list[Row]

    @property
    def most(self) -> int:
        return max((row.count or 0 for row in self.rows), default=0)

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if row.count is not None]

    @property
    def hidden(self) -> list[str]:
        return [row.name for row in self.rows if row.count is None]


def rows(counts: Iterable[tuple[str, int | None]]) -> Rows:
    return Rows([Row(name, n) for name, n in counts])


@dataclass(frozen=True)
class Change:
    name: str
    before: int
    now: int

    @property
    def words(self) -> str:
        if self.now == self.before:
            return "sama"
        more = self.now - self.before
        return f"{'naik' if more > 0 else 'turun'} {abs(more)} ({abs(more) * 100 // self.before}%)"


@dataclass(frozen=True)
class Tile:
    name: str
    count: int | None
    x: int
    y: int
    shade: str

    @property
    def text_x(self) -> int:
        return self.x + (TILE - GAP) // 2

    @property
    def short(self) -> str:
        return self.name if len(self.name) <= LETTERS else f"{self.name[: LETTERS - 1].rstrip()}…"


@dataclass(frozen=True)
class TileMap:
    tiles: list[Tile]
    width: int
    height: int
    tile_width: int = TILE - GAP
    tile_height: int = LINE - GAP


def tile_map(
    areas: Iterable[tuple[str, str, int | None]], places: dict[str, tuple[int, int]]
) -> TileMap | None:
    """None without a layout."""
    known = [(name, n, places[code]) for code, name, n in areas if code in places]
    if not known:
        return None
    most = max((n or 0 for _, n, _ in known), default=0)
    tiles = [
        Tile(name, n, column * TILE, row * LINE, f"{_shade(n, most):.2f}") for name, n, (column, row) in known
    ]
    return TileMap(tiles, max(t.x for t in tiles) + TILE, max(t.y for t in tiles) + LINE)


def _shade(n: int | None, most: int) -> float:
    if n is None or not most:
        return 0.0
    return SHADES[min(len(SHADES) - 1, (n - 1) * len(SHADES) // most)]
