"""Bringing a voice, following it, and the inbox with a million cases behind it (PostgreSQL, SQLite)."""

import json
import statistics
from typing import Any

from bench.ground import CSRF, ENGINES, POSTGRES, SESSION, Database
from bench.load import Load
from bench.part import Run
from bench.server import Server, serving

BRING, LOOK_UP, INBOX = 250, 200, 80.0
OF_BARE = 0.5  # of the same rows read by a bare endpoint
HELD_BACK = 0.01  # look-ups that the limits refused: above this share the run says nothing
MANY = 1_000_000
LUA = """
wrk.method, wrk.headers["Content-Type"] = "{verb}", "application/json"
wrk.body = [==[{body}]==]
function request() return wrk.format(nil, "{path}") end
"""
LOOKS = """
local codes, n, headers = {CODES}, START, {["Content-Type"] = "application/json"}
function request()
  n = n + 1
  headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", n / 65536 % 256, n / 256 % 256, n % 256)
  local body = string.format('{"code":"%s","pin":"274913"}', codes[n % #codes + 1])
  return wrk.format("POST", "/api/v1/voices/find", headers, body)
end
"""
TEXT = (
    "Selokan di depan rumah Bapak Warga Rekaan, RT 02 RW 05, mampet sejak Senin. Air masuk ke teras dan "
    "nomor saya 0812 3456 7890 bila perlu ditanya. Anak-anak tidak dapat berangkat sekolah lewat gang itu."
)


def measure(run: Run) -> None:
    for engine in ENGINES:
        database = run.ground.fresh(engine)
        world = database.ask("voices")
        with serving(database.environment, app="bench.bare_app:application") as server:
            bare = _read(run, server, f"/follow/{world['token']}")
        run.report.add("voices", f"the same rows by a bare endpoint, {engine}", bare.words)
        with serving(database.environment) as server:
            _follow(run, server, world, engine, bare)
            _look_up(run, server, world, engine)
            _bring(run, server, world, engine)
    _inbox(run, run.ground.fresh(POSTGRES))


def _bring(run: Run, server: Server, world: dict[str, Any], engine: str) -> None:
    body = json.dumps(
        {"office": world["office"], "kind": "pengaduan", "text": TEXT, "pin": "274913", "naming": "anonim",
         "phone": "081234567890"}
    )  # fmt: skip
    script = LUA.format(verb="POST", body=body, path="/api/v1/voices")
    server.load("/", script=script, seconds=2)
    load = server.load("/", script=script, seconds=run.seconds(8), statuses=True)
    _say(run, f"bring a voice, 50 at once, masked and sealed, {engine}", load, engine, BRING)


def _follow(run: Run, server: Server, world: dict[str, Any], engine: str, bare: Load) -> None:
    page = _read(run, server, f"/suara/{world['token']}/")
    _say(run, f"own page by its link, {engine}", page, engine, None)
    ratio = page.per_second / bare.per_second
    counts = engine == POSTGRES
    met = ratio >= OF_BARE and not page.is_void and not bare.is_void
    what = f"own page by its link, as part of the bare endpoint, {engine}"
    run.report.add("voices", what, f"{ratio:.2f}", f"≥ {OF_BARE}" * counts, met if counts else None)


def _read(run: Run, server: Server, path: str) -> Load:
    server.load(path, seconds=1)
    return server.load(path, seconds=run.seconds(5), statuses=True)


def _look_up(run: Run, server: Server, world: dict[str, Any], engine: str) -> None:
    """With its limits on, and from many telephones, so that it is not they that are measured."""
    codes = ",".join(f'"{code}"' for code in world["codes"])
    script = LOOKS.replace("CODES", codes)
    server.load("/", script=script.replace("START", "0"), clients=8, seconds=1)
    script = script.replace("START", "8000000")
    found = server.load("/", script=script, clients=8, seconds=run.seconds(5), statuses=True)
    counts, is_void = engine == POSTGRES, found.refused > HELD_BACK * found.requests
    met = found.per_second >= LOOK_UP and not found.is_void and not is_void
    words = f"{found.words}, {found.refused} held back{' VOID' * (is_void and not found.is_void)}"
    what = f"look up by code and PIN, limits on, {engine}"
    run.report.add("voices", what, words, f"≥ {LOOK_UP}/s" * counts, met if counts else None)


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
            "one topic": "/kelola/suara/?topik=lainnya",
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
    scans = database.ask("inbox_scans")
    words = f"{scans['statements']} statements, {', '.join(scans['scanned']) or 'none'}"
    what = "sequential scans of the inbox on big tables (EXPLAIN)"
    run.report.add("voices", what, words, "none", not scans["scanned"])
