"""wrk, and what it says. A run in which the load takes over a quarter of the processors is void."""

import os
import re
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

DONE = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %d %d %f %f %f %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


@dataclass
class Load:
    """Times in milliseconds; `share` of all processors that the load generator took."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    refused: int
    broken: int
    share: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    @property
    def is_void(self) -> bool:
        return self.share > 0.25


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def wrk(url: str, *, script: str = "", clients: int = 50, seconds: int = 10) -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as file:
        file.write(script + DONE)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "20s", "-s", file.name, url],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    Path(file.name).unlink()
    found = re.search(r"RESULT (\d+) (\d+) (\S+) (\S+) (\S+) (\d+) (\d+)", said)
    if not found:
        raise RuntimeError(said)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    duration = int(found[2]) / 1e6
    return Load(
        requests=int(found[1]),
        seconds=duration,
        p50=float(found[3]),
        p95=float(found[4]),
        p99=float(found[5]),
        refused=int(found[6]),
        broken=int(found[7]),
        share=took / duration / (os.cpu_count() or 1),
    )
