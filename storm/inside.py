"""python -m storm.inside MODULE NAME: a function of storm/MODULE.py in a process with its own database.

Values come as JSON on stdin, the answer goes as JSON to stdout.
"""

import json
import sys
from importlib import import_module


def main(module: str, name: str) -> None:
    import django

    django.setup()
    values = json.loads(sys.stdin.read() or "{}")
    print(json.dumps(getattr(import_module(f"storm.{module}"), name)(**values), default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
