"""Load from another process. A run in which it takes over a quarter of the processors is void, and so is one
in which more than every fiftieth answer is a refusal."""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.ground import CSRF
from tools.machine import apt_install

REPORT = """
local threads = {}
function setup(thread) table.insert(threads, thread) end
function done(summary, latency, requests)
  local broken = 0
  for _, thread in ipairs(threads) do broken = broken + (thread:get("broken") or 0) end
  io.write(string.format("RESULT %d %d %f %f %f %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    summary.errors.status, broken,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""
COUNT_BROKEN = """
function response(status) if status >= 500 then broken = (broken or 0) + 1 end end
"""


@dataclass
class Load:
    """Times in milliseconds; `share` of all processors that the load generator took."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    refused: int  # answers of 400 and above
    broken: int  # of these 500 and above
    lost: int  # connections that broke or timed out
    share: float
    cost: float = 0.0  # processor milliseconds of the server for each request, without the database's own

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    @property
    def done(self) -> int:
        return self.requests - self.refused

    @property
    def is_void(self) -> bool:
        return self.share > 0.25 or self.refused > 0.02 * self.requests

    @property
    def words(self) -> str:
        void = " VOID" if self.is_void else ""
        cost = f", {self.cost:.1f} ms of processor each" if self.cost else ""
        return f"{self.per_second:,.0f}/s, p95 {self.p95:,.0f} ms{cost}, load {self.share:.0%}{void}"


@cache
def wrk_program() -> str | None:
    """Debian's wrk; None where it is missing and apt may not bring it."""
    if not shutil.which("wrk"):
        apt_install("wrk")
    return shutil.which("wrk")


def wrk(
    url: str, *, script: str = "", clients: int = 50, seconds: float = 10, statuses: bool = False
) -> Load:
    program = wrk_program()
    if program is None:
        return without_wrk(url, script=script, clients=clients, seconds=seconds)
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as file:
        file.write(script + (COUNT_BROKEN if statuses else "") + REPORT)
    command = [program, "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--timeout", "20s"]
    before = spent()
    said = subprocess.run([*command, "-s", file.name, url], capture_output=True, text=True, check=True).stdout
    took = spent() - before
    Path(file.name).unlink()
    found = re.search(r"RESULT (\d+) (\d+) (\S+) (\S+) (\S+) (\d+) (\d+) (\d+)", said)
    if not found:
        raise RuntimeError(said)
    duration = int(found[2]) / 1e6
    return Load(
        requests=int(found[1]),
        seconds=duration,
        p50=float(found[3]),
        p95=float(found[4]),
        p99=float(found[5]),
        refused=int(found[6]),
        broken=int(found[7]),
        lost=int(found[8]),
        share=took / duration / (os.cpu_count() or 1),
    )


def spent() -> float:
    """Processor seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def without_wrk(url: str, *, script: str, clients: int, seconds: float) -> Load:
    """The same by a Python process: slower itself, so its share says whether to believe it."""
    asked = {"url": url, "script": script, "clients": clients, "seconds": seconds}
    said = subprocess.run(
        [sys.executable, "-m", "bench.slow_load"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return Load(**json.loads(said.stdout))


def books(places: list[str], *, start: int, body: str, form: bool = False, keyed: bool = False) -> str:
    """A wrk script: each request books in the next of `places`, with a telephone and an address that nobody
    used before.

    `body` holds SLOT and PHONE; with `form` also KEY, and the cookie that a visitor of the form would have;
    with `keyed` an Idempotency-Key goes along, as our own programs send it.
    """
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    values = ",".join(f'{{"{path}","{slot}"}}' for path, slot in (p.split(" ") for p in places))
    cookie = f'["Cookie"]="{COOKIE}={SECRET}",' if form else ""
    return f"""
local places, n = {{{values}}}, {start}
local headers = {{{cookie}["Content-Type"]="{kind}"}}
local body = '{body}'
function request()
  n = n + 1
  local place = places[n % #places + 1]
  headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", n / 65536 % 256, n / 256 % 256, n % 256)
  {'headers["Idempotency-Key"] = string.format("bench-%016d", n)' if keyed else ""}
  local sent = body:gsub("SLOT", place[2]):gsub("PHONE", string.format("0899%08d", n)):gsub("KEY", "k" .. n)
  return wrk.format("POST", place[1], headers, sent)
end
"""


COOKIE, SECRET = CSRF, "b" * 32
