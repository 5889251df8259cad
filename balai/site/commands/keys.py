"""balai keys: which key versions there are, and a new one when it is time (docs/decisions/keys.md)."""

import argparse
import sys

HELP = "lihat versi kunci, atau ganti dengan yang baru (rotate)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    words = "list: daftar; rotate: versi baru, lalu segel ulang; reseal: lanjutkan segel ulang"
    parser.add_argument("what", nargs="?", choices=["list", "rotate", "reseal"], default="list", help=words)


def run(args: argparse.Namespace) -> int:
    from balai.base import clock
    from balai.site import key_ring

    if args.what == "rotate":
        version = key_ring.rotate(now=clock.now())
        print(f"Kunci versi {version} dibuat. Salin berkas kunci ke tempat cadangan sekarang juga.")
    if args.what != "list":
        for name, count in key_ring.reseal(now=clock.now(), progress=_show):
            print(f"{name}: {count} disegel ulang")
    for purpose, version, fingerprint, note in key_ring.listing():
        print(f"{purpose:<6} versi {version:>3}  sidik {fingerprint}  {note}")
    left = key_ring.left_behind()
    print(f"Masih memakai kunci lama: {left} baris." if left else "Semua baris memakai kunci terbaru.")
    return 0


def _show(text: str) -> None:
    print(f"\r{text}", end="", file=sys.stderr)
