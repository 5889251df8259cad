"""In: raw bytes. Out: one line of JSON, then the parts it names, one after the other."""

import json
import resource
import sys
from collections.abc import Callable

from balai.documents.workshop.refused import Refused

MEMORY = 1_600_000_000  # bytes of addresses; the largest pictures take 0.4 GB of real memory
SECONDS = 20  # of processor time


def hold_back() -> None:
    """From here on: no more memory, time, files or traces than this."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def maker(form: str) -> Callable[[bytes, str], tuple[dict[str, int], dict[str, bytes]]]:
    if form == "PDF":
        from balai.documents.workshop.papers import remade
    else:
        from balai.documents.workshop.pictures import remade
    return remade


def main() -> int:
    form = sys.argv[1]
    hold_back()
    answer, parts = answered(sys.stdin.buffer.read(), form)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(parts.values()))
    return 0


def answered(raw: bytes, form: str) -> tuple[dict[str, object], dict[str, bytes]]:
    try:
        facts, parts = maker(form)(raw, form)
    except MemoryError:
        return {"refused": "costly"}, {}
    except Refused as refused:
        return {"refused": refused.word}, {}
    except Exception:  # whatever a stranger's file does to a library: it is broken
        return {"refused": "broken"}, {}
    return {"facts": facts, "parts": {name: len(part) for name, part in parts.items()}}, parts


if __name__ == "__main__":
    sys.exit(main())
