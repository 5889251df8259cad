from datetime import date
from pathlib import Path

import pytest

from balai.voices.suggestion.learning import Learned, learn
from balai.voices.suggestion.lines import Line, once
from bench.complaints import complaints


def invented(count: int = 900, *, seed: int = 3) -> list[Line]:
    """Invented complaints, of the most frequent six agencies: a small world that is learned in seconds."""
    rows = [
        Line(r["text"], r["agency"], date.fromisoformat(r["date"]), topic=r["agency"])
        for r in complaints(count, seed=seed)
    ]
    often = {"disdukcapil", "dlh", "pdam", "pln", "pupr", "dinkes", "bpn", "disnaker"}
    return once(line for line in rows if line.agency in often)


@pytest.fixture(scope="session")
def learned() -> Learned:
    return learn(invented(3000))


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.STATE_DIR = tmp_path
    return tmp_path / "suggestion"
