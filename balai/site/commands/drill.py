"""balai drill restore: whether tonight's backup would help tomorrow, tried out, with a dated report."""

import argparse
import sys

HELP = "latihan: buat cadangan, pulihkan ke tempat sementara, bandingkan, tulis laporan"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["restore"], help="restore = latihan pemulihan")


def run(args: argparse.Namespace) -> int:
    from balai.site.backup import BackupBroken, verbs

    try:
        drill = verbs.drill()
    except BackupBroken as broken:
        print(f"balai drill restore: BELUM BERHASIL. {broken}", file=sys.stderr)
        return 1
    print("Latihan pemulihan berhasil.")
    for line in drill.lines():
        print(f"  {line}")
    print(f"Laporan: {verbs.write_report(drill)}")
    return 0
