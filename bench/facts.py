"""Invented facts, as many as asked, in the trend store's own columns: the same ones each time.

python -m bench.facts make FOLDER COUNT
python -m bench.facts count FOLDER         what it took, as JSON: a process of its own has its own memory.
"""

import json
import resource
import sys
import time
from pathlib import Path

import duckdb

from balai.cases.rules.states import Kind
from balai.voices.rules.trends import ENDINGS, Days
from balai.voices.rules.words import Channel
from balai.voices.trends import counting

CITIES, YEARS, TOPICS, AREAS = 120, 2, 24, 30  # some provinces: regencies and cities; kelurahan of each
FILES = 24
ORDINARY = 22  # of the topics; the others are sensitive

# Each fact is reckoned from its number: no two runs differ, and no file need be kept.
FACT = """
SELECT printf('%02d.%02d', 11 + c % 84, 1 + c // 84) AS city,
       printf('%d-%02d', {first} + m // 12, 1 + m % 12) AS month,
       printf('topik-%02d', t) AS topic,
       t >= {ordinary} AS is_sensitive,
       printf('%02d.%02d.%02d.10%02d', 11 + c % 84, 1 + c // 84, 1 + a // 10, 1 + a % 10) AS area,
       list_extract({channels}, 1 + (h4 % {channel_count})::INT) AS channel,
       list_extract({kinds}, 1 + (h5 % {kind_count})::INT) AS kind,
       list_extract({endings}, 1 + (h6 % {ending_count})::INT) AS outcome,
       list_extract({days}, 1 + (h7 % {day_count})::INT) AS days
FROM (SELECT (hash(n * 8) % {cities})::INT AS c, (hash(n * 8 + 1) % {months})::INT AS m,
             floor(sqrt(hash(n * 8 + 2) % {squared}))::INT AS t, (hash(n * 8 + 3) % {areas})::INT AS a,
             hash(n * 8 + 4) AS h4, hash(n * 8 + 5) AS h5, hash(n * 8 + 6) AS h6, hash(n * 8 + 7) AS h7
      FROM range({start}, {end}) AS numbers(n))
"""


def make_facts(folder: Path, count: int) -> None:
    """So many, in some files."""
    words = {
        "channels": list(Channel.values), "kinds": list(Kind.values), "endings": list(ENDINGS),
        "days": list(Days.values),
    }  # fmt: skip
    sizes = {f"{name.removesuffix('s')}_count": len(values) for name, values in words.items()}
    values = {name: str(listed) for name, listed in words.items()} | sizes | {
        "first": 2024, "ordinary": ORDINARY, "cities": CITIES, "months": 12 * YEARS, "topics": TOPICS,
        "squared": TOPICS**2, "areas": AREAS,
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    engine = duckdb.connect()
    for file in range(FILES):
        start, end = count * file // FILES, count * (file + 1) // FILES
        rows = FACT.format(**values, start=start, end=end)
        engine.execute(
            f"COPY ({rows}) TO '{folder / f'{file:02}.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
        )
    engine.close()


def main() -> None:
    what, folder, *count = sys.argv[1:]
    began, store, found = time.monotonic(), Path(folder), 0
    if what == "make":
        make_facts(store, int(count[0]))
    else:
        found = len(counting.embedded(str(store / "*.parquet")))
    used = resource.getrusage(resource.RUSAGE_SELF)
    said = {
        "seconds": time.monotonic() - began, "processor": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024, "figures": found,
        "MB": sum(path.stat().st_size for path in store.iterdir()) / 1e6,
    }  # fmt: skip
    print(json.dumps(said))


if __name__ == "__main__":
    main()
