"""A mail server of a few lines on the loopback address: enough of RFC 5321 for a letter."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Session(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            getattr(self, f"do_{verb.lower()}", self.do_noop)(line)
            if verb == "QUIT":
                return

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def do_noop(self, line: str) -> None:
        self.say("250 ok")

    def do_quit(self, line: str) -> None:
        self.say("221 bye")

    def do_rcpt(self, line: str) -> None:
        address = line.partition("<")[2].partition(">")[0]
        self.say("550 no such mailbox" if address in self.server.unknown else self.server.recipients)

    def do_data(self, line: str) -> None:
        self.say("354 go on")
        letter = b""
        while (part := self.rfile.readline()) != b".\r\n":
            letter += part
        if self.server.loses_the_answer:
            self.server.letters.append(letter.decode())
            self.connection.close()
            return
        self.server.letters.append(letter.decode())
        self.say("250 taken")


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.letters: list[str] = []
        self.unknown: set[str] = set()
        self.recipients = "250 ok"
        self.loses_the_answer = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
