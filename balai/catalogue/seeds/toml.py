"""TOML files, and the line of what is wrong in one."""

import re
import tomllib
from pathlib import Path
from typing import Any

from balai.base.errors import RuleBroken


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise bad(path, 0, f"tidak terbaca sebagai TOML: {error}") from error


def bad(path: Path, line: int, why: str) -> RuleBroken:
    where = f"{path}, baris {line}" if line else str(path)
    return RuleBroken("seed.bad", f"{where}: {why}", path=str(path), line=line)


def line_of(text: str, key: str, table: str = "", number: int = 0) -> int:
    """The line of a key, in the n-th [[table]] if one is named; 0 when it stands elsewhere (shared)."""
    rows = text.splitlines()
    heads = [at for at, row in enumerate(rows) if row.strip() == f"[[{table}]]"] if table else [-1]
    if len(heads) < max(number, 1):
        return 0
    start = heads[number - 1] if table else -1
    for at in range(start + 1, len(rows)):
        if table and rows[at].lstrip().startswith("["):
            break
        if key and re.match(rf"\s*{re.escape(key)}\s*=", rows[at]):
            return at + 1
    return start + 1 if table else 0
