"""python -m bench.nation [--facts 10000000]    the same words on one machine and on a cluster.

Invented facts of a nation are counted by the trend's one expression: embedded (DuckDB), on a Spark master
with two workers, and there once more while one worker is killed. All three must be equal, row for row.
"""

import argparse
import logging
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.cluster import Cluster, Missing, cluster, require_java, spark_home

WORKERS = 2
Figures = dict[tuple[str, str, str, str], int]  # city, month, table, key
POLL = 0.1  # seconds between two looks at how far the work has come


def main() -> int:
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # master and workers are stopped with us
    try:
        java, _ = require_java(), spark_home()
        return compare(asked.facts, java)
    except Missing as missing:
        print(f"bench-nation: {missing}", file=sys.stderr)
        return 2


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.nation", description=__doc__)
    parser.add_argument("--facts", type=int, default=10_000_000, help="how many (10000000)")
    return parser.parse_args()


def compare(count: int, java: str) -> int:
    import django

    os.environ["BALAI_PROFILE"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")
    django.setup()
    from bench.facts import make_facts

    with tempfile.TemporaryDirectory(prefix="balai-nation-") as folder:
        store = Path(folder) / "facts"
        _, seconds = timed(lambda: make_facts(store, count))
        size = sum(path.stat().st_size for path in store.iterdir()) / 1e6
        say(f"{count:,} facts, {size:.0f} MB of Parquet", seconds)
        alone, seconds = timed(lambda: by_duckdb(store))
        say(f"DuckDB in this process: {len(alone):,} figures", seconds)
        with cluster(workers=WORKERS) as made:
            say(f"Spark master and {WORKERS} workers, {java}")
            return verdict(count, alone, *on_spark(made, store))


def on_spark(made: Cluster, store: Path) -> tuple[Figures, Figures]:
    session = connect(made)
    try:
        whole, seconds = timed(lambda: by_spark(session, store))
        say(f"Spark, {WORKERS} workers: {len(whole):,} figures", seconds)
        hit, seconds = timed(lambda: with_one_killed(made, session, store))
        say(f"Spark, one of {WORKERS} workers killed midway: {len(hit):,} figures", seconds)
        return whole, hit
    finally:
        session.stop()


def verdict(count: int, alone: Figures, whole: Figures, hit: Figures) -> int:
    """Every fact is counted once by topic or as sensitive: their sum must be all of them."""
    total = sum(n for (_, _, table, key), n in alone.items() if table == "all" and not key)
    checks = {
        "every fact is counted once": total == count,
        "DuckDB and Spark are equal": alone == whole,
        "equal again with a worker killed": alone == hit,
    }
    for what, is_so in checks.items():
        print(f"{'✓' if is_so else '✗'} {what}", flush=True)
    return int(not all(checks.values()))


def by_duckdb(store: Path) -> Figures:
    from balai.voices.trends import counting

    return as_figures(counting.embedded(str(store / "*.parquet")))


def connect(made: Cluster) -> Any:
    os.environ.update(made.environment())
    from pyspark.sql import SparkSession

    logging.getLogger("py4j").setLevel(logging.WARNING)
    builder = SparkSession.builder.master(made.master).appName("balai nation")
    own = {
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        "spark.executor.cores": "1", "spark.executor.memory": "1500m", "spark.cores.max": str(WORKERS),
        "spark.sql.shuffle.partitions": "8", "spark.sql.session.timeZone": "UTC",
        "spark.log.level": "OFF",  # a lost executor is meant, and says much
    }  # fmt: skip
    for name, value in own.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def by_spark(session: Any, store: Path) -> Figures:
    """The workers write what they counted as Parquet; the driver only reads it."""
    import ibis
    import pyarrow.parquet

    from balai.voices.trends import counting

    engine = ibis.pyspark.connect(session)
    question = engine.compile(counting.figures(engine.read_parquet(str(store))))
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        session.sql(question).write.parquet(f"{folder}/figures")
        return as_figures(pyarrow.parquet.read_table(f"{folder}/figures").to_pylist())


def as_figures(rows: list[dict[str, Any]]) -> Figures:
    found = {(row["city"], row["month"], row["table"], row["key"]): row["count"] for row in rows}
    if len(found) != len(rows):
        raise AssertionError("two figures of one name")
    return found


def with_one_killed(made: Cluster, session: Any, store: Path) -> Figures:
    """The second worker goes when some of the work is done and some is not."""
    tracker, done = session.sparkContext.statusTracker(), threading.Event()
    said: list[str] = []

    def strike() -> None:
        while not done.is_set():
            finished, left = progress(tracker)
            if finished and left:
                made.kill("worker 2")
                said.append(f"worker 2 killed: {finished} tasks were done, {left} were not")
                return
            time.sleep(POLL)

    watcher = threading.Thread(target=strike)
    watcher.start()
    try:
        found = by_spark(session, store)
    finally:
        done.set()
        watcher.join()
    if not said:
        raise AssertionError("the work was over before the worker could be killed: take more facts")
    print(f"  {said[0]}", flush=True)
    return found


def progress(tracker: Any) -> tuple[int, int]:
    stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    known = [stage for stage in stages if stage]
    finished = sum(stage.numCompletedTasks for stage in known)
    return finished, sum(stage.numTasks for stage in known) - finished


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.monotonic()
    found = work()
    return found, time.monotonic() - began


def say(what: str, seconds: float | None = None) -> None:
    print(f"· {what}" + (f": {seconds:.1f} s" if seconds is not None else ""), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
