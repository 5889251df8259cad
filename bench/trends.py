"""The trend store counted anew from ten million facts, and a page of trends read with a nation beside it."""

import json
import os
import statistics
import subprocess
import sys

from bench.ground import POSTGRES, ROOT
from bench.part import Run
from bench.server import serving

FACTS = 10_000_000
REBUILD, PAGE = 15.0, 200.0  # seconds, milliseconds
PAGE_OF, TABLE_OF = "/tren/mpp-kupang/", "/tren/mpp-kupang/tren.csv"
STRANGE = 'wrk.headers["Cookie"] = "lain=1"'  # with a cookie that it does not know nothing is kept
READINGS = {
    "page, kept for 5 s": (PAGE_OF, "", 10),
    "page, drawn anew for each": (PAGE_OF, STRANGE, 2),
    "CSV of all years, made anew for each": (TABLE_OF, STRANGE, 2),
}


def measure(run: Run) -> None:
    folder = run.ground.state / "facts"
    count = run.times(FACTS) if run.short else FACTS
    made = alone("make", str(folder), str(count))
    run.report.add(
        "trends", f"{count:,} facts invented as Parquet", f"{made['seconds']:.0f} s, {made['MB']:.0f} MB"
    )
    runs = [alone("count", str(folder)) for _ in range(run.times(3))]
    taken, most = statistics.median(one["seconds"] for one in runs), max(one["peak"] for one in runs)
    said = f"{taken:.1f} s, {runs[0]['processor']:.0f} s of processor, {most:.0f} MB at most"
    what = f"rebuild: {runs[0]['figures']:,} figures from {count:,} facts"
    run.report.add("trends", what, said, f"< {REBUILD:.0f} s", taken < REBUILD)
    _read(run)


def alone(what: str, *arguments: str) -> dict[str, float]:
    """In a process of its own, so that its memory is its own."""
    environment = {**os.environ, "BALAI_PROFILE": "test", "DJANGO_SETTINGS_MODULE": "balai.site.settings"}
    command = [sys.executable, "-W", "ignore", "-m", "bench.facts", what, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _read(run: Run) -> None:
    database = run.ground.fresh(POSTGRES)
    past = database.ask("frozen_years")
    said = f"{past['month']:.0f} ms a month, {past['year']:.0f} ms a year"
    run.report.add("trends", "decide and freeze a city, both audiences", said)
    with serving(database.environment) as server:
        for name, (path, script, clients) in READINGS.items():
            how = {"script": script, "clients": clients}
            server.load(path, seconds=2, **how)
            loads = [
                server.load(path, seconds=run.seconds(5), statuses=True, **how) for _ in range(run.times(3))
            ]
            p95 = statistics.median(load.p95 for load in loads)
            met = p95 < PAGE and all(load.done and not load.is_void for load in loads)
            what = f"{name}, {past['cells']:,} frozen figures, {clients} at once"
            run.report.add(
                "trends", what, f"p95 {p95:.0f} ms, {loads[-1].words}", f"p95 < {PAGE:.0f} ms", met
            )
