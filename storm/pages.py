"""html-validate over every page in every state, as tests/browser/test_access.py visits them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from storm.trial import ROOT, Result

VERSION = "10.17.0"  # wants node 20.19 or newer; only on developers' machines
GOAL = "html-validate: no error on any page in any state"
# Rules that ask for taste, not for sense: rule -> (what we set, why).
OURS = {
    "doctype-style": ("off", "<!doctype html> is as good in small letters"),
    "no-trailing-whitespace": ("off", "templates leave it; compression takes it away"),
    "no-implicit-button-type": (
        "off",
        "a button of ours sends its form, which is what HTML says without a type",
    ),
    "no-implicit-input-type": ("off", "text is what HTML says without a type"),
    "no-redundant-for": ("off", "older readers know only `for`"),
    "long-title": ("off", "names of programmes and offices are as long as people make them"),
    "meta-refresh": ("off", "stands in noscript alone, for screens that follow the line without scripts"),
    "wcag/h32": ("off", "a list whose rows are the buttons may have no row"),
    "require-sri": (["error", {"target": "crossorigin"}], "what comes from here needs no second proof"),
    "aria-label-misuse": (["error", {"allowAnyNamable": True}], "a list may have a name"),
    "prefer-native-element": (
        ["error", {"exclude": ["region"]}],
        "a table that scrolls is a region in a section",
    ),
    "form-dup-name": (
        ["error", {"shared": ["radio", "button", "reset", "submit", "checkbox"]}],
        "one question with many ticks",
    ),
}


def run() -> Result:
    if not shutil.which("npx"):
        return Result("pages", False, ["html-validate: node is not on this machine"], GOAL)
    with tempfile.TemporaryDirectory(prefix="balai-pages-") as name:
        folder = Path(name)
        visited = _visit(folder)
        count = len(list(folder.glob("*.html")))
        if not count:
            return Result("pages", False, ["no page was saved"], GOAL)
        found = _faults(folder)
    if found is None:
        return Result("pages", False, ["html-validate could not be run"], GOAL)
    lines = [f"html-validate {VERSION}: {count} pages, {found.total()} errors"]
    lines += [f"{times} × {fault}" for fault, times in found.most_common()]
    return Result("pages", visited and not found, lines, GOAL)


def _visit(folder: Path) -> bool:
    test = [sys.executable, "-m", "pytest", "tests/browser/test_access.py", "-q"]
    environment = {**os.environ, "BALAI_PAGES_TO": str(folder)}
    return subprocess.run(test, cwd=ROOT, env=environment, capture_output=True, check=False).returncode == 0


def _faults(folder: Path) -> Counter[str] | None:
    rules = {rule: setting for rule, (setting, _) in OURS.items()}
    config = {
        "root": True,
        "extends": ["html-validate:recommended", "html-validate:document"],
        "rules": rules,
    }
    (folder / "rules.json").write_text(json.dumps(config))
    command = ["npx", "--yes", f"html-validate@{VERSION}", "--config", "rules.json", "-f", "json", "*.html"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    try:
        files = json.loads(said.stdout)
    except ValueError:
        return None
    return Counter(
        f"{m['ruleId']}: {m['message']} ({Path(f['filePath']).name})" for f in files for m in f["messages"]
    )
