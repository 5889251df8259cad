"""A full hall behind one network: 500 people come in, ask and vote, without scripts; and phones come home."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bench.ground import ENGINES, POSTGRES, Database
from bench.load import Load
from bench.part import Run
from bench.server import serving
from bench.visitor import Answer, Visitor, Watch

PEOPLE, FIRST = 500, 6
MINUTE = 60.0  # the hall is through by then
RECORDS = 3_000  # made and signed beforehand, by so many phones:
PHONES = 50
SEND = """
local paths, digests, bodies, n = {}, {}, {}, 0
for line in io.lines("FILE") do
  local path, digest, body = line:match("^(%S+) (%S+) (.*)$")
  table.insert(paths, path); table.insert(digests, digest); table.insert(bodies, (body:gsub("\\t", "\\n")))
end
function request()
  n = n + 1
  local i = (n - 1) % #paths + 1
  local headers = { ["Content-Type"] = "application/octet-stream", ["Balai-Sha256"] = digests[i] }
  return wrk.format("POST", paths[i], headers, bodies[i])
end
"""


def measure(run: Run) -> None:
    for engine in ENGINES:
        _hall(run, run.ground.fresh(engine))
        _phones(run, run.ground.fresh(engine))


def _hall(run: Run, database: Database) -> None:
    people = run.times(PEOPLE)
    world = database.ask("hall")
    with serving(database.environment) as server:
        hall = Hall(server.base, world)
        asyncio.run(hall.fill(FIRST))  # templates and connections are there afterwards
        asyncio.run(hall.fill(people))
    found = database.ask("state_of_hall", session=world["session"])
    for what, load in hall.loads.items():
        counts = database.engine == POSTGRES and what.startswith("ask")
        met = load.seconds < MINUTE and not load.refused and not load.is_void if counts else None
        goal = f"{people} in < {MINUTE:.0f} s" * counts
        words = f"{load.seconds:.1f} s, {load.words}"
        run.report.add(
            "hall", f"{what}, {people} at once from one network, {database.engine}", words, goal, met
        )
    wrong = {
        "codes doubled": found["present"] - found["codes"],
        "questions lost": people + FIRST - found["questions"],
        "numbers doubled or left out": found["questions"] + found["highest"] - 2 * found["numbers"],
        "votes lost or doubled": people + FIRST - found["votes"],
        "answered 5xx": sum(load.broken for load in hall.loads.values()),
    }
    words = ", ".join(f"{count} {name}" for name, count in wrong.items())
    run.report.add("hall", f"after it, {database.engine}", words, "all 0", not any(wrong.values()))


class Hall:
    def __init__(self, base: str, world: dict[str, Any]) -> None:
        self.base, self.world = base, world
        self.loads: dict[str, Load] = {}

    async def fill(self, people: int) -> None:
        """They come in, then all ask, then all vote: each step begins for everybody at once."""
        everybody = [Visitor(self.base, address="10.9.9.9") for _ in range(people)]
        steps: dict[str, Callable[[Visitor, Watch], Awaitable[Answer]]] = {
            "come in by the hall's code": self._comes_in, "ask a question": self._asks, "vote": self._votes,
        }  # fmt: skip
        for what, step in steps.items():
            watch = Watch()
            await asyncio.gather(*(self._timed(step, each, watch) for each in everybody))
            self.loads[what] = watch.load()
        await asyncio.gather(*(each.close() for each in everybody))

    async def _timed(
        self, step: Callable[[Visitor, Watch], Awaitable[Answer]], each: Visitor, watch: Watch
    ) -> None:
        began = time.monotonic()
        await step(each, watch)
        watch.add(began)

    async def _comes_in(self, each: Visitor, watch: Watch) -> Answer:
        return await self._form(each, watch, f"/hadir/{self.world['code']}/", {})

    async def _asks(self, each: Visitor, watch: Watch) -> Answer:
        words = {"text": "Kapan loket di kelurahan kami dibuka lagi, dan apa yang harus dibawa?"}
        return await self._form(each, watch, f"{self.world['board']}kirim/", words)

    async def _votes(self, each: Visitor, watch: Watch) -> Answer:
        values = {"dukung": str(self.world["number"])}
        return await self._form(
            each, watch, f"{self.world['board']}dukung/", values, seen=self.world["board"]
        )

    async def _form(
        self, each: Visitor, watch: Watch, path: str, values: dict[str, str], seen: str = ""
    ) -> Answer:
        """Open the page, send its form."""
        page = watch.count(await each.get(seen or path))
        keys = {name: page.field(name) for name in ("form_key", "csrfmiddlewaretoken")}
        return watch.count(await each.post(path, values | keys))


def _phones(run: Run, database: Database) -> None:
    """Records that were made without a network arrive, 50 at once; once all are there they are sent again."""
    folder = str(run.ground.state)
    made = database.ask("signed_records", count=run.times(RECORDS), phones=PHONES, folder=folder)
    script = SEND.replace("FILE", made["file"])
    with serving(database.environment) as server:
        load = server.load("/", script=script, clients=50, seconds=run.seconds(8), statuses=True)
    found = database.ask("state_of_field")
    what = f"a signed record arrives, 50 at once, {database.engine}"
    run.report.add("hall", what, load.words)
    lost = max(0, min(load.done, made["count"]) - found["records"])
    words = f"{found['doubled']} twice, {lost} lost"
    met = not found["doubled"] and not lost
    run.report.add("hall", f"of {found['records']:,} records, {database.engine}", words, "all 0", met)
