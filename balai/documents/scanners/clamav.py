"""clamd by its socket: one INSTREAM a file. It is handed bytes, never a path."""

import socket
from contextlib import suppress

from balai.documents.scanners import ScannerDown, TooLargeToScan, Verdict

BLOCK = 1 << 16
LONGEST_ANSWER = 4096


class ClamAV:
    def __init__(self, address: str, *, patience: float = 60) -> None:
        self.address = address
        self.patience = patience

    def scan(self, raw: bytes) -> Verdict:
        try:
            with self._connected() as line:
                line.sendall(b"zINSTREAM\0")
                with suppress(
                    BrokenPipeError, ConnectionResetError
                ):  # it says too much is too much, then hangs up
                    self._pour(line, raw)
                return understood(self._answer(line))
        except (OSError, ValueError) as error:
            raise ScannerDown(type(error).__name__) from error

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(self.patience)
            try:
                line.connect(self.address)
            except OSError:
                line.close()
                raise
            return line
        host, _, port = self.address.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), timeout=5)
        line.settimeout(self.patience)
        return line

    @staticmethod
    def _pour(line: socket.socket, raw: bytes) -> None:
        for at in range(0, len(raw), BLOCK):
            block = raw[at : at + BLOCK]
            line.sendall(len(block).to_bytes(4) + block)
        line.sendall(bytes(4))

    @staticmethod
    def _answer(line: socket.socket) -> str:
        said = b""
        while b"\0" not in said and len(said) < LONGEST_ANSWER:
            more = line.recv(1024)
            if not more:
                break
            said += more
        return said.rstrip(b"\0\n").decode("utf-8", "replace")


def understood(said: str) -> Verdict:
    """Only a plain OK is clean."""
    if said == "stream: OK":
        return Verdict()
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return Verdict(said.removeprefix("stream: ").removesuffix(" FOUND"))
    if "size limit exceeded" in said:
        raise TooLargeToScan
    raise ScannerDown("answer")
