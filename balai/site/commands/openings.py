"""balai openings: the days and hours of a programme, or why a day is open or closed."""

import argparse
import sys
from datetime import date

HELP = "hari dan jam buka sebuah program, satu baris satu kali buka; --why TANGGAL memberi alasannya"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("program", help="alamat pendek program, misalnya minggu-senyum-ceria")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, help="dari tanggal (2026-01-01)")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, help="sampai tanggal, ikut dihitung")
    parser.add_argument("--why", type=date.fromisoformat, help="mengapa hari ini buka atau tutup")


def run(args: argparse.Namespace) -> int:
    from balai.base import clock, zones
    from balai.programs import calendar
    from balai.programs.models import Program

    program = Program.objects.with_series().filter(slug=args.program).first()
    if program is None:
        print(f"balai openings: tidak ada program '{args.program}'.", file=sys.stderr)
        return 1
    if args.why:
        print(f"{zones.day(args.why)}: {calendar.why(program, args.why)}")
        return 0
    first = args.first or zones.local_day(clock.now(), program.zone)
    last = args.last or date(first.year, 12, 31)
    for day in calendar.openings(program, first, last):
        print(*(moment.isoformat() for moment in day.span))
    return 0
