"""The hundredth thousandth day: booking, calling and the ticket's page at 10⁴ and at 10⁶ past tickets."""

import asyncio
import statistics
from typing import Any

from bench.calls import in_waves
from bench.ground import POSTGRES, Database
from bench.load import books
from bench.part import Run
from bench.rush import FORM
from bench.server import Server, serving

SMALL, LARGE, RUNS, GOAL = 10_000, 1_000_000, 5, 1.5
DEEDS = ("booking", "calling", "ticket page")


def measure(run: Run) -> None:
    database = run.ground.fresh(POSTGRES)
    rooms, desks = database.ask("places"), database.ask("desks", counters=20, waiting=5000)
    link = database.ask("addresses")["token"]
    found: dict[int, dict[str, float]] = {}
    for past, size in ((0, SMALL), (SMALL, LARGE)):
        database.ask("grow", since=past, until=size)
        with serving(database.environment) as server:
            found[size] = all_deeds(
                run, database, server, {"rooms": rooms, "desks": desks, "link": link, "n": size}
            )
    for deed in DEEDS:
        small, large = found[SMALL][deed], found[LARGE][deed]
        ratio = large / small
        words = f"{small:.1f} ms → {large:.1f} ms, × {ratio:.2f}"
        run.report.add(
            "growth", f"p95 of {deed}, 10⁴ → 10⁶ past tickets", words, f"≤ × {GOAL}", ratio <= GOAL
        )
    scans = database.ask("sequential_scans")
    words = f"{scans['statements']} statements, {', '.join(scans['scanned']) or 'none'}"
    run.report.add("growth", "sequential scans on big tables (EXPLAIN)", words, "none", not scans["scanned"])


def all_deeds(run: Run, database: Database, server: Server, world: dict[str, Any]) -> dict[str, float]:
    times: dict[str, list[float]] = {deed: [] for deed in DEEDS}
    place = [f"{world['rooms']['paths'][0]}?layanan={world['rooms']['service']} {world['rooms']['slots'][0]}"]
    for n in range(run.times(RUNS) + 1):
        start = (world["n"] // 1000 + n) * 50_000 % 90_000_000
        script = books(place, start=start, body=FORM, form=True)
        booked = server.load("/", script=script, clients=4, seconds=run.seconds(3))
        seen = server.load(f"/tiket/{world['link']}/", clients=4, seconds=run.seconds(3))
        called = asyncio.run(in_waves(database, server.base, world["desks"], run.times(4)))
        if booked.refused or seen.refused or called.refused:
            raise RuntimeError(f"refused: {booked} {seen} {called}")
        for deed, load in zip(DEEDS, (booked, called, seen), strict=True):
            times[deed].append(load.p95)
    return {deed: statistics.median(values[1:]) for deed, values in times.items()}  # the first one warms up
