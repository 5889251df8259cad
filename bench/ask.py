"""python -m bench.ask NAME    values as JSON on stdin, the answer as JSON on stdout (for bench/ground.py)."""

import json
import sys
from importlib import import_module

import django

ROOMS = ("world", "proof", "past", "past_voices", "past_trends")


def main() -> None:
    django.setup()
    values = json.loads(sys.stdin.read() or "{}")
    for room in ROOMS:
        asked = getattr(import_module(f"bench.{room}"), sys.argv[1], None)
        if asked:
            print(json.dumps(asked(**values), default=str))
            return
    raise SystemExit(f"nobody knows {sys.argv[1]}")


if __name__ == "__main__":
    main()
