"""The list of security items is whole, and what it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "asvs.md").read_text()
ITEMS = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5
3.7.1-2 4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4 5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4
6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1
9.1.1-3 9.2.1-4 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1 12.1.1-3 12.2.1-2 12.3.1-4
13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7 16.1.1-1
16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3
"""


def span(first: str, last: str) -> list[str]:
    head, _, begins = first.rpartition(".")
    return [f"{head}.{n}" for n in range(int(begins), int(last.rpartition(".")[2]) + 1)]


def written() -> list[str]:
    """'1.2.6–1.2.8' is three of them."""
    rows = re.findall(r"^\| ([\d., –]+) \|", TEXT, re.MULTILINE)
    parts = [part.split("–") for row in rows for part in row.split(", ")]
    return [item for part in parts for item in span(part[0], part[-1])]


def test_each_of_the_217_items_stands_in_it_once() -> None:
    wanted = [item for part in ITEMS.split() for item in span(*part.split("-"))]
    assert len(wanted) == 217
    assert sorted(written()) == sorted(wanted)


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`([a-z]+/[a-z_/]+(?:\.(?:py|js|conf|json))?)`", TEXT)))
)
def test_every_place_is_there(name: str) -> None:
    assert any((root / name).exists() for root in (ROOT, ROOT / "balai")), name


def test_every_test_that_is_named_exists() -> None:
    sources = "".join(
        file.read_text() for file in [*ROOT.glob("balai/*/tests/*.py"), *ROOT.glob("tests/**/*.py")]
    )
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    assert not [name for name in named if f"def {name}(" not in sources]
    files = set(re.findall(r"`(test_\w+\.py)`", TEXT))
    assert not [name for name in files if not [*ROOT.glob(f"balai/*/tests/{name}")]]
