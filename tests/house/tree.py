"""The house as files: its Python, its templates, its words."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BALAI = ROOT / "balai"


@cache
def python_files() -> tuple[Path, ...]:
    """What runs in production: no tests, no migrations."""
    return tuple(p for p in sorted(BALAI.rglob("*.py")) if not {"tests", "migrations"} & set(p.parts))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(p for p in BALAI.glob("*/templates/**/*") if p.is_file()))


def template_name(path: Path) -> str:
    """balai/queues/templates/queues/ticket.html -> queues/ticket.html"""
    return str(Path(*path.parts[path.parts.index("templates") + 1 :]))


def room_of(path: Path) -> str:
    """balai/queues/actions/booking.py and balai/queues/actions.py are both the room `actions`."""
    inside = path.relative_to(BALAI).parts
    return Path(inside[1]).stem if len(inside) > 1 else ""


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Every call in a file with the words that it is called by: `timezone.now`, `row.save`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node, spelled(node.func)


def spelled(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{spelled(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{spelled(node.func)}()"
    return "…"


def texts(path: Path) -> Iterator[str]:
    """Every string written in a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
