"""balai train topics: learns which agency is responsible (docs/decisions/suggestion.md)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balai.voices.suggestion.learning import Learned
    from balai.voices.suggestion.lines import Line
    from balai.voices.suggestion.measure import Figures

HELP = "latih saran topik dan instansi dari perkara yang sudah diputus"
NOT_INSTALLED = """Perangkat untuk melatih (scikit-learn) belum terpasang. Dari folder Balai, jalankan sekali:
  python3 tools/bootstrap.py learn
Lalu ulangi perintah ini. Saran yang sudah ada tetap berjalan."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["topics"], help="topics: topik dan instansi yang berwenang")
    parser.add_argument(
        "--from", dest="file", metavar="FILE.jsonl",
        help='satu {"text": …, "agency": …, "date": "2026-05-24"} tiap baris; - untuk masukan baku',
    )  # fmt: skip
    parser.add_argument(
        "--office", metavar="SLUG", help="hanya untuk kantor ini; tanpa ini untuk semua kantor"
    )


def run(args: argparse.Namespace) -> int:
    from balai.places.models import Office

    office = Office.objects.filter(slug=args.office).first() if args.office else None
    if args.office and office is None:
        return refused(f"Tidak ada kantor dengan slug {args.office}.")
    try:
        import sklearn  # noqa: F401 - asked here, so that nobody waits for nothing
    except ImportError:
        return refused(NOT_INSTALLED)
    lines = from_file(args.file) if args.file else from_cases(office)
    return 1 if lines is None else train(lines, slug=args.office or "")


def refused(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


def from_file(name: str) -> list[Line] | None:
    """All lines, each with its text without persons, or None after saying what is wrong with which."""
    from balai.base.masking import mask
    from balai.places.known_names import known_names
    from balai.voices.suggestion.lines import read_lines

    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        refused(f"Berkas tidak terbaca: {name} ({error.strerror}).")
        return None
    lines, problems = read_lines(raw)
    if problems:
        source = "Masukan baku" if name == "-" else name
        refused("\n".join(f"{source}: {problem}" for problem in problems[:20]))
        refused(f"Tidak ada yang dilatih: {len(problems)} kesalahan.")
        return None
    gazetteer = known_names()
    return [line._replace(masked=mask(line.text, gazetteer).text or " ") for line in lines]


def from_cases(office: object) -> list[Line]:
    from balai.places.models import Office
    from balai.voices.suggestion.decided import decided

    return decided(office if isinstance(office, Office) else None)


def train(read: Sequence[Line], *, slug: str) -> int:
    """Learns, measures, and keeps whichever of old and new is better on the same months."""
    from balai.voices.suggestion import store
    from balai.voices.suggestion.learning import TooLittle, learn, measured
    from balai.voices.suggestion.lines import once
    from balai.voices.suggestion.suggesting import folder

    lines = once(read)
    print(f"Dibaca {len(read)} teks; {len(read) - len(lines)} kosong atau kembar, tidak dihitung.")
    try:
        learned = learn(lines, say=lambda words: print(words, file=sys.stderr))
    except TooLittle as why:
        return refused(f"Belum cukup untuk dilatih: {why}. Tidak ada yang ditulis.")
    path = store.path_of(folder(), slug)
    old = store.kept(path)
    before = measured(old, learned.last) if old else None
    print("\n".join(report(learned, before)))
    if old and before and worse(learned.figures, before):
        after = " Model lama sudah melihat sebagian bulan itu." if old.until >= learned.begin else ""
        print(
            f"Model lama tetap dipakai: yang baru lebih buruk pada bulan yang sama.{after}\n"
            "Tidak ada yang ditulis."
        )
        return 0
    store.write(path, learned.model)
    print(f"Tersimpan untuk {'kantor ' + slug if slug else 'semua kantor'}: {path}")
    return 0


def worse(new: Figures, old: Figures) -> bool:
    return (new.top1, new.top3, new.macro_f1) < (old.top1, old.top3, old.macro_f1)


def report(learned: Learned, before: Figures | None) -> list[str]:
    rows = [("model baru", learned.figures), ("cara sederhana", learned.plain), ("model lama", before)]
    rows.append(("topik, model baru", learned.topics))
    lines = [
        f"Dipelajari sampai {learned.model.until}.",
        f"Diukur pada {learned.figures.texts} teks sejak {learned.begin}.",
        f"{'':20}  top-1  top-3  macro-F1",
        *(f"{name:20}  {row.top1:.3f}  {row.top3:.3f}  {row.macro_f1:.3f}" for name, row in rows if row),
        "top-1: saran pertama benar. top-3: benar dalam tiga saran. macro-F1: rata-rata semua instansi.",
    ]
    if learned.rare:
        named = ", ".join(f"{agency} ({count})" for agency, count in learned.rare.items())
        lines.append(f"Terlalu jarang, tidak dipelajari dan dihitung salah: {named}.")
    return lines
