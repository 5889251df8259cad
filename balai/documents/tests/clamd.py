"""A clamd of our own, over a real socket: speaks INSTREAM, and plays what can go wrong."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LARGEST = 300_000  # as StreamMaxLength
ANSWERS = ("", "slow", "hangs up", "nonsense", "error")


class Session(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        if self.server.plays == "hangs up":
            return
        raw = self.read_all()
        if raw is None:
            self.say("INSTREAM size limit exceeded. ERROR")
            return
        self.server.seen.append(raw)
        if self.server.plays == "slow":
            self.server.goes_on.wait(5)
        elif self.server.plays == "nonsense":
            self.say("stream: OK FOUND? perhaps")
        elif self.server.plays == "error":
            self.say("stream: Can't allocate memory ERROR")
        else:
            self.say("stream: Eicar-Test-Signature FOUND" if b"EICAR" in raw else "stream: OK")

    def read_all(self) -> bytes | None:
        raw = b""
        while length := int.from_bytes(self.rfile.read(4)):
            raw += self.rfile.read(length)
            if len(raw) > LARGEST:
                return None
        return raw

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\0")


class Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


class Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def clamd(at: Path | None = None, *, plays: str = "") -> Iterator[tuple[str, Any]]:
    """The address to call, and the server: `server.seen`, `server.plays`."""
    server: Any = Unix(str(at), Session) if at else Tcp(("127.0.0.1", 0), Session)
    server.plays, server.seen, server.goes_on = plays, [], threading.Event()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield str(at) if at else f"127.0.0.1:{server.server_address[1]}", server
    finally:
        server.goes_on.set()
        server.shutdown()
        server.server_close()
