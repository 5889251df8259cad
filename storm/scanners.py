"""bandit and semgrep over our code, pip-audit over our libraries. Clean counts only with a canary found."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from storm.tools import tool
from storm.trial import ROOT, Result

CANARY = "jinja2==2.10"  # CVE-2019-10906 and more: known to every source of advisories
GOAL = "bandit, semgrep: nothing medium or higher that was not reviewed; pip-audit: nothing; canaries found"
BAD_EXAMPLE = """
def view(request, cursor):
    cursor.execute("SELECT " + request.GET["a"])
    subprocess.run("ls", shell=True)
    hashlib.md5(b"x")
    return redirect(request.GET["next"])
"""
BIN = Path(sys.executable).parent
OWN_NAMES = "names of our own tables and columns, values apart"
PIECES = "put together from escaped pieces"
OWN_PICTURE = "an SVG that segno drew; the text stands in it as squares only"
# What bandit asks about and somebody looked at: (file, test) -> how often, and why it is right.
REVIEWED = {
    ("balai/audit/triggers.py", "B608"): (1, OWN_NAMES),
    ("balai/base/prepared_rows.py", "B608"): (3, OWN_NAMES),
    ("balai/base/together.py", "B608"): (1, OWN_NAMES),
    ("balai/queues/actions/calling.py", "B608"): (1, OWN_NAMES),
    ("balai/queues/actions/gate.py", "B608"): (6, OWN_NAMES),
    ("balai/site/backup/tables.py", "B608"): (1, OWN_NAMES),
    ("balai/performance/actions/counting.py", "B608"): (1, OWN_NAMES),
    **{
        (file, test): (times, why)
        for file, times, why in (
            ("balai/base/qr.py", 1, OWN_PICTURE),
            ("balai/base/rendering.py", 2, PIECES),
            ("balai/programs/day_rows.py", 2, PIECES),
            ("balai/queues/line_rows.py", 1, PIECES),
            ("balai/queues/pages.py", 2, "a template of ours, rendered and escaped, from the cache"),
            ("balai/voices/inbox_rows.py", 2, PIECES),
        )
        for test in ("B703", "B308")
    },
    ("balai/programs/templatetags/programs.py", "B703"): (2, PIECES),
}


def run() -> Result:
    clean, lines = bandit()
    ruled, said = semgrep()
    audited, more = pip_audit()
    return Result("scanners", clean and ruled and audited, lines + said + more, GOAL)


def bandit() -> tuple[bool, list[str]]:
    """Only what runs in production."""
    options = ["-r", "balai", "-x", "*/tests/*,*/migrations/*", "-ll", "-f", "json", "-q"]
    said = subprocess.run([BIN / "bandit", *options], cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        found = json.loads(said.stdout)["results"]
    except ValueError:
        return False, ["bandit could not be run"]
    asked = Counter((r["filename"].removeprefix("./"), r["test_id"]) for r in found)
    new = {key: count for key, count in asked.items() if count != REVIEWED.get(key, (0, ""))[0]}
    gone = [f"reviewed and gone: {file} {test}" for file, test in REVIEWED if (file, test) not in asked]
    lines = [f"{count} × {test} in {file}: not reviewed" for (file, test), count in new.items()]
    return not new, [f"bandit: {len(found)} of medium or higher, {len(new)} not reviewed", *lines, *gone]


def semgrep() -> tuple[bool, list[str]]:
    """Our own rules (storm/semgrep.yaml) over what runs in production; four bad lines must be found."""
    program = tool("semgrep")
    if program is None:
        return False, ["semgrep: void, it could not be installed"]
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.py"
        canary.write_text(BAD_EXAMPLE)
        options = ["scan", "--metrics", "off", "--disable-version-check", "--json", "--config"]
        leave = ["--exclude", "tests", "--exclude", "migrations"]
        command = [str(program), *options, "storm/semgrep.yaml", *leave, "balai", str(canary)]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        try:
            found = json.loads(said.stdout)["results"]
        except (ValueError, KeyError):
            return False, ["semgrep: void, it could not be run"]
    ours = [f"{r['path']}:{r['start']['line']}: {r['check_id']}" for r in found if r["path"] != str(canary)]
    if len(found) - len(ours) != BAD_EXAMPLE.count("\n    "):
        return False, ["semgrep: void, it did not find its canaries"]
    return not ours, [f"semgrep: four canaries found; {len(ours)} findings in our code", *ours]


def pip_audit() -> tuple[bool, list[str]]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as canary:
        canary.write(CANARY + "\n")
        canary.flush()
        holes = _holes(Path(canary.name))
    if not holes:
        return False, [f"pip-audit: void, it did not find the canary ({CANARY}): no advisory data here"]
    found = _holes(ROOT / "requirements" / "run.txt")
    if found is None:
        return False, ["pip-audit: could not be run over requirements/run.txt"]
    return not found, [f"pip-audit: canary found; {len(found)} known holes in our libraries", *found]


def _holes(requirements: Path) -> list[str] | None:
    options = [
        "--disable-pip",
        "--no-deps",
        "--progress-spinner",
        "off",
        "-f",
        "json",
        "-r",
        str(requirements),
    ]
    said = subprocess.run(
        [BIN / "pip-audit", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
        env={**os.environ, "PIP_NO_INPUT": "1"},
    )
    try:
        libraries = json.loads(said.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return [f"{d['name']} {d['version']}: {v['id']}" for d in libraries for v in d.get("vulns", [])]
