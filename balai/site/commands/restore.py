"""balai restore: a backup back into an empty database, verified row by row; anything doubtful fails."""

import argparse
import sys
from pathlib import Path

HELP = "pulihkan berkas cadangan ke basis data kosong, lalu periksa semuanya"
AFTER = """Sama dengan daftar isinya, baris demi baris. Sesudah memakainya jalankan: balai check
Jangkar di luar basis data mungkin menyebut catatan yang lebih baru dari cadangan ini: itulah yang hilang."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BERKAS", help="berkas dari balai backup")
    parser.add_argument("--to", required=True, metavar="URL", help="DATABASE_URL tujuan; harus kosong")
    parser.add_argument(
        "--files",
        type=Path,
        metavar="FOLDER",
        help="folder untuk berkas kiriman; biasanya tidak perlu disebut",
    )


def run(args: argparse.Namespace) -> int:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    from balai.site.backup import BackupBroken, verbs

    try:
        manifest = verbs.restore(args.file.resolve(), to=args.to, files=args.files)
    except (BackupBroken, ImproperlyConfigured) as broken:
        print(f"balai restore: {broken}", file=sys.stderr)
        return 1
    except (Error, OSError) as error:
        print(f"balai restore: tidak dapat diperiksa ({type(error).__name__}).", file=sys.stderr)
        return 1
    counts = f"{len(manifest.tables)} tabel, {manifest.rows} baris, {manifest.files.count} berkas"
    print(f"{counts}, dibuat {manifest.made_at}.\n{AFTER}")
    return 0
