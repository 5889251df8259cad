"""A Spark master and its workers on this machine's loopback: each a process that can be killed.

python -m bench.cluster    says what is missing, before 480 MB of Spark are fetched in vain.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.private_postgres import free_port

OLDEST_JAVA = 17
MEMORY = "2g"  # a worker's, for its one executor
PATIENCE = 60  # seconds until the workers stand with the master
NO_JAVA = (
    "Java {oldest} is not here ({found}). Spark needs it: on Debian, apt install openjdk-17-jre-headless."
)
NO_SPARK = "Spark is not here: start this by `make bench-nation`, which installs requirements/spark.txt."


class Missing(Exception):
    """What this machine lacks, in words for the person at the keyboard."""


def require_java() -> str:
    """Its version; Spark 4 runs on 17 and newer."""
    program = shutil.which("java")
    if program is None:
        raise Missing(NO_JAVA.format(oldest=OLDEST_JAVA, found="no java at all"))
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise Missing(NO_JAVA.format(oldest=OLDEST_JAVA, found=said.partition("\n")[0] or "it says nothing"))
    return said.partition("\n")[0]


def spark_home() -> Path:
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None:
        raise Missing(NO_SPARK)
    return Path(spec.origin).parent


@dataclass
class Cluster:
    home: Path
    folder: Path
    master: str = ""
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, workers: int) -> None:
        port = free_port()
        self.master = f"spark://127.0.0.1:{port}"
        self._run("master", "master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        for number in range(1, workers + 1):
            self._run(
                f"worker {number}", "worker.Worker", "--host", "127.0.0.1", "--webui-port", "0",
                "--cores", "1", "--memory", MEMORY, "--work-dir", str(self.folder / f"work{number}"),
                self.master,
            )  # fmt: skip
        self._until(lambda: self._log("master").count("Registering worker") >= workers)

    def kill(self, name: str) -> None:
        """At once, with its executor: as when a machine loses its power."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for name in list(self.processes):
            with contextlib.suppress(ProcessLookupError):
                self.kill(name)

    def _run(self, name: str, what: str, *arguments: str) -> None:
        command = [str(self.home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", *arguments]
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                command, env=self.environment(), stdout=log, stderr=log, start_new_session=True
            )

    def environment(self) -> dict[str, str]:
        own = {"SPARK_HOME": str(self.home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
        return {**os.environ, **own, "SPARK_LOCAL_DIRS": str(self.folder / "scratch")}

    def _log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _until(self, is_so: Any) -> None:
        last = time.monotonic() + PATIENCE
        while not is_so():
            ended = [name for name, process in self.processes.items() if process.poll() is not None]
            if ended or time.monotonic() > last:
                raise Missing(
                    f"Spark did not start ({', '.join(ended) or 'too slow'}): {self._log('master')[-800:]}"
                )
            time.sleep(0.2)


@contextlib.contextmanager
def cluster(*, workers: int) -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="balai-spark-", ignore_cleanup_errors=True) as folder:
        made = Cluster(spark_home(), Path(folder))
        try:
            made.start(workers)
            yield made
        finally:
            made.stop()


def main() -> int:
    try:
        require_java()
    except Missing as missing:
        print(f"bench-nation: {missing}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
