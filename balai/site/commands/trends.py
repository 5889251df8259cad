"""balai trends: write the store of facts anew, or freeze what is due, by hand (docs/decisions/trends.md)."""

import argparse
import sys
from collections import Counter
from typing import Any

HELP = "tulis ulang fakta tren tanpa nama, atau bekukan bulan yang sudah waktunya"
DEEDS = {
    "rebuild": "tulis ulang fakta bulan yang belum dibekukan, lalu hitung semuanya",
    "freeze": "bekukan bulan dan tahun yang sudah waktunya; dijalankan dua kali tidak mengubah apa pun",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    choices = "; ".join(f"{name}: {words}" for name, words in DEEDS.items())
    parser.add_argument("deed", choices=list(DEEDS), metavar="PERINTAH", help=choices)
    parser.add_argument("--city", default="", help="kode kota saja, misalnya 53.71; tanpa ini semua kota")
    parser.add_argument("--all", action="store_true", help="rebuild: juga fakta bulan yang sudah dibekukan")


def run(args: argparse.Namespace) -> int:
    from balai.base import clock
    from balai.base.errors import RuleBroken
    from balai.voices.trends import counting, facts, freezing

    try:
        if args.deed == "rebuild":
            counting.require_libraries()
    except RuleBroken as missing:
        print(missing, file=sys.stderr)
        return 2
    cities = [city for city in facts.cities() if args.city in ("", city.code)]
    if not cities:
        print("Belum ada suara warga di kota itu." if args.city else "Belum ada suara warga.")
        return 1 if args.city else 0
    for city in cities:
        if args.deed == "freeze":
            print(f"{city.code} {city}: {freezing.freeze_due(city, clock.now())} masa dibekukan.")
        else:
            written = freezing.rebuild(city, clock.now(), everything=args.all)
            print(f"{city.code} {city}: {written} bulan ditulis ulang, {voices_in(city.code)} suara.")
    return 0


def voices_in(city: str) -> int:
    """As the store counts them now."""
    from balai.voices.trends import counting, store

    rows: list[dict[str, Any]] = counting.embedded(store.files(city))
    found: Counter[str] = Counter()
    for row in rows:
        found[row["table"]] += row["count"]
    return found["all"]
