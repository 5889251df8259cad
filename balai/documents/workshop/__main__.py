"""In: raw bytes. Out: one line of JSON, then the parts it names, one after the other.

A second word on the command line is the list of boxes, in thousandths of the picture, that are painted over.
"""

import json
import resource
import sys
from collections.abc import Callable, Sequence
from functools import partial

from balai.documents.workshop.refused import Refused

Boxes = Sequence[Sequence[int]]
MEMORY = 1_600_000_000  # bytes of addresses; the largest pictures take 0.4 GB of real memory
SECONDS = 20  # of processor time


def hold_back() -> None:
    """From here on: no more memory, time, files or traces than this."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def maker(form: str, boxes: Boxes = ()) -> Callable[[bytes, str], tuple[dict[str, int], dict[str, bytes]]]:
    if form == "PDF":
        from balai.documents.workshop.papers import remade

        return remade
    from balai.documents.workshop import pictures

    return partial(pictures.remade, boxes=boxes)


def main() -> int:
    form, boxes = sys.argv[1], json.loads(sys.argv[2]) if len(sys.argv) > 2 else ()
    hold_back()
    answer, parts = answered(sys.stdin.buffer.read(), form, boxes)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(parts.values()))
    return 0


def answered(raw: bytes, form: str, boxes: Boxes = ()) -> tuple[dict[str, object], dict[str, bytes]]:
    try:
        facts, parts = maker(form, boxes)(raw, form)
    except MemoryError:
        return {"refused": "costly"}, {}
    except Refused as refused:
        return {"refused": refused.word}, {}
    except Exception:  # whatever a stranger's file does to a library: it is broken
        return {"refused": "broken"}, {}
    return {"facts": facts, "parts": {name: len(part) for name, part in parts.items()}}, parts


if __name__ == "__main__":
    sys.exit(main())
