"""What the documents say is what there is: settings, commands, permissions, links."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import BALAI, ROOT, python_files, spelled, tree_of

DOCUMENTS = [ROOT / "README.md", ROOT / "README.id.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = "".join(p.read_text() for p in (ROOT / "README.md", ROOT / "docs" / "install.md") if p.exists())


def readers() -> list[Path]:
    return [path for path in python_files() if re.search("environ|getenv", path.read_text())]


def environment_names() -> set[str]:
    """Every name that Balai reads from the environment."""
    names = set()
    for path in readers():
        for node in ast.walk(tree_of(path)):
            asked = _asked(node)
            if isinstance(asked, ast.Constant) and isinstance(asked.value, str):
                names.add(asked.value)
    return names - {"DJANGO_SETTINGS_MODULE"}


def _asked(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Call) and spelled(node.func) in {"os.environ.get", "os.getenv", "environ.get"}:
        return node.args[0]
    if isinstance(node, ast.Subscript) and spelled(node.value) in {"os.environ", "environ"}:
        return node.slice
    return None


def explained_names() -> set[str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return {m[1] for line in lines if (m := re.match(r"#?\s?([A-Z][A-Z_]+)=", line))}


def test_every_setting_stands_in_the_example() -> None:
    missing = environment_names() - explained_names()
    assert not missing, f"explain in .env.example: {sorted(missing)}"


def test_the_example_names_no_setting_that_is_gone() -> None:
    gone = explained_names() - environment_names()
    assert not gone, f"take out of .env.example: {sorted(gone)}"


def defaults_in_code() -> dict[str, set[str]]:
    """What holds without the variable, where the code writes it as a plain word."""
    found: dict[str, set[str]] = {}
    for path in readers():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and _asked(node) and len(node.args) == 2:
                name, value = node.args
                if isinstance(name, ast.Constant) and isinstance(value, ast.Constant) and value.value:
                    found.setdefault(str(name.value), set()).add(str(value.value))
    return found


def test_each_setting_has_one_default_and_the_example_names_it() -> None:
    lines = re.findall(r"^#([A-Z][A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.M)
    explained = {name: {value} for name, value in lines}
    code = {name: values for name, values in defaults_in_code().items() if name in explained}
    assert len(code) > 12
    assert {name: explained[name] for name in code} == code


def commands() -> list[str]:
    files = (BALAI / "site" / "commands").glob("*.py")
    return sorted(p.stem.rstrip("_").replace("_", "-") for p in files if p.stem != "__init__")


@pytest.mark.parametrize("command", commands())
def test_every_command_stands_in_the_guides(command: str) -> None:
    assert f"balai {command}" in GUIDES, f"say in docs/install.md what `balai {command}` is for"


def test_every_command_in_the_guides_exists() -> None:
    named = set(re.findall(r"`balai ([a-z][a-z-]*)", GUIDES))
    assert not named - set(commands()) - {"help"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text())
    broken = [x for x in links if "://" not in x and not (document.parent / x).exists()]
    assert not broken


def test_every_make_target_says_what_it_does() -> None:
    lines = (ROOT / "Makefile").read_text().splitlines()
    targets = [line for line in lines if re.match(r"[a-z-]+:", line)]
    hidden = {"ready", "ready-test", "python"}
    assert not [line for line in targets if "##" not in line and line.split(":")[0] not in hidden]
