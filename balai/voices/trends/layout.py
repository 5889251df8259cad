"""Where a kelurahan's tile lies: seeds/places/ubin/<city>.toml, a file that whoever knows the city writes."""

import tomllib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

Tiles = dict[str, tuple[int, int]]
MOST = 40  # columns and rows


def tiles_of(city: str) -> Tiles:
    return _read(Path(settings.BASE_DIR) / "seeds" / "places" / "ubin" / f"{city}.toml")


@lru_cache(maxsize=32)
def _read(path: Path) -> Tiles:
    """Empty where there is none, or where it is no layout: the page shows a list then."""
    try:
        found = tomllib.loads(path.read_text()).get("ubin", {})
        tiles = {str(code): (int(column), int(row)) for code, (column, row) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    fits = all(0 <= number < MOST for place in tiles.values() for number in place)
    return tiles if fits and len(set(tiles.values())) == len(tiles) else {}
