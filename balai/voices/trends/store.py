"""Facts on the disk: one folder a city, one Parquet file a month, each written whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from balai.voices.trends.columns import COLUMNS, Fact


def folder() -> Path:
    """One a database, as for the files that people send."""
    name = connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]
    return Path(settings.STATE_DIR) / f"trends-{Path(str(name)).stem}"


def path_of(city: str, year: int, month: int) -> Path:
    return folder() / city / f"{year}-{month:02}.parquet"


def write(city: str, year: int, month: int, facts: Iterable[Fact]) -> Path:
    """A reader meanwhile sees the old file or the new one."""
    import pyarrow
    import pyarrow.parquet

    path = path_of(city, year, month)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    columns = list(zip(*facts, strict=True)) or [()] * len(COLUMNS)
    types = [pyarrow.bool_() if name == "is_sensitive" else pyarrow.string() for name in COLUMNS]
    arrays = [pyarrow.array(values, kind) for values, kind in zip(columns, types, strict=True)]
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        pyarrow.parquet.write_table(pyarrow.table(arrays, names=list(COLUMNS)), file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return path


def files(city: str = "") -> list[Path]:
    return sorted(folder().glob(f"{city or '*'}/*.parquet"))
