"""From an officer's press to every open display: the hub is one process, the pages are two others."""

import asyncio
import json
import resource
import subprocess
import sys
import time
from itertools import pairwise

from bench.calls import officer, press
from bench.ground import ENGINES, POSTGRES, ROOT
from bench.part import Run
from bench.server import Server, serving
from bench.visitor import Watch, percentile

CROWDS = {1000: 100, 4000: 300}  # displays: milliseconds
GAP = 0.7
FIRST = 100


def measure(run: Run) -> None:
    files = more_files()
    calls = run.times(20)
    for engine in ENGINES:
        database = run.ground.fresh(engine)
        for most, goal in CROWDS.items():
            world = database.ask("desks", counters=calls, waiting=calls + 30)
            with serving(database.environment) as web, serving(database.environment, only="live") as hub:
                delays, kilobytes, answered = crowd(web, hub, world, most)
            p50, p95 = percentile(delays, 50), percentile(delays, 95)
            heard = len(delays) / (most * calls)
            is_goal = engine == POSTGRES
            run.report.add(
                "displays",
                f"press → {most:,} displays, {engine}",
                f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, heard {heard:.0%}",
                f"p95 < {goal} ms" if is_goal else "",
                (p95 < goal and heard == 1) if is_goal else None,
            )
            run.report.add("displays", f"the press itself meanwhile, {engine}", f"p95 {answered:.0f} ms")
            run.report.add(
                "displays",
                f"memory each, {most:,} displays, {engine}",
                f"{kilobytes:.0f} kB",
                "≤ 40 kB",
                kilobytes <= 40,
            )
    run.report.add("displays", "file limit of the hub's process", f"{files:,}")


def more_files(wanted: int = 20_000) -> int:
    """A process may hold 1,024 files by default: too few for this many displays."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(soft, most)


def crowd(
    web: Server, hub: Server, world: dict[str, list[str]], most: int
) -> tuple[list[float], float, float]:
    sitting = str(world["sittings"][0])
    with watching(hub, sitting, FIRST):  # they make the hub listen, and its process grow once
        before = hub.memory()
        with watching(hub, sitting, most) as displays:
            kilobytes = (hub.memory() - before) / most / 1024
            presses, answered = asyncio.run(presses_of(web.base, world))
            arrivals = displays.end()
    ends = [*presses[1:], presses[-1] + 30]
    delays = [
        (moment - start) * 1000
        for start, end in zip(presses, ends, strict=True)
        for moment in arrivals
        if start <= moment < end
    ]
    return delays, kilobytes, answered


async def presses_of(base: str, world: dict[str, list[str]]) -> tuple[list[float], float]:
    moments, watch = [], Watch()
    for counter, key in enumerate(world["cookies"], 1):
        each = officer(base, key)
        await each.get("/sehat")
        moments.append(time.monotonic())
        await press(each, world, counter, "panggil", watch)
        await each.close()
        await asyncio.sleep(GAP)
    await asyncio.sleep(1)
    assert all(later > earlier for earlier, later in pairwise(moments))
    return moments, percentile(watch.times, 95)


class watching:  # noqa: N801 - reads as a word of the language
    def __init__(self, hub: Server, sitting: str, count: int) -> None:
        self.command = [
            sys.executable,
            "-m",
            "bench.watchers",
            "127.0.0.1",
            str(hub.port),
            sitting,
            str(count),
        ]

    def __enter__(self) -> "watching":
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(self.command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        assert self.process.stdout
        if self.process.stdout.readline() != "open\n":
            raise RuntimeError("the displays did not open")
        return self

    def end(self) -> list[float]:
        said, _ = self.process.communicate("end\n", timeout=60)
        return [float(moment) for moment in json.loads(said)]

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait()
