"""Everybody books at once: one hot slot and 1,000, beside the bare endpoint and pgbench."""

from typing import Any

from bench import rows
from bench.ground import ENGINES, POSTGRES, Database
from bench.load import SECRET, Load, books
from bench.part import Run
from bench.server import Server, serving

GOALS = {1: (400, 250.0), 1000: (500, 0.0)}  # slots: bookings a second, p95 in milliseconds
OF_BARE, OF_ROWS = 0.55, 0.5
FORM = (
    "langkah=ambil&slot=SLOT&phone=PHONE&name=&email=&priority=&form_key=KEY"
    f"&csrfmiddlewaretoken={SECRET}"
)  # fmt: skip
API = '{"slot":SLOT,"service":"SERVICE","phone":"PHONE"}'


def measure(run: Run) -> None:
    for engine in ENGINES:
        for slots in (1, 1000):
            Rush(run, run.ground.fresh(engine), slots).measure()


class Rush:
    def __init__(self, run: Run, database: Database, slots: int) -> None:
        self.run, self.database, self.slots = run, database, slots
        self.world = database.ask("places", sittings=slots)
        self.where = f"{'1 hot slot' if slots == 1 else f'{slots:,} slots'}, {database.engine}"
        self.phones = 0
        self.done = 0

    def measure(self) -> None:
        bare = self._bare()
        ways = {"API": [50, 500], "API with a key": [50], "form": [50]}
        self.broken = 0
        for way, crowds in ways.items():
            with serving(
                self.database.environment
            ) as server:  # nobody of the last crowd still stands in line
                self._book(server, way, 50, 3)  # templates and connections are there afterwards
                for clients in crowds:
                    load = self._book(server, way, clients, self.run.seconds(10))
                    self._say(way, clients, load, bare)
        self._prove()

    def _book(self, server: Server, way: str, clients: int, seconds: float) -> Load:
        start, self.phones = self.phones, self.phones + 1_000_000
        script = books(
            self._places(way), start=start, body=self._body(way), form=way == "form", keyed="key" in way
        )
        load = server.load("/", script=script, clients=clients, seconds=seconds, statuses=True)
        self.done += load.done
        self.broken += load.broken + load.lost
        return load

    def _places(self, way: str) -> list[str]:
        slots, paths, service = self.world["slots"], self.world["paths"], self.world["service"]
        if way == "form":
            return [f"{path}?layanan={service} {slot}" for path, slot in zip(paths, slots, strict=True)]
        return [f"/api/v1/tickets {slot}" for slot in slots]

    def _body(self, way: str) -> str:
        return FORM if way == "form" else API.replace("SERVICE", self.world["service"])

    def _say(self, way: str, clients: int, load: Load, bare: Load) -> None:
        add, (rate, p95) = self.run.report.add, GOALS[self.slots]
        is_goal = clients == 50 and way == "API" and self.database.engine == POSTGRES
        met = load.per_second >= rate and (not p95 or load.p95 < p95) and not load.is_void
        words = f"≥ {rate}/s" + (f", p95 < {p95:.0f} ms" if p95 else "")
        add(
            "rush",
            f"book by {way}, {clients} at once, {self.where}",
            load.words,
            words * is_goal,
            met if is_goal else None,
        )
        if clients == 50:
            ratio = load.per_second / bare.per_second
            limit = f"≥ {OF_BARE}" * (is_goal and self.slots == 1)
            add(
                "rush",
                f"of the bare endpoint, by {way}, {self.where}",
                f"{ratio:.2f}",
                limit,
                ratio >= OF_BARE if limit else None,
            )
            self._beside_rows(way, load, is_goal)

    def _bare(self) -> Load:
        script = books([f"/book {slot}" for slot in self.world["slots"]], start=0, body='{"slot":SLOT}')
        with serving(self.database.environment, app="bench.bare_app:application") as server:
            server.load("/", script=script, seconds=1)
            load = server.load("/", script=script, seconds=self.run.seconds(6), statuses=True)
        self.run.report.add("rush", f"bare endpoint, 50 at once, {self.where}", load.words)
        self.database.ask("empty_slots")
        return load

    def _beside_rows(self, way: str, load: Load, is_goal: bool) -> None:
        if self.database.engine != POSTGRES or not is_goal:
            return
        slots, service = self.world["slots"], self.world["service_id"]
        for clients in (8, 32):
            found = rows.pgbench(
                self.database.url,
                slots=slots,
                service=service,
                clients=clients,
                seconds=max(1, round(self.run.seconds(4))),
            )
            ratio = load.per_second / found.per_second
            words = f"{found.per_second:,.0f}/s; ours is {ratio:.2f} of it"
            self.run.report.add(
                "rush",
                f"the same four rows by pgbench, {clients} clients, {self.where}",
                words,
                f"moonshot {OF_ROWS}",
            )
        self.database.ask("without_pgbench")

    def _prove(self) -> None:
        """In the database: nothing oversold, no number twice, every acknowledged booking there."""
        found: dict[str, Any] = self.database.ask("state_of_booking")
        wrong = {name: found[name] for name in ("oversold", "miscounted", "doubles", "gaps")}
        missing = max(0, self.done - found["tickets"])
        said = ", ".join(f"{count} {name}" for name, count in wrong.items())
        self.run.report.add(
            "rush",
            f"of {found['tickets']:,} bookings, {self.where}",
            f"{said}, {missing} lost, {self.broken} answered 5xx",
            "all 0",
            not (sum(wrong.values()) or missing or self.broken) and found["tickets"] == found["entries"],
        )
