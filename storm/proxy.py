"""The example for nginx with a real nginx before a real Balai: pages, screens, and whose address counts.

Only names, ports and certificates are changed. Needs the program nginx (Debian: apt install nginx).
"""

import http.client
import json
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from storm.hall import Hall, hall
from storm.trial import ROOT, Result
from tools.private_postgres import free_port

GOAL = "pages and screens through deploy/nginx/balai.conf, unbuffered; what a visitor claims is dropped"
FORGED = {
    "X-Forwarded-For": "203.0.113.66",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "evil.example",
    "Forwarded": "for=203.0.113.66",
}
SECRET = "/tiket/" + "q" * 22 + "/"


class Echo(BaseHTTPRequestHandler):
    """Stands where Balai stands, and tells what arrived."""

    def do_GET(self) -> None:
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        pass


def run() -> Result:
    if not shutil.which("nginx"):
        return Result("proxy", False, ["void: nginx is not installed here (apt install nginx)"], GOAL)
    with hall(BALAI_BEHIND_PROXY="yes", BALAI_SSL_REDIRECT="yes") as here:
        held = _trial(here)
    lines = [f"{'yes' if ok else 'NO'}: {what}" for what, ok in held.items()]
    return Result("proxy", all(held.values()), lines, GOAL)


def _trial(here: Hall) -> dict[str, bool]:
    world = here.ask("opened_line")
    sitting = here.ask("any_sitting")
    here.start_web()
    live = here.start_live()
    with nginx(here.port, live) as (plain, secure, log):
        held = _redirect(plain) | _pages(secure, world["paths"][0]) | _screens(secure, sitting)
        here.kill_web_for_good()
        with _echo(here.port) as echo:
            Thread(target=echo.serve_forever, daemon=True).start()
            held |= _headers(secure)
            echo.shutdown()
        held |= _logged(log)
    return held


def _echo(port: int) -> ThreadingHTTPServer:
    """A child of the web server may still be dying."""
    for _ in range(100):
        with suppress(OSError):
            return ThreadingHTTPServer(("127.0.0.1", port), Echo)
        time.sleep(0.1)
    raise RuntimeError("the port stays taken")


def _redirect(port: int) -> dict[str, bool]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as asking:
        asking.request("GET", "/jadwal/")
        answer = asking.getresponse()
        return {
            "http is turned into https": answer.status == 301 and "https://" in answer.headers["Location"]
        }


def _pages(port: int, path: str) -> dict[str, bool]:
    held = {}
    for address in ("/", path, "/masuk/", "/sehat"):
        status, headers, body = ask(port, address)
        held[f"GET {address} is 200"] = status == 200 and bool(body)
    status, headers, _body = ask(port, "/")
    held["pages carry HSTS and the CSP"] = bool(
        headers["Strict-Transport-Security"] and headers["Content-Security-Policy"]
    )
    held["the server does not tell its version"] = "/" not in (headers["Server"] or "")
    return held


def _screens(port: int, sitting: int) -> dict[str, bool]:
    """The first state at once, and the beat ten seconds later: nothing waits in a buffer."""
    with closing(_secure(port)) as asking:
        began = time.monotonic()
        asking.request("GET", f"/langsung/antrean/{sitting}", headers={"Host": "127.0.0.1"})
        answer = asking.getresponse()
        first, heard = answer.read1(), time.monotonic() - began
        beat = b""
        while b"detak" not in beat and time.monotonic() - began < 25:
            beat += answer.read1()
        waited = time.monotonic() - began
    return {
        f"a screen has its state at once ({heard * 1000:.0f} ms)": b"keadaan" in first and heard < 2,
        f"and hears the beat ({waited:.0f} s)": b"detak" in beat and waited < 15,
    }


def _headers(port: int) -> dict[str, bool]:
    _status, _headers, body = ask(port, "/", **FORGED)
    got = json.loads(body)
    ask(port, SECRET)
    return {
        "the address is the peer's, not the one claimed": got.get("x-forwarded-for") == "127.0.0.1",
        "the scheme is the proxy's": got.get("x-forwarded-proto") == "https",
        "claims of another kind are dropped": not got.get("x-forwarded-host") and not got.get("forwarded"),
        "each request has an id": len(got.get("x-request-id", "")) == 32,
    }


def _logged(log: Path) -> dict[str, bool]:
    said = log.read_text()
    return {"a ticket's secret is not in the log": "(rahasia)" in said and "qqqq" not in said}


def ask(port: int, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    with closing(_secure(port)) as asking:
        asking.request("GET", path, headers={"Host": "127.0.0.1"} | headers)
        answer = asking.getresponse()
        return answer.status, answer.headers, answer.read()


def _secure(port: int) -> http.client.HTTPSConnection:
    own = ssl.create_default_context()
    own.check_hostname, own.verify_mode = False, ssl.CERT_NONE  # a certificate of a minute ago
    return http.client.HTTPSConnection("127.0.0.1", port, context=own, timeout=30)


@contextmanager
def nginx(web: int, live: int, *, rate: str = "50r/s", secure: int = 0) -> Iterator[tuple[int, int, Path]]:
    with tempfile.TemporaryDirectory(prefix="balai-nginx-") as name:
        home, plain, secure = Path(name), free_port(), secure or free_port()
        (home / "nginx.conf").write_text(_configuration(home, web, live, plain, secure, rate))
        _certificate(home)
        process = subprocess.Popen(
            ["nginx", "-c", str(home / "nginx.conf"), "-p", name, "-e", f"{name}/error"]
        )
        try:
            _wait(secure)
            yield plain, secure, home / "balai.log"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _configuration(home: Path, web: int, live: int, plain: int, secure: int, rate: str) -> str:
    example = (ROOT / "deploy" / "nginx" / "balai.conf").read_text()
    for old, new in {
        "listen [::]:80;": "", "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{plain};", "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "127.0.0.1:8001": f"127.0.0.1:{web}", "127.0.0.1:8002": f"127.0.0.1:{live}",
        "rate=50r/s": f"rate={rate}",
        "balai.kecamatan.example.go.id;": "127.0.0.1;", "/var/log/nginx": str(home),
        "/etc/letsencrypt/live/balai.kecamatan.example.go.id": str(home),
    }.items():  # fmt: skip
        assert old in example, f"deploy/nginx/balai.conf says no more {old}"
        example = example.replace(old, new)
    return f"daemon off; pid {home}/pid; events {{}} http {{\n{example}\n}}\n"


def _certificate(home: Path) -> None:
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    files = ["-keyout", "privkey.pem", "-out", "fullchain.pem"]
    subprocess.run([*command.split(), *files], cwd=home, check=True, capture_output=True)


def _wait(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(OSError):
            ask(port, "/sehat")
            return
        time.sleep(0.1)
    raise RuntimeError("nginx did not start")
