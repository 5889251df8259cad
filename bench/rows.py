"""The other limit: `pgbench` writes the same four rows (slot, ticket, audit, notice) in one transaction."""

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.load import spent
from tools.machine import postgres_binaries

SCRIPT = Path(__file__).with_suffix(".sql")


@dataclass
class Rows:
    per_second: float
    share: float


def pgbench(url: str, *, slots: list[int], service: int, clients: int = 8, seconds: int = 5) -> Rows:
    with tempfile.NamedTemporaryFile("w", suffix=".sql", delete=False) as file:
        values = {":places": len(slots), ":slots": ",".join(map(str, slots)), ":service": service}
        text = SCRIPT.read_text()
        for name, value in values.items():
            text = text.replace(name, str(value))
        file.write(text)
    parts = urlsplit(url)
    where = ["-h", str(parts.hostname), "-p", str(parts.port), "-U", str(parts.username), parts.path[1:]]
    program = Path(postgres_binaries()) / "pgbench"
    before = spent()
    how = ["-n", "-M", "prepared", "-c", str(clients), "-j1", "-T", str(seconds), "-f", file.name]
    said = subprocess.run(
        [program, *how, *where],
        env={**os.environ, "PGPASSWORD": str(parts.password)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    took = spent() - before
    Path(file.name).unlink()
    found = re.search(r"tps = ([\d.]+)", said)
    if not found:
        raise RuntimeError(said)
    return Rows(float(found[1]), took / seconds / (os.cpu_count() or 1))
