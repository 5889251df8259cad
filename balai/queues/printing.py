"""The slip on an ESC/POS printer over the network. Never inside a transaction: a number holds without paper.

After Epson's ESC/POS reference: ESC @, ESC t, ESC a, ESC E, GS !, GS ( k (QR), ESC d, GS V, DLE EOT 4.
"""

import socket
import textwrap
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from django.conf import settings

from balai.base import zones
from balai.base.codes import show_code
from balai.queues.models import Ticket

ESC, GS = b"\x1b", b"\x1d"
START = ESC + b"@" + ESC + b"t\x00"  # initialise; code page 437: the slip is plain ASCII anyhow
LEFT, MIDDLE = ESC + b"a\x00", ESC + b"a\x01"
BOLD, PLAIN = ESC + b"E\x01", ESC + b"E\x00"
HUGE, NORMAL = GS + b"!\x44", GS + b"!\x00"  # five times as wide and high
FEED_AND_CUT = ESC + b"d\x03" + GS + b"VB\x00"
ASK_PAPER = b"\x10\x04\x04"  # DLE EOT 4
PAPER_OUT, PAPER_LOW, FIXED_MASK, FIXED = 0x60, 0x0C, 0x93, 0x12
CONNECT_SECONDS, ANSWER_SECONDS = 2.0, 3.0
LIKE = str.maketrans({"–": "-", "—": "-", "·": "-", "…": "...", "’": "'", "“": '"', "”": '"', "×": "x"})


@dataclass(frozen=True)
class Slip:
    """What stands on the paper, from top to bottom."""

    office: str
    program: str
    number: str
    facts: tuple[tuple[str, str], ...]
    link: str
    foot: str


@dataclass(frozen=True)
class Outcome:
    """`code` is printed, paper_low, paper_out, silent or unknown."""

    code: str
    message: str

    @property
    def is_printed(self) -> bool:
        return self.code in {"printed", "paper_low"}


def slip_of(ticket: Ticket, link: str) -> Slip:
    session, line = ticket.sitting.session, ticket.sitting.line
    zone = session.zone
    facts = [("Hari", zones.day(ticket.on))]
    if ticket.slot:
        facts.append(("Jam", zones.hour(ticket.slot.starts_at, zone)))
    else:
        facts.append(("Diambil", zones.hour(ticket.taken_at, zone)))
    if not line.is_quiet:
        facts.append(("Untuk", ticket.service.name))
    facts += [("Tempat", session.place_text or session.program.place_text or session.program.office.name)]
    facts += [
        ("Kode", show_code(ticket.code)),
        ("Biaya", "Gratis" if session.program.is_free else "lihat loket"),
    ]
    name = session.program.office.name if line.is_quiet else session.program.name
    foot = "Pindai untuk melihat giliran Anda. Ada yang meminta uang? Laporkan di meja informasi."
    return Slip(session.program.office.name, name, ticket.label, tuple(facts), link, foot)


def ascii_only(text: str) -> str:
    """Accents folded, dashes plain, nothing that a printer could take for a command."""
    folded = unicodedata.normalize("NFKD", text.translate(LIKE))
    shown = "".join(c for c in folded if not unicodedata.combining(c))
    return "".join(c if " " <= c <= "~" else "?" for c in " ".join(shown.split()))


def wrapped(text: str, columns: int) -> Iterator[bytes]:
    for line in textwrap.wrap(ascii_only(text), columns):
        yield line.encode("ascii") + b"\n"


def fact_lines(name: str, value: str, columns: int) -> Iterator[bytes]:
    """'Jam     09.36 WIB', the value's next lines under its first."""
    for at, part in enumerate(textwrap.wrap(ascii_only(value), columns - 8)):
        yield f"{'' if at else name:<8}{part}\n".encode("ascii")


def qr(data: str, *, dot: int = 6) -> bytes:
    """GS ( k: model 2, size of a dot, error correction M, store, print."""
    raw = data.encode("ascii")
    length = len(raw) + 3
    return b"".join(
        [
            GS + b"(k\x04\x00\x31\x41\x32\x00",
            GS + b"(k\x03\x00\x31\x43" + bytes([dot]),
            GS + b"(k\x03\x00\x31\x45\x31",
            GS + b"(k" + bytes([length % 256, length // 256]) + b"\x31\x50\x30" + raw,
            GS + b"(k\x03\x00\x31\x51\x30",
        ]
    )


def slip_bytes(slip: Slip, *, columns: int = 32) -> bytes:
    """32 columns on 58 mm paper, 48 on 80 mm."""
    head = [*wrapped(slip.office, columns), BOLD, *wrapped(slip.program, columns), PLAIN]
    number = [
        b"\n",
        *wrapped("Nomor antrean", columns),
        HUGE,
        slip.number.encode("ascii"),
        b"\n",
        NORMAL,
        b"\n",
    ]
    facts = [line for name, value in slip.facts for line in fact_lines(name, value, columns)]
    foot = [b"\n", *wrapped(slip.foot, columns)]
    return b"".join(
        [START, MIDDLE, *head, *number, LEFT, *facts, MIDDLE, b"\n", qr(slip.link), *foot, FEED_AND_CUT]
    )


def allowed_printers() -> list[tuple[str, int]]:
    """host:port of the allow-list; nothing else is ever connected to."""
    pairs = [entry.strip().rpartition(":") for entry in settings.BALAI_PRINTERS]
    return [(host, int(port)) for host, _, port in pairs if host and port.isdigit()]


def print_slip(slip: Slip, *, printer: tuple[str, int], columns: int = 32) -> Outcome:
    """Ask for paper, print, ask again. A refusal says that the number holds."""
    if printer not in allowed_printers():
        return _outcome("unknown", slip)
    try:
        with closing(socket.create_connection(printer, timeout=CONNECT_SECONDS)) as line:
            line.settimeout(ANSWER_SECONDS)
            if _paper(line) & PAPER_OUT:
                return _outcome("paper_out", slip)
            line.sendall(slip_bytes(slip, columns=columns))
            left = _paper(line)
    except OSError:
        return _outcome("silent", slip)
    if left & PAPER_OUT:
        return _outcome("paper_out", slip)
    return _outcome("paper_low" if left & PAPER_LOW else "printed", slip)


def _paper(line: socket.socket) -> int:
    """The printer's answer about its paper; bits 0, 1, 4 and 7 are fixed, so that noise is noticed."""
    line.sendall(ASK_PAPER)
    answer = line.recv(1)
    if not answer or answer[0] & FIXED_MASK != FIXED:
        raise OSError("no answer, or not a printer's")
    return answer[0]


MESSAGES = {
    "printed": "Karcis {} dicetak.",
    "paper_low": "Karcis {} dicetak. Kertas hampir habis: siapkan gulungan baru.",
    "paper_out": "Kertas habis. Nomor tetap berlaku: {}. Isi kertas, lalu cetak ulang.",
    "silent": "Printer tidak menjawab. Nomor tetap berlaku: {}. Periksa kabel dan daya, lalu cetak ulang.",
    "unknown": "Printer ini tidak ada dalam daftar kantor. Nomor tetap berlaku: {}.",
}


def _outcome(code: str, slip: Slip) -> Outcome:
    return Outcome(code, MESSAGES[code].format(slip.number))
