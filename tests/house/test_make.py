"""The factory: every name is made in one place, so that none hides another."""

import ast
from collections import defaultdict
from pathlib import Path

MAKE = Path(__file__).resolve().parents[1] / "make"


def public_names(path: Path) -> list[str]:
    """What `from tests.make.… import *` brings."""
    tree = ast.parse(path.read_text())
    said = [
        n.value for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__all__"
    ]
    if said:
        return list(ast.literal_eval(said[0]))
    imported = [
        a.asname or a.name for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names
    ]
    made = [n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    return [name for name in [*made, *imported] if not name.startswith("_")]


def test_no_name_of_the_factory_is_made_twice():
    starred = {
        node.module.rsplit(".", 1)[1]
        for node in ast.walk(ast.parse((MAKE / "__init__.py").read_text()))
        if isinstance(node, ast.ImportFrom) and node.module and node.names[0].name == "*"
    }
    where = defaultdict(set)
    for module in starred:
        for name in public_names(MAKE / f"{module}.py"):
            where[name].add(module)
    assert {name: sorted(files) for name, files in where.items() if len(files) > 1} == {}
