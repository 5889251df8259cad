"""The lines that teach: a text, who was responsible, and when."""

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from balai.voices.suggestion.words import read

FEWEST_WORDS = 2


class Line(NamedTuple):
    text: str
    agency: str
    on: date
    topic: str = ""
    masked: str = ""  # the text without persons, where the text still has them: only its words may be kept


def read_lines(raw: bytes) -> tuple[list[Line], list[str]]:
    """All lines, or what is wrong with which: nothing is learned by halves."""
    lines: list[Line] = []
    problems: list[str] = []
    for number, piece in enumerate(raw.split(b"\n"), start=1):
        if not piece.strip():
            continue
        try:
            row = json.loads(piece.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            problems.append(f"Baris {number}: bukan JSON dalam UTF-8.")
            continue
        line, why = _line(row)
        if line is None:
            problems.append(f"Baris {number}: {why}")
        else:
            lines.append(line)
    return lines, problems


def _line(row: object) -> tuple[Line | None, str]:
    if not isinstance(row, dict):
        return None, 'bukan {"text": …, "agency": …, "date": …}.'
    for key, what in (("text", "tulisan"), ("agency", "nama instansi")):
        if not isinstance(row.get(key), str) or not row[key].strip():
            return None, f'tidak ada "{key}" berisi {what}.'
    topic = row.get("topic") or ""
    if not isinstance(topic, str):
        return None, '"topic" bukan tulisan.'
    try:
        on = date.fromisoformat(str(row.get("date", ""))[:10])
    except ValueError:
        return None, '"date" bukan tanggal seperti 2026-05-24.'
    return Line(row["text"], " ".join(row["agency"].split()), on, " ".join(topic.split())), ""


def once(lines: Iterable[Line]) -> list[Line]:
    """In the order of time; a message that was sent again is learned once, and never measured on itself."""
    seen: set[str] = set()
    kept = []
    for line in sorted(lines, key=lambda line: line.on):
        spelling = [word for _, word in read(line.text)]
        key = " ".join(spelling)
        if len(spelling) >= FEWEST_WORDS and key not in seen:
            seen.add(key)
            kept.append(line)
    return kept
