"""The same tests run against each way out and its fake; what only the true one has comes after."""

import io
from email import message_from_string, policy

import pytest

from balai.notices.channels import Message, Undeliverable
from balai.notices.channels.console import Console
from balai.notices.channels.console_fake import FakeConsole
from balai.notices.channels.smtp import Smtp, message_id
from balai.notices.channels.smtp_fake import FakeSmtp
from balai.notices.tests.mail_server import MailServer, mail_server


def letter(address: str = "sari@example.id", subject: str = "Nomor antrean A012") -> Message:
    return Message(
        "ab" * 16, "queues.booked", address, subject, "Halo,\nsampai hari Minggu – pukul 09.36 WIB.\n"
    )


class TrueMail:
    """Smtp against a mail server on the loopback address, handled as the fake is."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.way = Smtp(host="127.0.0.1", port=server.port, use_tls=False, timeout=5)
        self.unknown = server.unknown
        self.deliver, self.close = self.way.deliver, self.way.close

    @property
    def taken(self) -> list[tuple[str, str]]:
        read = [message_from_string(text, policy=policy.default) for text in self.server.letters]
        return [(str(mail["To"]), str(mail["Subject"])) for mail in read]

    def go_away(self) -> None:
        self.way.connection.port = 1  # type: ignore[attr-defined] # nobody listens there


class FakeMail(FakeSmtp):
    def go_away(self) -> None:
        self.is_away = True


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


@pytest.fixture(params=["true", "fake"])
def mail(request, server):
    mail = TrueMail(server) if request.param == "true" else FakeMail()
    yield mail
    mail.close()


def received(mail) -> list[tuple[str, str]]:
    return [entry if isinstance(entry, tuple) else (entry.address, entry.subject) for entry in mail.taken]


def test_letters_arrive_in_order(mail):
    mail.deliver(letter())
    mail.deliver(letter("budi@example.id", "Nomor antrean A013"))
    assert received(mail) == [
        ("sari@example.id", "Nomor antrean A012"),
        ("budi@example.id", "Nomor antrean A013"),
    ]


@pytest.mark.parametrize("address", ["bukan-alamat", "", "tidak-ada@example.id"])
def test_an_address_that_will_never_take_it_is_said(mail, address):
    mail.unknown.add("tidak-ada@example.id")
    with pytest.raises(Undeliverable):
        mail.deliver(letter(address))


def test_after_a_refusal_the_next_letter_arrives(mail):
    mail.unknown.add("tidak-ada@example.id")
    with pytest.raises(Undeliverable):
        mail.deliver(letter("tidak-ada@example.id"))
    mail.deliver(letter())
    assert len(received(mail)) == 1


def test_a_server_that_is_away_is_for_another_time(mail):
    mail.go_away()
    with pytest.raises(OSError):  # noqa: PT011 - refused, reset or timed out: all are for later
        mail.deliver(letter())


def test_closing_twice_does_no_harm(mail):
    mail.deliver(letter())
    mail.close()
    mail.close()


def test_a_repeat_carries_the_same_message_id(server):
    mail = TrueMail(server)
    mail.deliver(letter())
    mail.deliver(letter())
    mail.close()
    first, repeat = (message_from_string(text) for text in server.letters)
    assert first["Message-ID"] == repeat["Message-ID"] == message_id("ab" * 16)
    assert first["Auto-Submitted"] == "auto-generated"


def test_an_answer_that_got_lost_is_for_another_time(server):
    server.loses_the_answer = True
    mail = TrueMail(server)
    with pytest.raises(Exception) as lost:  # noqa: PT011
        mail.deliver(letter())
    assert not isinstance(lost.value, Undeliverable)
    assert len(server.letters) == 1


def test_a_mailbox_that_is_full_today_is_for_another_time(server):
    server.recipients = "452 full"
    mail = TrueMail(server)
    with pytest.raises(Exception) as full:  # noqa: PT011
        mail.deliver(letter())
    assert not isinstance(full.value, Undeliverable)


def test_a_subject_cannot_smuggle_a_header(server):
    mail = TrueMail(server)
    with pytest.raises(Exception, match="newline"):
        mail.deliver(letter(subject="Nomor\nBcc: semua@example.id"))
    mail.close()
    assert server.letters == []


@pytest.fixture(params=[Console, FakeConsole])
def screen(request):
    return request.param()


def test_the_screen_takes_everything(screen):
    screen.deliver(letter(""))
    screen.close()


@pytest.mark.parametrize(("is_demo", "shown"), [(True, True), (False, False)])
def test_the_screen_shows_texts_in_the_demo_alone(settings, is_demo, shown):
    settings.IS_DEMO = is_demo
    paper = io.StringIO()
    Console(paper).deliver(letter())
    assert ("sampai hari Minggu" in paper.getvalue()) is shown
    assert "queues.booked" in paper.getvalue()
    assert "sari@example.id" not in paper.getvalue()
