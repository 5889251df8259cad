"""Scanners before the open doors: schemathesis against the API, wapiti against all public pages.

wapiti comes through nginx and TLS as people do: without TLS no cookie of ours is ever sent back, and every
form is refused for that reason alone. STORM_WAPITI_SECONDS makes it longer.
"""

import json
import os
import re
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, HTTPSHandler, Request, build_opener

from storm.hall import Hall, hall
from storm.proxy import nginx
from storm.tools import tool
from storm.trial import ROOT, Result
from tools.private_postgres import free_port

GOAL = "schemathesis --checks all: no failure; wapiti: nothing medium or higher; no answer of 500 and more"
SECONDS = int(os.environ.get("STORM_WAPITI_SECONDS", "600"))
MODULES = "exec,file,sql,xss,redirect,ssrf,crlf,csrf,cookieflags,http_headers,csp,backup,htaccess,shellshock"
CRAWL = [
    "-d",
    "3",
    "--max-files-per-dir",
    "12",
    "--max-links-per-page",
    "40",
    "--tasks",
    "8",
]  # dates never end
MEDIUM = 2
FORGERY = "Cross Site Request Forgery"


def run() -> Result:
    secure = free_port()  # with its port in the address of ours, a right form's Referer is taken for our own
    proxied = {"BALAI_BEHIND_PROXY": "yes", "BALAI_URL": f"https://127.0.0.1:{secure}"}
    with hall(**proxied, BALAI_LOG_LEVEL="ERROR") as here:
        here.ask("opened_line")
        here.start_web()
        live = here.start_live()
        api, lines = schemathesis(here)
        with nginx(here.port, live, rate="5000r/s", secure=secure) as (_plain, _secure, log):
            pages, more = wapiti(here, secure)
            broken = len(re.findall(r"^\S+ 5\d\d ", log.read_text(), re.M))
    said = [*lines, *more, f"answers of 500 and more to wapiti: {broken}"]
    return Result("doors", api and pages and not broken, said, GOAL)


def schemathesis(here: Hall) -> tuple[bool, list[str]]:
    program = str(Path(sys.executable).parent / "st")
    url = f"http://127.0.0.1:{here.port}"
    options = ["--url", url, "--checks", "all", "--max-examples", "60", "--continue-on-failure", "--no-color"]
    command = [
        program,
        "--config-file",
        str(ROOT / "storm" / "schemathesis.toml"),
        "run",
        str(ROOT / "docs" / "openapi.json"),
        *options,
    ]
    done = subprocess.run(command, cwd=here.folder, capture_output=True, text=True, check=False)
    count = re.search(r"\d+ generated, .*", done.stdout)
    said = [f"schemathesis --checks all: {count[0] if count else 'could not be run'}"]
    if done.returncode:  # what it found, with the request that shows it
        said += [line for line in done.stdout.splitlines() if line.strip()][-60:]
    return done.returncode == 0 and bool(count), said


def wapiti(here: Hall, port: int) -> tuple[bool, list[str]]:
    program = tool("wapiti")
    if program is None:
        return False, ["wapiti: void, it could not be installed"]
    report = here.folder / "wapiti.json"
    limits = ["--max-scan-time", str(SECONDS), "--max-attack-time", str(SECONDS // 10), *CRAWL]
    target = ["-u", f"https://127.0.0.1:{port}/", "--scope", "folder", "--verify-ssl", "0"]
    output = ["-f", "json", "-o", str(report), "--no-bugreport", "--store-session", str(here.folder)]
    command = [str(program), *target, "-m", MODULES, *limits, *output]
    subprocess.run(command, cwd=here.folder, capture_output=True, check=False, timeout=3 * SECONDS + 600)
    if not report.exists():
        return False, ["wapiti: void, it left no report"]
    return _judged(json.loads(report.read_text()), port)


def _judged(found: dict[str, Any], port: int) -> tuple[bool, list[str]]:
    all_of = [
        (name, one)
        for part in ("vulnerabilities", "anomalies")
        for name, more in found[part].items()
        for one in more
    ]
    heavy = [(name, one["path"]) for name, one in all_of if one["level"] >= MEDIUM]
    read = sorted({path for name, path in heavy if name == FORGERY and _reads_the_token(port, path)})
    bad = [f"{name}: {path}" for name, path in heavy if path not in read]
    crawled = found["infos"].get("crawled_pages_nbr", 0)
    return not bad and crawled > 20, [
        f"wapiti: {crawled} addresses and forms; {len(all_of)} findings, {len(bad)} of weight",
        *bad,
        *(f"{FORGERY}: {path}: asked again by ourselves, only the wrong token is refused" for path in read),
    ]


class Calmly(HTTPErrorProcessor):
    """An answer is an answer, also a refusal."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response

    https_response = http_response


def _reads_the_token(port: int, path: str) -> bool:
    """wapiti also sends forms without the page that they stood on, which we refuse whatever their token."""
    ours = ssl._create_unverified_context()  # the certificate was made a minute ago
    browser = build_opener(HTTPSHandler(context=ours), HTTPCookieProcessor(), Calmly())
    page = f"https://127.0.0.1:{port}{path}"
    shown = browser.open(page, timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown)

    def sent(word: str) -> int:
        body = urlencode({"csrfmiddlewaretoken": word}).encode()
        status: int = browser.open(Request(page, body, {"Referer": page}), timeout=20).status
        return status

    return token is not None and sent(token[1]) != 403 and sent("wapiti") == 403
