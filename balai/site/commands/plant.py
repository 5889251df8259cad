"""balai plant: the seed files become rows; nothing that an officer changed is overwritten."""

import argparse
from pathlib import Path

HELP = "tanam berkas benih (tempat, layanan, program); perubahan petugas tidak pernah ditimpa"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default="seeds", help="folder benih (bawaan: seeds)")


def run(args: argparse.Namespace) -> int:
    from balai.base import clock
    from balai.base.errors import RuleBroken
    from balai.site.planting import plant_all

    try:
        for line in plant_all(Path(args.folder), now=clock.now()):
            print(line)
    except RuleBroken as broken:
        print(f"balai plant: {broken.message}")
        return 1
    return 0
