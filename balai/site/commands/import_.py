"""balai import wilayah FILE.csv: the national table of regions, all of it or nothing."""

import argparse
import sys
from pathlib import Path

HELP = "masukkan tabel wilayah dari berkas CSV (semua baris, atau tidak sama sekali)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["wilayah"], help="apa yang dimasukkan")
    parser.add_argument("file", type=Path, help="CSV UTF-8: code,name,level[,display_name,zone]")


def run(args: argparse.Namespace) -> int:
    from balai.base import clock
    from balai.places.actions import import_regions
    from balai.places.models import Place
    from balai.places.regions import read_table

    try:
        raw = args.file.read_bytes()
    except OSError as error:
        print(f"Berkas tidak terbaca: {args.file} ({error.strerror}).", file=sys.stderr)
        return 1
    print("Memeriksa berkas…", file=sys.stderr)
    table = read_table(raw, frozenset(Place.objects.values_list("code", flat=True)))
    if table.problems:
        for problem in table.problems:
            print(f"{args.file.name} {problem}", file=sys.stderr)
        print(f"Tidak ada yang dimasukkan: {len(table.problems)} kesalahan.", file=sys.stderr)
        return 1
    done = import_regions(regions=table.regions, now=clock.now(), progress=_show)
    print(f"Selesai: {done.new} wilayah baru, {done.changed} diperbarui, {done.same} tetap.")
    return 0


def _show(done: int, total: int) -> None:
    print(
        f"\r{done:,} dari {total:,} wilayah".replace(",", "."),
        end="\n" if done == total else "",
        file=sys.stderr,
    )
