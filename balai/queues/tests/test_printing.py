"""The slip, byte for byte, and a printer that is out of paper, silent, or not ours."""

import socket
import threading
from collections.abc import Iterator

import pytest

from balai.queues.printing import ASK_PAPER, FEED_AND_CUT, Slip, ascii_only, print_slip, slip_bytes

SLIP = Slip(
    office="Kecamatan Cikarang Utara",
    program="Minggu Senyum Ceria",
    number="A012",
    facts=(
        ("Hari", "Minggu, 24 Mei 2026"),
        ("Jam", "09.36 WIB"),
        ("Tempat", "Kantor Kecamatan Cikarang Utara, ruang tunggu"),
        ("Kode", "7K4M-Q2XP"),
        ("Biaya", "Gratis"),
    ),
    link="https://balai.example/tiket/abcdefghijklmnopqrstuv/",
    foot="Pindai untuk melihat giliran Anda.",
)
PAPER_THERE, PAPER_LOW, PAPER_OUT = b"\x12", b"\x1e", b"\x72"

SLIP_BYTES = (
    b"\x1b@\x1bt\x00"  # initialise, code page 437
    b"\x1ba\x01Kecamatan Cikarang Utara\n"
    b"\x1bE\x01Minggu Senyum Ceria\n\x1bE\x00"
    b"\nNomor antrean\n\x1d!\x44A012\n\x1d!\x00\n"
    b"\x1ba\x00"
    b"Hari    Minggu, 24 Mei 2026\n"
    b"Jam     09.36 WIB\n"
    b"Tempat  Kantor Kecamatan\n"
    b"        Cikarang Utara, ruang\n"
    b"        tunggu\n"
    b"Kode    7K4M-Q2XP\n"
    b"Biaya   Gratis\n"
    b"\x1ba\x01\n"
    b"\x1d(k\x04\x00\x31\x41\x32\x00"  # QR: model 2
    b"\x1d(k\x03\x00\x31\x43\x06"  # dots of six
    b"\x1d(k\x03\x00\x31\x45\x31"  # error correction M
    b"\x1d(k\x36\x00\x31\x50\x30https://balai.example/tiket/abcdefghijklmnopqrstuv/"
    b"\x1d(k\x03\x00\x31\x51\x30"  # print it
    b"\nPindai untuk melihat giliran\nAnda.\n"
    b"\x1bd\x03\x1dVB\x00"  # feed, cut
)


class PaperRoll:
    """A printer on a real socket: answers DLE EOT 4 from its list, keeps every other byte."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.printed = b""
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self.server.getsockname()
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        try:
            line, _ = self.server.accept()
        except OSError:
            return
        with line:
            heard = b""
            while more := line.recv(4096):
                heard += more
                while ASK_PAPER in heard and self.answers:
                    before, _, heard = heard.partition(ASK_PAPER)
                    self.printed += before
                    line.sendall(self.answers.pop(0))

    def close(self) -> None:
        self.server.close()
        self.thread.join(2)


@pytest.fixture
def roll(request: pytest.FixtureRequest, settings) -> Iterator[PaperRoll]:
    printer = PaperRoll(*request.param)
    settings.BALAI_PRINTERS = [f"{printer.address[0]}:{printer.address[1]}"]
    yield printer
    printer.close()


def test_the_slip_is_these_bytes():
    assert slip_bytes(SLIP) == SLIP_BYTES


@pytest.mark.parametrize("columns", [32, 48])
def test_no_line_is_wider_than_the_paper(columns: int):
    office = "Kantor Kecamatan Cikarang Utara Kabupaten Bekasi Provinsi Jawa Barat"
    facts = (("Untuk", "Perubahan Kartu Keluarga karena pisah dan pindah " * 3),)
    long = Slip(office, office, "A012", facts, "https://x/", "a " * 90)
    raw = slip_bytes(long, columns=columns)
    text = raw[: raw.index(b"\x1d(k")] + raw[raw.rindex(b"\x1d(k") + 8 : -len(FEED_AND_CUT)]
    for command in (b"\x1b@", b"\x1bt\x00", b"\x1ba\x00", b"\x1ba\x01", b"\x1bE\x00", b"\x1bE\x01"):
        text = text.replace(command, b"")
    assert max(len(line) for line in text.split(b"\n")) <= columns


def test_what_a_printer_could_take_for_a_command_is_not_printed():
    assert ascii_only("Senyum\x1b@ Ceria\n– café…") == "Senyum?@ Ceria - cafe..."


@pytest.mark.parametrize("roll", [(PAPER_THERE, PAPER_THERE)], indirect=True)
def test_a_slip_is_printed_and_said_so(roll: PaperRoll):
    outcome = print_slip(SLIP, printer=roll.address)
    roll.close()
    assert (outcome.code, outcome.message) == ("printed", "Karcis A012 dicetak.")
    assert roll.printed == SLIP_BYTES


@pytest.mark.parametrize("roll", [(PAPER_THERE, PAPER_LOW)], indirect=True)
def test_paper_that_nears_its_end_is_told(roll: PaperRoll):
    assert print_slip(SLIP, printer=roll.address).code == "paper_low"


@pytest.mark.parametrize("roll", [(PAPER_OUT,)], indirect=True)
def test_without_paper_nothing_is_sent_and_the_number_holds(roll: PaperRoll):
    outcome = print_slip(SLIP, printer=roll.address)
    roll.close()
    assert outcome.message.startswith("Kertas habis. Nomor tetap berlaku: A012.")
    assert roll.printed == b""


@pytest.mark.parametrize("roll", [(PAPER_THERE, PAPER_OUT)], indirect=True)
def test_paper_that_ends_while_printing_is_noticed(roll: PaperRoll):
    assert print_slip(SLIP, printer=roll.address).code == "paper_out"


@pytest.mark.parametrize("roll", [(), (b"\xff",)], indirect=True, ids=["says nothing", "is no printer"])
def test_a_line_that_does_not_answer_is_a_calm_message(roll: PaperRoll, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("balai.queues.printing.ANSWER_SECONDS", 0.2)
    outcome = print_slip(SLIP, printer=roll.address)
    assert outcome.code == "silent"
    assert "Nomor tetap berlaku: A012" in outcome.message


def test_a_dead_line_is_a_calm_message(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
    settings.BALAI_PRINTERS = [f"127.0.0.1:{address[1]}"]
    assert print_slip(SLIP, printer=address).code == "silent"


def test_an_address_outside_the_list_is_never_called(settings, monkeypatch: pytest.MonkeyPatch):
    settings.BALAI_PRINTERS = ["10.1.2.3:9100"]
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("it called"))
    assert print_slip(SLIP, printer=("127.0.0.1", 9100)).code == "unknown"
