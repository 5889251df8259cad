"""The whole way of a resident on the web without scripts: find, hour, who, confirm, ticket."""

import asyncio
import itertools
import random
import time

from bench.ground import ENGINES, POSTGRES
from bench.part import Run
from bench.server import serving
from bench.visitor import Visitor, Watch

AT_ONCE = 50


def measure(run: Run) -> None:
    for engine in ENGINES:
        database = run.ground.fresh(engine)
        world = database.ask("places", sittings=20)
        with serving(database.environment) as server:
            asyncio.run(crowd(server.base, world, seconds=1.5))
            watch = asyncio.run(crowd(server.base, world, seconds=run.seconds(15), start=500_000))
        found, load = database.ask("state_of_booking"), watch.load()
        wrong = found["oversold"] + found["doubles"] + found["miscounted"] + watch.broken
        is_goal = engine == POSTGRES
        run.report.add(
            "journey",
            f"find, hour, data, confirm, ticket; {AT_ONCE} at once, {engine}",
            f"{load.words.replace('/s', ' journeys/s', 1)}",
            "≥ 40/s, p95 < 2 s" if is_goal else "",
            (load.per_second >= 40 and load.p95 < 2000 and not load.is_void) if is_goal else None,
        )
        run.report.add(
            "journey",
            f"oversold, double numbers, 5xx, {engine}",
            f"{wrong} of {found['tickets']}",
            "0",
            wrong == 0,
        )


async def crowd(base: str, world: dict[str, list[str]], *, seconds: float, start: int = 0) -> Watch:
    watch, numbers = Watch(), itertools.count(start)
    until = time.monotonic() + seconds
    await asyncio.gather(*(visits(base, world, watch, numbers, until) for _ in range(AT_ONCE)))
    return watch


async def visits(
    base: str, world: dict[str, list[str]], watch: Watch, numbers: "itertools.count[int]", until: float
) -> None:
    """One after the other, each a new visitor: new connection, no cookies."""
    while time.monotonic() < until:
        began, visitor = time.monotonic(), Visitor(base)
        place = random.choice(world["paths"])
        if await journey(visitor, place, str(world["service"]), next(numbers), watch):
            watch.add(began)
        await visitor.close()


async def journey(visitor: Visitor, path: str, service: str, number: int, watch: Watch) -> bool:
    """True when it ended with the ticket's page; a busy page on the way is counted among the 5xx."""
    count, address = watch.count, f"{path}?layanan={service}"
    count(await visitor.get("/cari/?q=ktp+rusak"))
    page = count(await visitor.get(address))
    values = {
        "slot": random.choice(page.choices("slot")),
        "phone": f"0877{number:08d}",
        "name": "Warga Rekaan",
        "form_key": page.field("form_key"),
        "csrfmiddlewaretoken": page.field("csrfmiddlewaretoken"),
    }
    check = count(await visitor.post(address, values | {"langkah": "periksa"}))
    values["csrfmiddlewaretoken"] = check.field("csrfmiddlewaretoken")
    done = count(await visitor.post(address, values | {"langkah": "ambil"}))
    if done.status != 302:
        return False
    ticket = count(await visitor.get(done.headers["location"]))
    return ticket.status == 200
