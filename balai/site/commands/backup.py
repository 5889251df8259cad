"""balai backup: the database and the files that people sent, with what verifies them; no key is inside."""

import argparse
import sys
from pathlib import Path

HELP = "simpan seluruh basis data ke satu berkas cadangan (tanpa kunci)"
AFTER = """Simpan di tempat lain dari komputer ini. Kunci (BALAI_KEYS) disimpan terpisah, dua salinan:
tanpa kunci itu cadangan ini tidak dapat dibuka siapa pun. Uji sekarang: balai drill restore"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BERKAS", help="misalnya cadangan-2026-05-24.tar")


def run(args: argparse.Namespace) -> int:
    from balai.site.backup import BackupBroken, verbs

    try:
        manifest = verbs.backup(args.file.resolve())
    except BackupBroken as broken:
        print(f"balai backup: {broken}", file=sys.stderr)
        return 1
    if manifest.files.lost:
        print(f"PERHATIAN: {manifest.files.lost} berkas kiriman hilang dari tempatnya. Lihat balai check.")
    size = args.file.stat().st_size / 1e6
    counts = f"{len(manifest.tables)} tabel, {manifest.rows} baris, {manifest.files.count} berkas"
    print(f"{args.file}: {counts}, {size:.1f} MB.\n{AFTER}")
    return 0
