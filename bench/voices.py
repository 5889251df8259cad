"""Bringing a voice, following it, and the inbox with a million cases behind it (PostgreSQL, SQLite)."""

import json
import statistics

from bench.ground import CSRF, ENGINES, POSTGRES, SESSION, Database
from bench.load import Load
from bench.part import Run
from bench.server import Server, serving

BRING, INBOX = 250, 80.0
MANY = 1_000_000
LUA = """
wrk.method, wrk.headers["Content-Type"] = "{verb}", "application/json"
wrk.body = [==[{body}]==]
function request() return wrk.format(nil, "{path}") end
"""
TEXT = (
    "Selokan di depan rumah Bapak Warga Rekaan, RT 02 RW 05, mampet sejak Senin. Air masuk ke teras dan "
    "nomor saya 0812 3456 7890 bila perlu ditanya. Anak-anak tidak dapat berangkat sekolah lewat gang itu."
)


def measure(run: Run) -> None:
    for engine in ENGINES:
        database = run.ground.fresh(engine)
        world = database.ask("voices")
        with serving(database.environment) as server:
            _bring(run, server, world, engine)
            _follow(run, server, world, engine)
    _inbox(run, run.ground.fresh(POSTGRES))


def _bring(run: Run, server: Server, world: dict[str, str], engine: str) -> None:
    body = json.dumps(
        {"office": world["office"], "kind": "pengaduan", "text": TEXT, "pin": "274913", "naming": "anonim",
         "phone": "081234567890"}
    )  # fmt: skip
    script = LUA.format(verb="POST", body=body, path="/api/v1/voices")
    server.load("/", script=script, seconds=2)
    load = server.load("/", script=script, seconds=run.seconds(8), statuses=True)
    _say(run, f"bring a voice, 50 at once, masked and sealed, {engine}", load, engine, BRING)


def _follow(run: Run, server: Server, world: dict[str, str], engine: str) -> None:
    page = server.load(f"/suara/{world['token']}/", seconds=run.seconds(5), statuses=True)
    _say(run, f"own page by its link, {engine}", page, engine, None)
    body = json.dumps({"code": world["code"], "pin": "274913"})
    script = LUA.format(verb="POST", body=body, path="/api/v1/voices/find")
    found = server.load("/", script=script, clients=8, seconds=run.seconds(5), statuses=True)
    said = (
        f"{found.per_second:,.0f}/s, p95 {found.p95:.0f} ms, of these {found.refused} held back by its limits"
    )
    run.report.add("voices", f"look up by code and PIN, limits on, {engine}", said)


def _say(run: Run, what: str, load: Load, engine: str, goal: int | None) -> None:
    counts = goal is not None and engine == POSTGRES
    met = load.per_second >= (goal or 0) and not load.is_void if counts else None
    run.report.add("voices", what, load.words, f"≥ {goal}/s" if counts else "", met)


def _inbox(run: Run, database: Database) -> None:
    """A page of 25 with a filter, ten officers at once."""
    world = database.ask("many_cases", until=run.times(MANY) if run.short else MANY)
    script = f'wrk.headers["Cookie"] = "{SESSION}={world["cookie"]}; {CSRF}={"b" * 32}"'
    with serving(database.environment) as server:
        for name, path in {
            "what is due": "/kelola/suara/",
            "one kind": "/kelola/suara/?jenis=aspirasi",
            "late ones": "/kelola/suara/?terlambat=1",
            "closed lately": "/kelola/suara/?keadaan=ditutup",
        }.items():
            server.load(path, script=script, clients=10, seconds=1)
            loads = [
                server.load(path, script=script, clients=10, seconds=run.seconds(4), statuses=True)
                for _ in range(run.times(3))
            ]
            p95 = statistics.median(load.p95 for load in loads)
            words = f"p95 {p95:.0f} ms, {loads[-1].words}"
            met = p95 < INBOX and all(load.done and not load.is_void for load in loads)
            what = f"inbox with {world['cases']:,} cases, {name}, 10 at once"
            run.report.add("voices", what, words, f"p95 < {INBOX:.0f} ms", met)
