"""A gateway of texts on the loopback address, and every way in which it can go wrong."""

import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USER, PASSWORD, TOKEN = "sms", "kata-sandi-hp", "kunci-penjual-sms"
KEYS = {f"Basic {b64encode(f'{USER}:{PASSWORD}'.encode()).decode()}", f"Bearer {TOKEN}"}


class Asked(BaseHTTPRequestHandler):
    server: "TextServer"

    def log_message(self, *said: object) -> None:
        pass

    def do_GET(self) -> None:
        reference = self.path.rpartition("/")[2]
        known = reference in self.server.texts
        self.say(200 if known else 404, {"id": reference, "state": self.server.states.get(reference, "Sent")})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        server.asked.append((self.path, body))
        reference = body.get("id") or body["reference"]
        number = body["phoneNumbers"][0] if "phoneNumbers" in body else body["to"]
        if self.headers["Authorization"] not in KEYS:
            return self.say(401)
        if server.sleeps:
            time.sleep(server.sleeps)
        if server.answers:
            return self.say(server.answers, where="/lain/" if server.answers == 302 else "")
        if number in server.unknown:
            return self.say(400, {"message": f"invalid number {number}"})
        if reference in server.texts:
            return self.say(server.again)
        server.texts[reference] = number
        if server.loses_the_answer:
            self.connection.close()
            return None
        return self.say(202, {"id": reference, "state": "Pending"})

    def say(self, status: int, body: dict[str, Any] | None = None, where: str = "") -> None:
        text = json.dumps(body or {}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        if where:
            self.send_header("Location", where)
        self.end_headers()
        self.wfile.write(text)


class TextServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.texts: dict[str, str] = {}  # by reference, as the telephone keeps them
        self.states: dict[str, str] = {}
        self.unknown: set[str] = set()
        self.answers = self.sleeps = 0
        self.again = 409
        self.loses_the_answer = False

    def handle_error(self, *said: object) -> None:
        """A line that was cut is what the test wanted."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/messages"


@contextmanager
def text_server() -> Iterator[TextServer]:
    with TextServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()
