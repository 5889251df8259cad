"""python -m bench [PART …] [--short]    without a part: all of them, and the report in docs/."""

import argparse
import importlib
import os
import sys
import time

from bench.ground import ground
from bench.load import wrk_program
from bench.part import Run
from bench.report import Report

PARTS = (
    "rush",
    "journey",
    "calls",
    "displays",
    "pages",
    "weight",
    "growth",
    "start",
    "masker",
    "voices",
    "hall",
    "trends",
)
MODULES = {"displays": "screens"}
NO_WRK = (
    "wrk is not here (Debian: apt install wrk): load comes from Python, whose own share may make a run void."
)


def main() -> int:
    asked = arguments()
    if wrk_program() is None:
        print(NO_WRK, file=sys.stderr)
    report = Report(load_before=os.getloadavg()[0])
    with ground() as made:
        for part in asked.parts or PARTS:
            began = time.monotonic()
            module = importlib.import_module(f"bench.{MODULES.get(part, part)}")
            module.measure(Run(made, report, short=asked.short))
            print(f"  {part}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if not asked.parts and not asked.short:
        report.write()
    return report.verdict()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument(
        "--short", action="store_true", help="a trial: a fraction of the time, nothing written"
    )
    found = parser.parse_args()
    for part in found.parts:
        if part not in PARTS:
            parser.error(f"no part '{part}'; there are {', '.join(PARTS)}")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
