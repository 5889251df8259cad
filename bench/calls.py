"""Officers at twenty desks call the next number, at once, from one line."""

import asyncio
import time

from bench.ground import CSRF, ENGINES, POSTGRES, SESSION, Database
from bench.load import Load
from bench.part import Run
from bench.server import serving
from bench.visitor import Answer, Visitor, Watch

DESKS = 20


def measure(run: Run) -> None:
    for engine in ENGINES:
        database = run.ground.fresh(engine)
        waves = run.times(12)
        world = database.ask("desks", counters=DESKS, waiting=DESKS * (waves + 2) + 200)
        with serving(database.environment) as server:
            load = asyncio.run(in_waves(database, server.base, world, waves))
            whole = asyncio.run(whole_desks(server.base, world, run.seconds(8)))
        is_goal = engine == POSTGRES
        run.report.add(
            "calls",
            f"call next, {DESKS} desks pressing at once, {engine}",
            load.words,
            "≥ 300/s" if is_goal else "",
            (load.per_second >= 300 and not load.is_void) if is_goal else None,
        )
        run.report.add("calls", f"call and done, the desk drawn anew each time, {engine}", whole.words)
        found = database.ask("state_of_calls")
        wrong = found["doubles"] + load.broken + whole.broken
        run.report.add(
            "calls", f"double calls, 5xx, {engine}", f"{wrong} of {found['calls']}", "0", wrong == 0
        )


async def in_waves(database: Database, base: str, world: dict[str, list[str]], waves: int) -> Load:
    """All press together; between the waves whoever stands at a counter is done, untimed."""
    officers = [officer(base, key) for key in world["cookies"]]
    await wave(officers, world, Watch())
    watch, seconds = Watch(), 0.0
    for _ in range(waves):
        database.ask("clear_counters")
        watch.spent, began = watch.spent, time.monotonic()
        await wave(officers, world, watch)
        seconds += time.monotonic() - began
    database.ask("clear_counters")
    return watch.load(seconds)


async def wave(officers: list[Visitor], world: dict[str, list[str]], watch: Watch) -> None:
    await asyncio.gather(*(press(each, world, n, "panggil", watch) for n, each in enumerate(officers, 1)))


async def whole_desks(base: str, world: dict[str, list[str]], seconds: float) -> Load:
    watch, until = Watch(), time.monotonic() + seconds

    async def work(each: Visitor, counter: int) -> None:
        while time.monotonic() < until:
            page = await press(each, world, counter, "panggil", watch, HX_Request="true")
            ticket = page.field("ticket")
            await press(each, world, counter, "selesai", watch, ticket=ticket, HX_Request="true")

    officers = [officer(base, key) for key in world["cookies"]]
    await asyncio.gather(*(work(each, n) for n, each in enumerate(officers, 1)))
    return watch.load()


def officer(base: str, key: str) -> Visitor:
    return Visitor(base, {SESSION: key, CSRF: "b" * 32})


async def press(
    each: Visitor,
    world: dict[str, list[str]],
    counter: int,
    deed: str,
    watch: Watch,
    ticket: str = "",
    **headers: str,
) -> Answer:
    began = time.monotonic()
    values = {"csrfmiddlewaretoken": "b" * 32, **({"ticket": ticket} if ticket else {})}
    answer = await each.post(f"/meja/{world['sittings'][0]}/{counter}/{deed}/", values, **headers)
    watch.add(began)
    return watch.count(answer)
