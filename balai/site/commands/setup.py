"""balai setup: the first day. Keys, database, first office and its head; then what to do next."""

import argparse
import sys

HELP = "hari pertama: membuat kunci, basis data, kantor pertama, dan kepala kantor"
ENVIRONMENT = {"BALAI_SETUP": "yes"}  # settings may still be unfinished: finishing them is what this is for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", help="alamat situs, misalnya https://balai.kec-contoh.go.id")
    parser.add_argument("--place", help="kode wilayah kantor, misalnya 32.16.09")
    parser.add_argument("--place-name", action="append", default=[], metavar="KODE=NAMA",
                        help="nama wilayah yang belum dikenal; boleh diulang")  # fmt: skip
    parser.add_argument("--office-name", help="nama kantor, misalnya 'Kecamatan Cikarang Utara'")
    parser.add_argument("--office-kind", help="kecamatan, kelurahan, mpp, upt, atau dinas")
    parser.add_argument("--slug", help="alamat pendek kantor, misalnya kec-cikarang-utara")
    parser.add_argument("--counters", type=int, help="banyaknya loket")
    parser.add_argument("--head-username", help="nama pengguna kepala kantor, misalnya camat")
    parser.add_argument("--head-name", help="sebutan kepala kantor, misalnya 'Camat'")
    parser.add_argument("--env", default=".env", help="tempat menulis setelan (bawaan: .env di folder ini)")
    parser.add_argument("--yes", action="store_true", help="jangan bertanya: pakai pilihan dan nilai bawaan")


def run(args: argparse.Namespace) -> int:
    from balai.base.errors import RuleBroken
    from balai.site import first_day

    try:
        first_day.require_empty()
        answers = first_day.ask(args)
        for line in first_day.begin(answers):
            print(line)
    except RuleBroken as broken:
        print(f"Belum selesai: {broken.message}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nDibatalkan. Tidak ada yang dibuat.", file=sys.stderr)
        return 130
    return 0
