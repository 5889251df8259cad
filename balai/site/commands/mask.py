"""balai mask FILE.jsonl: the same lines with persons masked (docs/decisions/masking.md)."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from balai.base.masking import Gazetteer

HELP = "samarkan nama, NIK, telepon, alamat dan data pribadi lain dalam berkas JSON Lines"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help='berkas dengan satu {"text": "…"} tiap baris; - untuk masukan baku')


def run(args: argparse.Namespace) -> int:
    try:
        raw = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    except OSError as error:
        print(f"Berkas tidak terbaca: {args.file} ({error.strerror}).", file=sys.stderr)
        return 1
    rows, problems = read(raw)
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        print(f"Tidak ada yang disamarkan: {len(problems)} kesalahan.", file=sys.stderr)
        return 1
    from balai.places.known_names import known_names

    gazetteer = known_names()
    lines = [json.dumps(masked(row, gazetteer), ensure_ascii=False) for row in rows]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def read(raw: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """All lines, or what is wrong with which: nothing is written by halves."""
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            problems.append(f"Baris {number}: bukan JSON dalam UTF-8.")
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            problems.append(f'Baris {number}: tidak ada "text" berisi tulisan.')
        else:
            rows.append(row)
    return rows, problems


def masked(row: dict[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    from balai.base.masking import mask

    done = mask(row["text"], gazetteer)
    spans = [{"start": span.start, "end": span.end, "type": span.type.value} for span in done.spans]
    return {**row, "masked": done.text, "spans": spans}
