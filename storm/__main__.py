"""python -m storm [kills drill proxy doors scanners mutants …]: all trials, or these."""

import sys
import time
from collections.abc import Callable

from storm import doors, drill, kills, mutants, pages, proxy, scanners, street
from storm.trial import Result, write

TRIALS: dict[str, Callable[[], Result]] = {
    "kills": kills.run,
    "street": street.run,
    "drill": drill.run,
    "proxy": proxy.run,
    "doors": doors.run,
    "scanners": scanners.run,
    "pages": pages.run,
    "mutants": mutants.run,
}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(TRIALS):
        print(f"Not a trial: {', '.join(sorted(unknown))}. There are: {', '.join(TRIALS)}")
        return 2
    results = [_try(name) for name in names or TRIALS]
    return 0 if all(results) else 1


def _try(name: str) -> bool:
    print(f"── {name}", flush=True)
    began = time.monotonic()
    try:
        result = TRIALS[name]()
    except Exception as error:  # a trial that breaks has not passed, and the next one has its turn
        result = Result(name, False, [f"broke off: {type(error).__name__}: {error}"])
    for line in result.lines:
        print(f"   {line}")
    path = write(result, time.monotonic() - began)
    print(f"{'ok    ' if result.passed else 'FAILED'} {name}: {path}", flush=True)
    return result.passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
