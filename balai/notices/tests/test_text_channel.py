"""The gateway of texts in both dialects and its fake; then what only the true one has."""

import pytest

from balai.notices.channels import Message, Outcome, Undeliverable, text
from balai.notices.channels.text import GatewayBusy, GatewayRefuses, Text
from balai.notices.channels.text_fake import FakeText
from balai.notices.tests.text_server import PASSWORD, TOKEN, USER, text_server

NUMBER = "+6281200000001"
pytestmark = pytest.mark.once


def message(number: str = NUMBER, reference: str = "ab" * 16) -> Message:
    return Message(reference, "voices.news", number, "", "Ada kabar untuk kode K7M2.\nhttps://b.id/x")


@pytest.fixture
def server():
    with text_server() as server:
        yield server


def use(settings, server, kind: str) -> None:
    settings.BALAI_TEXT_URL, settings.BALAI_TEXT_KIND = server.address, kind
    settings.BALAI_TEXT_USER, settings.BALAI_TEXT_PASSWORD, settings.BALAI_TEXT_TOKEN = USER, PASSWORD, TOKEN


@pytest.fixture(params=["android", "plain"])
def true_way(request, settings, server):
    use(settings, server, request.param)
    assert text.is_set()
    return Text(timeout=0.5)


class True_:  # noqa: N801
    """The true gateway, handled as the fake is."""

    def __init__(self, server, settings, kind: str) -> None:
        use(settings, server, kind)
        self.way, self.server, self.unknown = Text(timeout=0.5), server, server.unknown
        self.deliver, self.close = self.way.deliver, self.way.close

    @property
    def taken(self) -> list[str]:
        return list(self.server.texts.values())

    def go_away(self) -> None:
        self.way.url = self.way.url._replace(netloc="127.0.0.1:1")


class Fake(FakeText):
    def go_away(self) -> None:
        self.is_away = True


@pytest.fixture(params=["android", "plain", "fake"])
def way(request, settings, server):
    return Fake() if request.param == "fake" else True_(server, settings, request.param)


def numbers(way) -> list[str]:
    return [each if isinstance(each, str) else each.address for each in way.taken]


def test_a_text_arrives_and_its_repeat_does_not_arrive_again(way):
    way.deliver(message())
    way.deliver(message())
    way.deliver(message("+6281200000002", "cd" * 16))
    way.close()
    assert numbers(way) == [NUMBER, "+6281200000002"]


@pytest.mark.parametrize("number", ["", "0812", "sari@example.id", "+62812000000x1", NUMBER])
def test_a_number_that_will_never_take_it_is_said(way, number):
    way.unknown.add(NUMBER)
    with pytest.raises(Undeliverable) as refused:
        way.deliver(message(number))
    assert number not in str(refused.value) or not number


def test_after_a_refusal_the_next_text_arrives(way):
    way.unknown.add("+6281200000009")
    with pytest.raises(Undeliverable):
        way.deliver(message("+6281200000009"))
    way.deliver(message(reference="cd" * 16))
    assert numbers(way) == [NUMBER]


def test_a_gateway_that_is_away_is_for_another_time(way):
    way.go_away()
    with pytest.raises(OSError):  # noqa: PT011 - refused, reset or timed out: all are for later
        way.deliver(message())


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_gateway_that_is_busy_is_for_another_time(true_way, server, status):
    server.answers = status
    with pytest.raises(GatewayBusy, match=str(status)):
        true_way.deliver(message())


@pytest.mark.parametrize("status", [401, 403, 404, 302])
def test_wrong_settings_are_not_the_fault_of_the_text(true_way, server, status):
    server.answers = status
    with pytest.raises(GatewayRefuses, match=str(status)):
        true_way.deliver(message())
    assert [path for path, _ in server.asked] == ["/messages"]  # a redirection is not followed


def test_a_gateway_that_is_slow_or_cuts_the_line_may_have_it_and_is_asked_again(true_way, server):
    server.sleeps = 1
    with pytest.raises(TimeoutError):
        true_way.deliver(message())
    server.sleeps, server.loses_the_answer = 0, True
    with pytest.raises(Exception) as lost:  # noqa: PT011
        true_way.deliver(message(reference="cd" * 16))
    assert not isinstance(lost.value, Undeliverable)
    server.loses_the_answer = False
    true_way.deliver(message(reference="cd" * 16))
    assert list(server.texts).count("cd" * 16) == 1


def test_an_older_app_that_says_500_to_a_repeat_has_it_already(settings, server):
    use(settings, server, "android")
    server.again = 500
    for _ in range(2):
        Text().deliver(message())
    assert list(server.texts.values()) == [NUMBER]


def test_only_number_words_and_reference_leave(settings, server):
    for kind in ("android", "plain"):
        use(settings, server, kind)
        Text().deliver(message(reference=f"{kind:x>32}"))
    (_, android), (_, plain) = server.asked
    words = message().text
    assert android == {
        "id": f"{'android':x>32}", "textMessage": {"text": words}, "phoneNumbers": [NUMBER],
        "ttl": 24 * 3600, "withDeliveryReport": True,
    }  # fmt: skip
    assert plain == {"to": NUMBER, "text": words, "reference": f"{'plain':x>32}"}


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("Pending", Outcome.UNDERWAY), ("Processed", Outcome.UNDERWAY), ("Sent", Outcome.UNDERWAY),
        ("Delivered", Outcome.ARRIVED), ("Failed", Outcome.FAILED), ("SomethingNew", Outcome.UNDERWAY),
    ],
)  # fmt: skip
def test_a_telephone_is_asked_what_became_of_it(settings, server, state, outcome):
    use(settings, server, "android")
    Text().deliver(message())
    server.states["ab" * 16] = state
    assert Text().outcome("ab" * 16) == outcome
    assert Text().outcome("cd" * 16) == Outcome.UNDERWAY


@pytest.mark.parametrize(
    ("url", "is_right"),
    [
        ("http://192.168.1.20:8080/messages", True), ("http://10.0.0.5/message", True),
        ("http://hp-kantor.lan:8080/messages", True), ("https://api.sms-gate.app/3rdparty/v1/messages", True),
        ("http://api.sms-gate.app/messages", False), ("http://8.8.8.8/messages", False),
        ("192.168.1.20:8080", False), ("ftp://192.168.1.20/", False), ("http://[::1", False),
        ("http://192.168.1.20:0/", False),
    ],
)  # fmt: skip
def test_a_number_crosses_no_foreign_network_in_the_clear(settings, url, is_right):
    settings.BALAI_TEXT_URL, settings.BALAI_TEXT_KIND, settings.BALAI_TEXT_TOKEN = url, "plain", TOKEN
    assert text.is_set() is is_right
    assert any("BALAI_TEXT_URL" in said for said in text.wrong_settings()) is not is_right


def test_what_else_is_missing_is_said(settings):
    settings.BALAI_TEXT_URL = "https://sms.example.id/kirim"
    assert "BALAI_TEXT_USER" in text.wrong_settings()[0]
    settings.BALAI_TEXT_KIND = "plain"
    assert text.wrong_settings() == ["Isi BALAI_TEXT_TOKEN."]
    settings.BALAI_TEXT_KIND = "whatsapp"
    assert "android, plain" in text.wrong_settings()[0]
    settings.BALAI_TEXT_URL = ""
    assert text.wrong_settings() == []
    assert not text.is_set()
